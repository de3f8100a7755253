"""What an entry of the field's words may be: its names by language, what it stands for, its note."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message
from case_studies.operations.search.search import facet_values
from case_studies.search.text.analysis import tokens
from case_studies.taxonomy.catalogue import load_vocabularies
from case_studies.vocabulary import Language

ANY = "any"
"""Under which names used in all languages are written, as acronyms are; the models keep them under an empty string."""
LANGUAGES = (ANY, *(language.value for language in Language))
MARKS = {"theme": "theme", "host_state": "place", "operation": "operation", "initiative": "initiative"}
"""Facet under which cases can be classified, to the kind in the ids of its entries."""
LONGEST_NAME = 160  # the longest label of the data files has 121 characters
MOST_NAMES = 60
LONGEST_NOTE = 400

Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class ConceptForm:
    """What an administrator writes: names by language, the usual one first."""

    names: Mapping[str, Sequence[str]]
    facet: str | None = None
    value: str | None = None
    note: str = ""


def validate_concept(
    session: Session, wording: ConceptForm, *, languages_first: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return the names as they are kept: pairs of language and name, each once. Raises Incomplete by field.

    `languages_first` are the languages whose names have come first so far, so that the usual name stays the first.
    """
    errors = _wrong_names(wording.names) | _wrong_mark(session, wording) | _wrong_note(wording.note)
    if errors:
        raise Incomplete(errors)
    typed = {"" if language == ANY else language: wording.names.get(language, ()) for language in LANGUAGES}
    order = dict.fromkeys([*languages_first, *typed])
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for language in order:
        for name in (" ".join(text.split()) for text in typed[language]):
            first.setdefault((language, name.casefold()), (language, name))
    return list(first.values())


def names_by_language(names: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Return kept names as they are written: every language with its names."""
    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for language, name in names:
        found[language or ANY].append(name)
    return found


def _wrong_names(names: Mapping[str, Sequence[str]]) -> Errors:
    unknown = [language for language in names if language not in LANGUAGES]
    if unknown:
        return {"names": [Message(N_("Not a known language: %(languages)s."), languages=", ".join(unknown))]}
    count = sum(len(typed) for typed in names.values())
    if not count:
        return {f"names.{ANY}": [N_("Give it at least one name, in any language.")]}
    if count > MOST_NAMES:
        first = next(language for language in LANGUAGES if names.get(language))
        message = Message(N_("At most %(most)s names in all; these are %(count)s."), most=MOST_NAMES, count=count)
        return {f"names.{first}": [message]}
    found = {f"names.{language}": list(_faults(typed)) for language, typed in names.items()}
    return {field: messages for field, messages in found.items() if messages}


def _faults(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if not any(tokens(name)):
            yield Message(N_("A name needs a letter or a digit; “%(name)s” has none."), name=name)
        elif len(name) > LONGEST_NAME:
            yield Message(
                N_("At most %(most)s characters a name; one has %(count)s."), most=LONGEST_NAME, count=len(name)
            )


def _wrong_mark(session: Session, wording: ConceptForm) -> Errors:
    if not wording.facet and not wording.value:
        return {}
    if wording.facet not in MARKS:
        return {"facet": [N_("Choose what kind of classification this is, or empty the code.")]}
    if wording.value not in facet_values(load_vocabularies(session))[wording.facet]:
        return {"value": [N_("Give a code that the vocabulary has, such as EXP-ECM for a theme.")]}
    return {}


def _wrong_note(note: str) -> Errors:
    if len(note) <= LONGEST_NOTE:
        return {}
    message = N_("At most %(most)s characters; this has %(count)s.")
    return {"note": [Message(message, most=LONGEST_NOTE, count=len(note))]}
