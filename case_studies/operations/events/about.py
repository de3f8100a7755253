"""What an event is about: cases, good practices and difficult issues, as far as its reader may read them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Event
from case_studies.operations.cases.queries import readable_revisions
from case_studies.policy.actor import Actor
from case_studies.policy.found_items import find_items
from case_studies.reference import kind_of
from case_studies.vocabulary import Kind

KINDS = (Kind.CASE, Kind.PRACTICE, Kind.ISSUE)


@dataclass(frozen=True, slots=True)
class LinkedThing:
    """A thing that an event is about, which the reader may read."""

    kind: Kind
    reference: str
    title: str
    language: str


def things_about(session: Session, actor: Actor, event: Event) -> list[LinkedThing]:
    """Return what an event is about, in the order of its organiser, without what the actor may not read."""
    found = _find(session, actor, event.about)
    return [found[reference] for reference in event.about if reference in found]


def check_about(session: Session, actor: Actor, references: Collection[str]) -> None:
    """Raise Incomplete if the actor may not read something of it, or if it is of another kind."""
    if set(references) - set(_find(session, actor, references)):
        raise Incomplete({"about": [N_("Name cases, practices or issues that you may read, by their references.")]})


def _find(session: Session, actor: Actor, references: Collection[str]) -> dict[str, LinkedThing]:
    known = [reference for reference in references if kind_of(reference) in KINDS]
    if not known:
        return {}
    things = {**readable_revisions(session, actor, known), **find_items(session, actor, known)}
    return {
        reference: LinkedThing(Kind(kind_of(reference) or Kind.CASE), reference, thing.title, thing.language)
        for reference, thing in things.items()
    }
