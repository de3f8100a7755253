"""The terms of the thesaurus that are no classification of their own, for readers, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.db import by_name
from case_studies.models import Concept

PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its English name, its acronyms and other names in all languages, and a note."""

    id: str
    name: str
    acronyms: list[str]
    translations: dict[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class TermPage:
    """One page of terms, in the order of their English names."""

    items: Sequence[Term]
    page: int
    pages: int


def list_terms(session: Session, *, page: int = 1) -> TermPage:
    """Return one page of terms. Themes, operations and initiatives have pages of their own and are left out."""
    chosen = select(Concept).where(Concept.facet.is_(None), Concept.retired.is_(False))
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(-(-total // PER_PAGE), 1)
    page = min(max(page, 1), pages)
    first_name = by_name(Concept.names[(0, 1)].as_string())
    rows = session.scalars(chosen.order_by(first_name, Concept.id).limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return TermPage([_term(concept) for concept in rows], page, pages)


def _term(concept: Concept) -> Term:
    names: dict[str, list[str]] = {}
    for language, name in concept.names:
        names.setdefault(language, []).append(name)
    acronyms, english = names.pop("", []), names.pop("en", [])
    return Term(
        concept.id,
        (english or acronyms or [concept.id])[0],
        acronyms if english else acronyms[1:],
        {language: others[0] for language, others in names.items()},
        concept.note,
    )
