"""What a search finds: a case or another thing, as the reader may read it, with the passages that show why."""

from dataclasses import dataclass
from datetime import datetime

from case_studies.policy.found_items import ReleasedItem
from case_studies.policy.release import ReleasedRevision, Submitter
from case_studies.search.contract import Passage
from case_studies.search.sync.item_kinds import ITEM_KINDS
from case_studies.vocabulary import FoundKind, Section


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case that was found: the revision, and the passages that show why."""

    revision: ReleasedRevision
    passages: tuple[Passage, ...]
    kind = FoundKind.CASE

    @property
    def reference(self) -> str:
        """The reference of the case."""
        return self.revision.case.reference

    @property
    def since(self) -> datetime:
        """When the revision was published."""
        moment: datetime = self.revision.published_at
        return moment

    @property
    def title(self) -> str:
        """The title of the case."""
        return str(self.revision.title)

    @property
    def language(self) -> str:
        """The language of the case."""
        return str(self.revision.language)


@dataclass(frozen=True, slots=True)
class FoundItem:
    """Something else that was found, as the reader may read it, and the passages that show why."""

    item: ReleasedItem
    passages: tuple[Passage, ...]

    @property
    def kind(self) -> FoundKind:
        """What it is."""
        return self.item.kind

    @property
    def reference(self) -> str:
        """Its reference."""
        return str(self.item.reference)

    @property
    def title(self) -> str:
        """What stands for it in lists."""
        return str(self.item.title)

    @property
    def language(self) -> str:
        """Its language."""
        return str(self.item.language)

    @property
    def summary(self) -> str:
        """Its summary; empty if it has none."""
        return ITEM_KINDS[self.kind].sections(self.item).get(Section.SUMMARY, "")

    @property
    def owner(self) -> Submitter | None:
        """Whose it is, as far as the reader may know; None for what belongs to all members."""
        return ITEM_KINDS[self.kind].owner(self.item)

    @property
    def since(self) -> datetime:
        """When others could read it first."""
        return ITEM_KINDS[self.kind].since(self.item)

    @property
    def changed(self) -> datetime:
        """When its state changed last, if feeds show that; else when others could read it first."""
        kind = ITEM_KINDS[self.kind]
        return kind.changed(self.item) if kind.changed is not None else self.since


Found = FoundCase | FoundItem
