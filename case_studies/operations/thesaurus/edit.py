"""Edit the thesaurus: administrators add, change, retire and restore entries. A change counts for the next search.

Every change raises the newest edition. By that number search notices that it has to read the thesaurus again, and it
is the optimistic lock of the entry. The data files do not overwrite an entry that was changed here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.collation import collation_key
from case_studies.errors import N_, Incomplete, NotVisible, StaleVersion, WrongState
from case_studies.event_log import LogEvent, log_after_commit
from case_studies.models import Concept
from case_studies.operations.thesaurus.validate import CLASSIFICATIONS, ConceptForm, validate_concept
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.search.text.folding import fold
from case_studies.unit_of_work import now

OWN = "own:"
"""The beginning of the ids of entries that administrators add. No row of the data files has such an id."""


@dataclass(frozen=True, slots=True)
class SharedName:
    """A name that another entry has too. A query for it finds the cases of both."""

    name: str
    other: Concept


def read_concept(session: Session, actor: Actor, concept_id: str) -> Concept:
    """Return an entry, in use or retired."""
    check_administrator(actor)
    concept = session.get(Concept, concept_id) if concept_id.isprintable() else None
    if concept is None:
        raise NotVisible()
    return concept


def add_concept(session: Session, actor: Actor, form: ConceptForm) -> Concept:
    """Add an entry. Its id is made from its first name. Raises Incomplete by field."""
    check_administrator(actor)
    edition = next_edition(session)
    names = validate_concept(session, form)
    concept = Concept(id=_free_id(session, names[0][1]), names=[], facet=form.facet, value=form.value, note="")
    session.add(concept)
    _write(session, actor, concept, form, names, edition)
    return concept


def change_concept(session: Session, actor: Actor, concept_id: str, form: ConceptForm, *, edition: int) -> Concept:
    """Replace the content of an entry. Raises StaleVersion if `edition` is not its present one."""
    concept, newest = _locked(session, actor, concept_id, edition)
    if concept.retired:
        raise WrongState(N_("This entry is retired. Restore it before you change it."))
    if is_of_vocabulary(concept) and (form.facet, form.value) != (concept.facet, concept.value):
        raise Incomplete({"value": [N_("This entry belongs to a vocabulary. What it stands for cannot be changed.")]})
    languages = list(dict.fromkeys(language for language, _ in concept.names))
    names = validate_concept(session, form, languages_first=languages)
    _write(session, actor, concept, form, names, newest)
    return concept


def retire_concept(session: Session, actor: Actor, concept_id: str, *, edition: int) -> Concept:
    """Stop using an entry in search. It stays in the list, and loading the data files does not restore it."""
    concept, newest = _locked(session, actor, concept_id, edition)
    if concept.retired:
        raise WrongState(N_("This entry is already retired."))
    concept.retired = True
    sign_concept(session, actor, concept, newest)
    return concept


def restore_concept(session: Session, actor: Actor, concept_id: str, *, edition: int) -> Concept:
    """Use a retired entry in search again."""
    concept, newest = _locked(session, actor, concept_id, edition)
    if not concept.retired:
        raise WrongState(N_("This entry is already in use."))
    concept.retired = False
    sign_concept(session, actor, concept, newest)
    return concept


def shared_names(session: Session, concept: Concept) -> list[SharedName]:
    """Return the names that other entries in use have too, in the same language or in all languages."""
    own = {(language, collapse_spaces(name)): name for language, name in concept.names}
    others = session.scalars(select(Concept).where(Concept.retired.is_(False), Concept.id != concept.id))
    shared = [
        SharedName(name, other)
        for other in others.all()
        for theirs in [[(spoken, collapse_spaces(text)) for spoken, text in other.names]]
        for (language, key), name in own.items()
        if any(key == their_key and _overlap(language, spoken) for spoken, their_key in theirs)
    ]
    return sorted(shared, key=lambda one: (collation_key(one.name), one.other.id))


def is_of_vocabulary(concept: Concept) -> bool:
    """Return whether the entry is that of a theme, operation, initiative or place, and not only classified under it."""
    facet = CLASSIFICATIONS.get(concept.facet or "")
    return facet is not None and concept.id == f"{facet.concept_kind}:{concept.value}"


def collapse_spaces(text: str) -> str:
    """Return a form of a name that is the same for C-IED, CIED and "c ied"."""
    return "".join(filter(str.isalnum, fold(text)))


def _overlap(one: str, other: str) -> bool:
    return one == other or not one or not other


def next_edition(session: Session) -> int:
    """Return the next edition. The lock makes writers queue: of two changes with one number, search would miss one."""
    session.execute(select(Concept.id).order_by(Concept.id).with_for_update())
    return (session.scalar(select(func.max(Concept.edition))) or 0) + 1


def _locked(session: Session, actor: Actor, concept_id: str, edition: int) -> tuple[Concept, int]:
    """Return an entry, locked against other changes, and the edition that its change gets."""
    check_administrator(actor)
    newest = next_edition(session)
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
    form: ConceptForm,
    names: Sequence[tuple[str, str]],
    edition: int,
) -> None:
    concept.names = [[language, name] for language, name in names]
    concept.facet, concept.value, concept.note = form.facet, form.value, form.note
    sign_concept(session, actor, concept, edition)


def sign_concept(session: Session, actor: Actor, concept: Concept, edition: int) -> None:
    """Note who changed an entry, when, and with which edition."""
    concept.edition, concept.changed_by_id, concept.changed_at = edition, actor.account, now(session)
    session.flush()
    log_after_commit(session, LogEvent.ADMINISTRATION, account=actor.account_id)


def _free_id(session: Session, name: str) -> str:
    """Return an id made from a name, with a number if the id is taken."""
    plain = OWN + (re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60] or "entry")
    taken = set(session.scalars(select(Concept.id).where(Concept.id.startswith(plain, autoescape=True))))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (plain, *numbered) if free not in taken)
