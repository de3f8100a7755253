"""Finds what is exported, for a reader. What they may not read, and what was never published, is not found."""

from collections.abc import Callable

from app.exports.case import cite_case
from app.exports.citation import Citation
from app.exports.practice import cite_practice
from case_studies.errors import NotVisible
from case_studies.operations.cases.queries import find_case
from case_studies.operations.practices.queries import edition_for, find_practice
from case_studies.policy.actor import Actor
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import release
from case_studies.reference import kind_of
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind


def find_citation(session: Session, actor: Actor, reference: str, number: int | None = None) -> Citation:
    """Return a published case or an adopted practice as the actor may read it; of a practice, an edition by its number.

    Raises NotVisible.
    """
    return FINDERS[kind_of(reference)](session, actor, reference, number)


def _case(session: Session, actor: Actor, reference: str, _number: int | None) -> Citation:
    case = find_case(session, actor, reference)
    if case.readable is None:
        raise NotVisible()
    (released,) = release([case.readable], actor)
    return cite_case(released)


def _practice(session: Session, actor: Actor, reference: str, number: int | None) -> Citation:
    edition = edition_for(actor, find_practice(session, actor, reference), number)
    released = ReleasedPractice(edition, actor)
    if not released.was_adopted:
        raise NotVisible()
    return cite_practice(released)


Finder = Callable[[Session, Actor, str, int | None], Citation]
FINDERS: dict[Kind | None, Finder] = {Kind.CASE: _case, Kind.PRACTICE: _practice}
"""Nothing informal is among them."""
