"""The names of an entry in six languages. The thesaurus has them, in the concept that belongs to the entry."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Concept
from case_studies.operations.thesaurus.edit import next_edition, sign_concept
from case_studies.operations.thesaurus.validate import MOST_NAMES
from case_studies.operations.vocabularies.kinds import OPERATIONS, EditableVocabulary, Entry
from case_studies.operations.vocabularies.validate import OTHER_LANGUAGES, EntryForm
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Language

Names = list[list[str]]
EVERYWHERE = ""  # the language of names that are used in all languages


def usual_names(session: Session, vocabulary: EditableVocabulary, row: Entry) -> dict[str, str]:
    """Return the usual name of an entry in each language but English; empty where it has none."""
    concept = session.get(Concept, vocabulary.key(row.id))
    written = concept.names if concept is not None else []
    return {language: next((name for other, name in written if other == language), "") for language in OTHER_LANGUAGES}


def add_names(session: Session, actor: Actor, vocabulary: EditableVocabulary, row: Entry, form: EntryForm) -> None:
    """Add the concept of a new entry."""
    label = vocabulary.label_of(row)
    names = [[Language.ENGLISH.value, label]]
    if vocabulary is OPERATIONS:
        names.insert(0, [EVERYWHERE, row.id])
    names += [[language, " ".join(name.split())] for language, name in form.names.items() if name.strip()]
    edition = next_edition(session)
    concept = Concept(
        id=vocabulary.key(row.id), facet=vocabulary.facet.name, value=row.id, names=names, note="", edition=edition
    )
    session.add(concept)
    sign_concept(session, actor, concept, edition)


def change_names(session: Session, actor: Actor, vocabulary: EditableVocabulary, row: Entry, form: EntryForm) -> bool:
    """Make the names of the form the usual ones, and return whether that changed any.

    An earlier English name stays among the names, so that a search for it still finds the cases.
    """
    concept = session.get(Concept, vocabulary.key(row.id))
    if concept is None:
        add_names(session, actor, vocabulary, row, form)
        return True
    names = _with_first(concept.names, Language.ENGLISH.value, vocabulary.label_of(row), keep_old=True)
    for language, name in form.names.items():
        names = _with_first(names, language, " ".join(name.split()), keep_old=False)
    if names == concept.names:
        return False
    edition = next_edition(session)
    concept.names = names
    sign_concept(session, actor, concept, edition)
    return True


def _with_first(names: Iterable[list[str]], language: str, first: str, *, keep_old: bool) -> Names:
    """Return names with another usual name in a language, at the place of the old one."""
    names = [list(name) for name in names]
    old = next((name for name in names if name[0] == language), None)
    if old is None:
        return [*names, [language, first]] if first else names
    if old[1] == first:
        return names
    at = names.index(old)
    rest = [name for name in names if name is not old and (name[0], name[1].casefold()) != (language, first.casefold())]
    place = min(at, len(rest))
    return [*rest[:place], *([[language, first]] if first else []), *([old] if keep_old else []), *rest[place:]]


def merge_names(session: Session, actor: Actor, vocabulary: EditableVocabulary, merged: str, stays: str) -> None:
    """Give the names of a merged entry to the one that stays. Concepts that mean the one mean the other from now on."""
    edition = next_edition(session)
    old, kept = (session.get(Concept, vocabulary.key(code)) for code in (merged, stays))
    if old is not None and kept is not None:
        known = {(language, name.casefold()) for language, name in kept.names}
        more = [name for name in old.names if (name[0], name[1].casefold()) not in known]
        kept.names = [*kept.names, *more][:MOST_NAMES]
        sign_concept(session, actor, kept, edition)
    if old is not None:
        old.retired = True
        sign_concept(session, actor, old, edition)
    for concept in concepts_of(session, vocabulary, merged):
        if concept is not old:
            concept.value = stays
            sign_concept(session, actor, concept, edition)


def concepts_of(session: Session, vocabulary: EditableVocabulary, code: str) -> Sequence[Concept]:
    """Return the concepts that stand for an entry, its own one too."""
    query = select(Concept).where(Concept.facet == vocabulary.facet.name, Concept.value == code)
    return session.scalars(query.order_by(Concept.id)).all()
