"""What a reader may read of a revision: its parts by their audience, and who submitted it by its attribution.

Everything that shows a case takes its text from here. A released revision has the attributes that readers are shown.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from case_studies.life import KnownLife
from case_studies.models import Attachment, RenderedText, Revision
from case_studies.part_audiences import PARTS_WITH_AUDIENCE, TITLE, file_part, is_kept, is_released, is_written
from case_studies.partner_answers import may_be_named
from case_studies.policy.actor import Actor
from case_studies.policy.attachment_audiences import OPEN_TO, audience_of
from case_studies.policy.known_life import known_life
from case_studies.policy.readers import NAMED_TO as NAMED_TO
from case_studies.policy.readers import Reader as Reader
from case_studies.policy.readers import ReleasedCase as ReleasedCase
from case_studies.policy.readers import Submitter as Submitter
from case_studies.policy.readers import as_named
from case_studies.taxonomy.mentions import without_names
from case_studies.vocabulary import Attribution, Audience, FoundKind, PartAudience, SaidLife, Section


def _of_revision(name: str) -> Any:
    """Return a property with a value that every reader of the revision may know."""
    return property(lambda released: getattr(released._revision, name))


def _of_own(name: str) -> Any:
    """Return a property with a mapping that only those who read everything see."""
    return property(lambda released: dict(getattr(released._revision, name)) if released.is_own else {})


class ReleasedRevision:
    """A revision as one reader may read it. Without a reader it is whole, for those who take part in the case."""

    def __init__(self, revision: Revision, reader: Reader | None) -> None:
        self._revision = revision
        self._reader = reader

    kind = FoundKind.CASE
    id: int = _of_revision("id")
    case_id: int = _of_revision("case_id")
    number: int = _of_revision("number")
    state = _of_revision("state")
    language = _of_revision("language")
    started = _of_revision("started")
    ended = _of_revision("ended")
    stage = _of_revision("stage")
    evidence = _of_revision("evidence")
    measure = _of_revision("measure")
    audience: Audience = _of_revision("audience")
    attribution: Attribution = _of_revision("attribution")
    published_at = _of_revision("published_at")
    themes = _of_revision("themes")
    host_states = _of_revision("host_states")
    operations = _of_revision("operations")
    initiatives = _of_revision("initiatives")

    @property
    def case(self) -> ReleasedCase:
        """What the reader may know of its case."""
        case = self._revision.case
        return ReleasedCase(case.id, case.reference, case.demonstration)

    @cached_property
    def is_own(self) -> bool:
        """Whether the reader takes part in the case, or their delegation submitted it, alone or with others."""
        own = {self._revision.case.submitting_code, *(one.code for one in self._revision.co_submitters)}
        return self._reader is None or self._reader.delegation in own

    @property
    def is_whole(self) -> bool:
        """Whether the reader may read everything: nothing is kept, or the case is their own."""
        keeps = self._revision.section_audiences or self._revision.narrower_sources or self._revision.hidden_parts
        return (not keeps and self.attribution == Attribution.NAMED) or self.is_own

    # ---- As they are shown

    @property
    def rendered(self) -> dict[str, RenderedText]:
        """What is kept of its texts as they are shown, by the digest of a text that the reader has."""
        return self._revision.rendered

    def set_rendered(self, rows: Iterable[RenderedText]) -> None:
        """Set what is kept of its texts, which was read for several revisions at once."""
        set_committed_value(self._revision, "rendered", rows)

    # ---- Who

    @property
    def is_named(self) -> bool:
        """Whether the reader may know who submitted the case."""
        return self.is_whole or self._reader is None or self.attribution in NAMED_TO[self._reader.audience]

    @property
    def submitter(self) -> Submitter:
        """Who submitted the case."""
        shows_region = self.attribution == Attribution.REGION
        return as_named(self._revision.case.submitting, is_named=self.is_named, shows_region=shows_region)

    @property
    def submitting_code(self) -> str:
        """The code of the submitting delegation; empty if it is not named."""
        return self.submitter.code

    @property
    def implemented_by(self) -> list[Any]:
        """The implementing States that agreed. None is named where the submitter is not: it is mostly one of them."""
        named = self._revision.implemented_by if self.is_named else []
        return [place for place in named if self.is_own or may_be_named(self._revision, place.code)]

    @property
    def has_unnamed_states(self) -> bool:
        """Whether a State took part whose name the reader does not get, although they may know the others."""
        return self.is_named and len(self.implemented_by) < len(self._revision.implemented_by)

    @property
    def partners(self) -> list[str]:
        """The other partners that agreed to be named."""
        names = list(self._revision.partners) if self.is_named else []
        return [self._clean(name) for name in names if self.is_own or may_be_named(self._revision, name)]

    @property
    def co_submitters(self) -> list[Any]:
        """The co-submitters, who are named with the submitter or not at all."""
        return list(self._revision.co_submitters) if self.is_named else []

    # ---- What became of it

    @property
    def life(self) -> KnownLife | None:
        """What its delegation said last about the case, with the sentence if the reader may know it."""
        is_member = self._reader is None or self._reader.audience == Audience.MEMBERS
        return known_life(self._revision, is_member=is_member, knows_submitter=self.is_named, clean=self._clean)

    @property
    def said_life(self) -> SaidLife | None:
        """What its delegation said last, for the facet of search."""
        return self.life.said if self.life is not None else None

    # ---- Parts

    def may_read(self, part: str) -> bool:
        """Whether the reader may read a part as it was written for those who may read all of it."""
        return self._is_released(part) and not self._is_hidden(part)

    def _is_released(self, part: str) -> bool:
        return self._is_for_reader(self._revision.section_audiences.get(part))

    def _is_hidden(self, part: str) -> bool:
        """Whether the part is not shown because a report about it is examined. Its own delegation reads it."""
        return part in self._revision.hidden_parts and not self.is_own

    @property
    def examined_parts(self) -> list[str]:
        """The parts that the reader would read, in full or not, if no report was examined; a file is just not there."""
        hidden = [part for part in (TITLE, *PARTS_WITH_AUDIENCE) if self._is_hidden(part)]
        return [part for part in hidden if self._is_released(part) or part in self._revision.public_sections]

    def _is_for_reader(self, chosen: str | None) -> bool:
        """Whether the reader belongs to the audience of a part or a source. Without one, it is that of the case."""
        if chosen is None or self.is_whole or self._reader is None:
            return True
        if chosen == PartAudience.DELEGATIONS:
            return self._is_among
        return chosen == PartAudience.PUBLIC or self._reader.audience == Audience.MEMBERS

    def _clean(self, text: str) -> str:
        """Return a text without the names of those that withdrew their consent, for those who only read the case."""
        withdrawn = self._revision.withdrawn_names if self._reader is not None else ()
        return without_names(text, withdrawn, self._revision.language) if withdrawn else text

    def _cleaned(self, texts: Iterable[str]) -> list[str]:
        return [self._clean(text) for text in texts]

    @property
    def title(self) -> str:
        """The title; in its place the reference, while a report of it is examined."""
        return self.case.reference if self._is_hidden(TITLE) else self._clean(self._revision.title)

    @cached_property
    def sections(self) -> dict[str, str]:
        """The sections: in full, in the version for other readers, or not at all."""
        full, wider = self._revision.sections, self._revision.public_sections
        shown = [name for name in Section if not self._is_hidden(name)]
        texts = {name: (full if self.may_read(name) else wider).get(name) for name in shown}
        return {name.value: self._clean(text) for name, text in texts.items() if text}

    @property
    def sources(self) -> list[str]:
        """The sources for all who may read the sources of the case."""
        return self._cleaned(self._revision.sources) if self.may_read("sources") else []

    @property
    def narrower_sources(self) -> dict[str, list[str]]:
        """Audience → the sources for it only, as far as the reader belongs to it."""
        if not self.may_read("sources"):
            return {}
        chosen = self._revision.narrower_sources.items()
        return {audience: self._cleaned(sources) for audience, sources in chosen if self._is_for_reader(audience)}

    @property
    def kept_sources(self) -> list[str]:
        """The audiences of the sources that the reader may not read, but may know of."""
        revision = self._revision
        if not self.may_read("sources") or revision.unmentioned_sections.get("sources"):
            return []
        return [audience for audience in revision.narrower_sources if not self._is_for_reader(audience)]

    @property
    def contact(self) -> str:
        """The mailbox of the contact. It names the delegation, so it is for those who may know that."""
        return self._revision.contact if self.is_named and self.may_read("contact") else ""

    @property
    def attachments(self) -> list[Attachment]:
        """The files that the reader may read."""
        files = [one for one in self._revision.attachments if self._reader is None or not one.withheld]
        shown = [one for one in files if not self._is_hidden(file_part(one.key))]
        return [one for one in shown if self.is_own or self._may_read_file(audience_of(one))]

    def _may_read_file(self, audience: PartAudience) -> bool:
        return self._is_among or (self._reader is not None and audience in OPEN_TO[self._reader.audience])

    @property
    def _is_among(self) -> bool:
        """Whether the delegation of the reader is one of the named ones."""
        return self._reader is not None and self._reader.delegation in {one.code for one in self._revision.released_to}

    @property
    def section_audiences(self) -> dict[str, str]:
        """Part → audience, for the parts with fewer readers than the case, as far as the reader may know of them."""
        if self.is_own:
            return dict(self._revision.section_audiences)
        kept = self.kept_parts
        return {part: audience for part, audience in self._narrower() if self.may_read(part) or part in kept}

    @cached_property
    def shown_audiences(self) -> frozenset[str]:
        """The audiences of what the reader gets, without files: of the case, and of what has fewer readers."""
        parts = {audience for part, audience in self._narrower() if self.may_read(part)}
        never_public = self._reader is None and self.published_at is None
        is_for_members = never_public or (self.attribution != Attribution.NAMED and self.is_named)
        name = {PartAudience.MEMBERS} if is_for_members else set()
        return frozenset({self.audience, *parts, *self.narrower_sources, *name})

    @property
    def kept_parts(self) -> dict[str, str]:
        """Part → audience, for the parts that the reader may not read, but may know of."""
        return {part: audience for part, audience in self._narrower() if self._is_mentioned(part)}

    def _narrower(self) -> Iterable[tuple[str, str]]:
        return (pair for pair in self._revision.section_audiences.items() if is_kept(self._revision, pair[0]))

    def _is_mentioned(self, part: str) -> bool:
        revision = self._revision
        is_shown = self._is_released(part) or part in revision.public_sections
        may_know = self.is_named or part != "contact"
        return not is_shown and not revision.unmentioned_sections.get(part) and may_know and is_written(revision, part)

    @property
    def public_sections(self) -> dict[str, str]:
        """The versions for other readers, beside the full ones. Only those who read everything see both."""
        texts = self._revision.public_sections if self.is_own else {}
        return {name: self._clean(text) for name, text in texts.items()}

    hidden_parts: dict[str, str] = _of_own("hidden_parts")  # that others do not see until the delegation answers
    unmentioned_sections: dict[str, bool] = _of_own("unmentioned_sections")  # that other readers do not learn of
    released_by: dict[str, bool] = _of_own("released_by")  # the relations by which delegations were named

    @property
    def released_to(self) -> list[Any]:
        """The delegations that read the parts for named delegations. They know each other."""
        is_among = self._is_among and is_released(self._revision)
        return list(self._revision.released_to) if self.is_own or is_among else []


AnyRevision = Revision | ReleasedRevision
"""A revision as those who take part work on it, or as a reader may read it."""


def as_released(revision: AnyRevision) -> ReleasedRevision:
    """Return a revision as its reader reads it."""
    return revision if isinstance(revision, ReleasedRevision) else whole(revision)


def release(revisions: Iterable[Revision], actor: Actor) -> list[ReleasedRevision]:
    """Return revisions, which the actor may read, as they may read them."""
    reader = Reader.of(actor)
    return [ReleasedRevision(revision, reader) for revision in revisions]


def whole(revision: Revision) -> ReleasedRevision:
    """Return a revision for those who take part."""
    return ReleasedRevision(revision, None)
