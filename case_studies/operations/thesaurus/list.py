"""The list of the field's words, for those who keep them: by any name, and by what became of the entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from case_studies.models import Account, Concept
from case_studies.operations.thesaurus.edit import check_keeper, squeezed
from case_studies.policy.actor import Actor

PER_PAGE = 50


class Show(StrEnum):
    """Which entries to list."""

    ALL = "all"  # retired ones too
    CHANGED = "changed"  # by hand; the data files leave them alone
    RETIRED = "retired"


CONDITIONS: dict[Show, ColumnElement[bool]] = {
    Show.ALL: true(),
    Show.CHANGED: Concept.changed_at.is_not(None),
    Show.RETIRED: Concept.retired.is_(True),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of entries."""

    items: Sequence[Concept]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // PER_PAGE)


def list_concepts(session: Session, actor: Actor, *, text: str = "", show: Show = Show.ALL, page: int = 1) -> Listed:
    """Return the entries of which a name, the id or the code holds the text; those named just so come first."""
    check_keeper(actor)
    wanted = squeezed(text)
    concepts = session.scalars(select(Concept).where(CONDITIONS[show])).all()
    ranked = [(rank, concept) for concept in concepts if (rank := _rank(concept, wanted)) is not None]
    ranked.sort(key=lambda one: (one[0], squeezed(one[1].names[0][1]), one[1].id))
    start = (page - 1) * PER_PAGE
    return Listed([concept for _, concept in ranked[start : start + PER_PAGE]], len(ranked), page)


def _rank(concept: Concept, wanted: str) -> int | None:
    """Return 0 for an entry named so, 1 for one with a name that begins so, 2 where it stands within; None for no."""
    keys = [squeezed(text) for text in (concept.id, concept.value or "", *(name for _, name in concept.names))]
    found = (0 if key == wanted else 1 if key.startswith(wanted) else 2 for key in keys if wanted in key)
    return min(found, default=None) if wanted else 0


def changers(session: Session, concepts: Sequence[Concept]) -> dict[str, Account]:
    """Return, by entry, the office that changed it last."""
    wanted = {concept.changed_by_id for concept in concepts}
    accounts = {account.id: account for account in session.scalars(select(Account).where(Account.id.in_(wanted)))}
    return {concept.id: accounts[concept.changed_by_id] for concept in concepts if concept.changed_by_id in accounts}
