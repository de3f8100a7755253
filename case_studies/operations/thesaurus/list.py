"""The list of the thesaurus for administrators: found by any name, filtered by changed or retired."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from case_studies.collation import SortKey, collation_key
from case_studies.models import Account, Concept
from case_studies.operations.thesaurus.edit import collapse_spaces
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator

PER_PAGE = 50


class ConceptFilter(StrEnum):
    """Which entries to list."""

    ALL = "all"  # retired ones too
    CHANGED = "changed"  # by an administrator; the data files do not overwrite them
    RETIRED = "retired"


CONDITIONS: dict[ConceptFilter, ColumnElement[bool]] = {
    ConceptFilter.ALL: true(),
    ConceptFilter.CHANGED: Concept.changed_at.is_not(None),
    ConceptFilter.RETIRED: Concept.retired.is_(True),
}


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """One page of entries."""

    items: Sequence[Concept]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // PER_PAGE)


def list_concepts(
    session: Session, actor: Actor, *, text: str = "", show: ConceptFilter = ConceptFilter.ALL, page: int = 1
) -> ConceptPage:
    """Return the entries whose name, id or code contains the text. Exact matches come first."""
    check_administrator(actor)
    wanted = collapse_spaces(text)
    concepts = session.scalars(select(Concept).where(CONDITIONS[show])).all()
    ranked = [(rank, concept) for concept in concepts if (rank := _rank(concept, wanted)) is not None]
    ranked.sort(key=_order)
    start = (page - 1) * PER_PAGE
    return ConceptPage([concept for _, concept in ranked[start : start + PER_PAGE]], len(ranked), page)


def _order(ranked: tuple[int, Concept]) -> tuple[int, SortKey, str]:
    rank, concept = ranked
    return rank, collation_key(concept.names[0][1]), concept.id


def _rank(concept: Concept, wanted: str) -> int | None:
    """Return 0 for an exact match, 1 for a name that begins with the text, 2 for one that contains it; else None."""
    keys = [collapse_spaces(text) for text in (concept.id, concept.value or "", *(name for _, name in concept.names))]
    ranks = (0 if key == wanted else 1 if key.startswith(wanted) else 2 for key in keys if wanted in key)
    return min(ranks, default=None) if wanted else 0


def last_editors(session: Session, concepts: Sequence[Concept]) -> dict[str, Account]:
    """Return the office that changed each entry last, by the id of the entry."""
    editors = {concept.changed_by_id for concept in concepts}
    accounts = {account.id: account for account in session.scalars(select(Account).where(Account.id.in_(editors)))}
    return {concept.id: accounts[concept.changed_by_id] for concept in concepts if concept.changed_by_id in accounts}
