"""What a thesaurus entry may be: its names by language, the classification of its cases, its note."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message
from case_studies.search.facets import FACETS, Facet
from case_studies.search.text.analysis import tokens
from case_studies.taxonomy.catalogue import has_code
from case_studies.vocabulary import Language

ANY = "any"
"""The key of names used in all languages, such as acronyms. The models store them under an empty string."""
LANGUAGES = (ANY, *(language.value for language in Language))
CLASSIFICATIONS: Mapping[str, Facet] = {name: facet for name, facet in FACETS.items() if facet.concept_kind}
"""The facets that an entry can stand for."""
LONGEST_NAME = 160  # the longest label of the data files has 121 characters
MOST_NAMES = 60
LONGEST_NOTE = 400

Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class ConceptForm:
    """What an administrator enters: names by language, the usual name first."""

    names: Mapping[str, Sequence[str]]
    facet: str | None = None
    value: str | None = None
    note: str = ""


def validate_concept(
    session: Session, form: ConceptForm, *, languages_first: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return the names as they are stored: pairs of language and name, without duplicates. Raises Incomplete by field.

    `languages_first` are the languages whose names have come first so far, so that the usual name stays the first.
    """
    errors = _name_errors(form.names) | _classification_errors(session, form) | _note_errors(form.note)
    if errors:
        raise Incomplete(errors)
    names = {"" if language == ANY else language: form.names.get(language, ()) for language in LANGUAGES}
    order = dict.fromkeys([*languages_first, *names])
    unique: dict[tuple[str, str], tuple[str, str]] = {}
    for language in order:
        for name in (" ".join(text.split()) for text in names[language]):
            unique.setdefault((language, name.casefold()), (language, name))
    return list(unique.values())


def names_by_language(names: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Return stored names as they are edited: every language with its names."""
    by_language: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for language, name in names:
        by_language[language or ANY].append(name)
    return by_language


def _name_errors(names: Mapping[str, Sequence[str]]) -> Errors:
    unknown = [language for language in names if language not in LANGUAGES]
    if unknown:
        return {"names": [Message(N_("Not a known language: %(languages)s."), languages=", ".join(unknown))]}
    count = sum(len(of_language) for of_language in names.values())
    if not count:
        return {f"names.{ANY}": [N_("Give it at least one name, in any language.")]}
    if count > MOST_NAMES:
        first = next(language for language in LANGUAGES if names.get(language))
        message = Message(N_("At most %(most)s names in all; these are %(count)s."), most=MOST_NAMES, count=count)
        return {f"names.{first}": [message]}
    errors = {f"names.{language}": list(_errors_of(of_language)) for language, of_language in names.items()}
    return {field: messages for field, messages in errors.items() if messages}


def _errors_of(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if not any(tokens(name)):
            yield Message(N_("A name needs a letter or a digit; “%(name)s” has none."), name=name)
        elif len(name) > LONGEST_NAME:
            yield Message(
                N_("At most %(most)s characters a name; one has %(count)s."), most=LONGEST_NAME, count=len(name)
            )


def _classification_errors(session: Session, form: ConceptForm) -> Errors:
    if not form.facet and not form.value:
        return {}
    facet = CLASSIFICATIONS.get(form.facet or "")
    if facet is None:
        return {"facet": [N_("Choose a kind of classification, or leave the code empty.")]}
    if not has_code(session, facet.vocabulary, form.value or ""):
        return {"value": [N_("Give a code of the vocabulary, such as EXP-ECM for a theme.")]}
    return {}


def _note_errors(note: str) -> Errors:
    if len(note) <= LONGEST_NOTE:
        return {}
    message = N_("At most %(most)s characters; this has %(count)s.")
    return {"note": [Message(message, most=LONGEST_NOTE, count=len(note))]}
