"""Keeping the field's words: administrators add, change, retire and restore; what they do counts for the next search.

`wording.py` reads the words for search. Every change raises the newest edition, by which search knows that it has to
read them again, and which is the optimistic lock of the entry. The data files leave alone what was changed here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible, StaleVersion, WrongState
from case_studies.models import Concept
from case_studies.operations.thesaurus.validate import MARKS, ConceptForm, validate_concept
from case_studies.policy.actor import Actor
from case_studies.search.text.folding import fold
from case_studies.unit_of_work import now
from case_studies.vocabulary import Role

OWN = "own:"
"""How the ids of what administrators add begin; no row of the data files has such an id."""


@dataclass(frozen=True, slots=True)
class SharedName:
    """A name that another entry has too: a query for it finds the cases of both."""

    name: str
    other: Concept


def read_concept(session: Session, actor: Actor, concept_id: str) -> Concept:
    """Return an entry, in use or retired."""
    check_administrator(actor)
    concept = session.get(Concept, concept_id) if concept_id.isprintable() else None
    if concept is None:
        raise NotVisible()
    return concept


def add_concept(session: Session, actor: Actor, wording: ConceptForm) -> Concept:
    """Add an entry. Its id is made of its first name. Raises Incomplete by field."""
    check_administrator(actor)
    edition = _next_edition(session)
    names = validate_concept(session, wording)
    concept = Concept(id=_free_id(session, names[0][1]), names=[], facet=wording.facet, value=wording.value, note="")
    session.add(concept)
    _write(session, actor, concept, wording, names, edition)
    return concept


def change_concept(session: Session, actor: Actor, concept_id: str, wording: ConceptForm, *, edition: int) -> Concept:
    """Replace what an entry has. Raises StaleVersion where `edition` is not the one it has now."""
    concept, newest = _locked(session, actor, concept_id, edition)
    if concept.retired:
        raise WrongState(N_("This entry is retired. Restore it before you change it."))
    if is_of_vocabulary(concept) and (wording.facet, wording.value) != (concept.facet, concept.value):
        raise Incomplete({"value": [N_("This entry belongs to a vocabulary: what it stands for is fixed.")]})
    languages = list(dict.fromkeys(language for language, _ in concept.names))
    names = validate_concept(session, wording, languages_first=languages)
    _write(session, actor, concept, wording, names, newest)
    return concept


def retire_concept(session: Session, actor: Actor, concept_id: str, *, edition: int) -> Concept:
    """Take an entry out of every search. It stays on the list, and the data files do not bring it back."""
    concept, newest = _locked(session, actor, concept_id, edition)
    if concept.retired:
        raise WrongState(N_("This entry is retired already."))
    concept.retired = True
    _sign(session, actor, concept, newest)
    return concept


def restore_concept(session: Session, actor: Actor, concept_id: str, *, edition: int) -> Concept:
    """Bring a retired entry back into every search."""
    concept, newest = _locked(session, actor, concept_id, edition)
    if not concept.retired:
        raise WrongState(N_("This entry is in use already."))
    concept.retired = False
    _sign(session, actor, concept, newest)
    return concept


def shared_names(session: Session, concept: Concept) -> list[SharedName]:
    """Return the names that other entries in use have too, in the same language or in all."""
    own = {(language, collapse_spaces(name)): name for language, name in concept.names}
    others = session.scalars(select(Concept).where(Concept.retired.is_(False), Concept.id != concept.id))
    found = [
        SharedName(name, other)
        for other in others.all()
        for (language, key), name in own.items()
        if any(collapse_spaces(text) == key and _meet(language, spoken) for spoken, text in other.names)
    ]
    return sorted(found, key=lambda shared: (shared.name, shared.other.id))


def is_of_vocabulary(concept: Concept) -> bool:
    """Whether the entry is the one of a theme, operation, initiative or place, and not one that is merely marked so."""
    return concept.facet in MARKS and concept.id == f"{MARKS[concept.facet]}:{concept.value}"


def collapse_spaces(text: str) -> str:
    """Return a name by which C-IED, CIED and "c ied" are the same."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _meet(one: str, other: str) -> bool:
    return one == other or not one or not other


def check_administrator(actor: Actor) -> None:
    """Refuse whoever does not keep the words."""
    if not actor.is_a(Role.ADMINISTRATOR):
        raise NotAllowed()


def _next_edition(session: Session) -> int:
    """Return the next edition. Writers come one by one: two changes under one number would hide one from search."""
    session.execute(select(Concept.id).order_by(Concept.id).with_for_update())
    return (session.scalar(select(func.max(Concept.edition))) or 0) + 1


def _locked(session: Session, actor: Actor, concept_id: str, edition: int) -> tuple[Concept, int]:
    """Return an entry that nobody else is changing, and the edition that its change gets."""
    check_administrator(actor)
    newest = _next_edition(session)
    concept = read_concept(session, actor, concept_id)
    if concept.edition != edition:
        raise StaleVersion(
            N_("Somebody changed this entry since you opened it. Nothing was saved. Compare, then save again.")
        )
    return concept, newest


def _write(
    session: Session,
    actor: Actor,
    concept: Concept,
    wording: ConceptForm,
    names: Sequence[tuple[str, str]],
    edition: int,
) -> None:
    concept.names = [[language, name] for language, name in names]
    concept.facet, concept.value, concept.note = wording.facet, wording.value, wording.note
    _sign(session, actor, concept, edition)


def _sign(session: Session, actor: Actor, concept: Concept, edition: int) -> None:
    concept.edition, concept.changed_by_id, concept.changed_at = edition, actor.account, now(session)
    session.flush()


def _free_id(session: Session, name: str) -> str:
    """Return an id made of a name, with a number where it is taken."""
    plain = OWN + (re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60] or "entry")
    taken = set(session.scalars(select(Concept.id).where(Concept.id.startswith(plain, autoescape=True))))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (plain, *numbered) if free not in taken)
