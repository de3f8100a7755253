"""Suggestions: what a reader may mean by what they have typed so far, and by what finds nothing.

Counts come from the reader's own index and titles are asked of the database again, so that no suggestion tells of a
case that this reader may not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import Unavailable
from case_studies.models import Case, Revision
from case_studies.operations.cases.queries import stale_references
from case_studies.operations.search.search import facet_values, resolve_query
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import readable_by
from case_studies.search.contract import Query
from case_studies.search.engine import SearchEngine
from case_studies.search.text.analysis import CHINESE, is_common, languages_of, tokens
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Entry, Thesaurus
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.vocabulary import State

MOST = 8  # what fits under the box of a telephone
MOST_VALUES = 5  # where titles want room too
MOST_OPTIONS = 150
LONGEST = 200  # characters typed that are looked at
MOST_WORDS = 5  # of a query that are compared with the themes' names
SHORTEST_WORD = 3  # letters; below that nearly every word is near
CLOSENESS = 78  # of 100: one wrong letter in five has 80, one in four ("mine", "mind") 75
Counts = Mapping[str, Mapping[str, int]]


class SuggestionKind(StrEnum):
    """What a suggestion leads to: a case, or all cases under one value of a facet."""

    CASE = "case"
    THEME = "theme"
    HOST_STATE = "host_state"
    OPERATION = "operation"
    INITIATIVE = "initiative"


IN_A_LIST = (SuggestionKind.THEME, SuggestionKind.HOST_STATE, SuggestionKind.OPERATION)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion."""

    kind: SuggestionKind
    id: str
    """The reference of a case, or the value of a facet."""
    label: str
    language: str = ""
    """Of a title."""
    name: str = ""
    """Another name of the thing, where that is what was typed."""
    name_language: str = ""
    """Empty where the name is used in all languages."""
    count: int = 1


def suggest(
    session: Session, engine: SearchEngine, actor: Actor, query: Query, words: Vocabularies
) -> list[Suggestion]:
    """Return what the text of a query may be the beginning of: values that have cases under its filters, then titles.

    Raises Unavailable where the index doesn't answer.
    """
    typed = query.text[:LONGEST].strip()
    if not typed:
        return []
    without = stale_references(session, actor)
    titles = _titles(session, engine, actor, typed, without)
    values = _values(load_thesaurus(session), _counts(engine, actor, query, without), words, typed)
    values = values[: max(MOST_VALUES, MOST - len(titles))]
    return [*values, *titles[: MOST - len(values)]]


def _counts(engine: SearchEngine, actor: Actor, query: Query, without: frozenset[str]) -> Counts:
    """Count the cases of each facet value under the filters of a query, whatever its words."""
    plain = replace(query, text="", page=1, per_page=1, without=without)
    with resolve_query():
        return engine.search(actor.audience, plain).facets


def options(session: Session, engine: SearchEngine, actor: Actor, words: Vocabularies) -> list[str]:
    """Return the themes, host States and operations that have most cases, for a list that needs no script.

    None where the index doesn't answer, since the page is about something else.
    """
    try:
        found = _counts(engine, actor, Query(), stale_references(session, actor))
    except Unavailable:
        return []
    labels = _labels(words)
    values = [(-count, labels[kind][value]) for kind in IN_A_LIST for value, count in found.get(kind, {}).items()]
    return [label for _, label in sorted(values)[:MOST_OPTIONS]]


def near_themes(words: Thesaurus, text: str, held: Mapping[str, int]) -> list[str]:
    """Return the themes with cases of which a name in any language is near to what was typed, the nearest first."""
    typed = [word for word in _split(text[:LONGEST]) if _tells(word)][:MOST_WORDS]
    begun = [entry for part in (text[:LONGEST], *typed) for entry, _ in words.begun(part)]
    near = _spelled_like([entry for entry in words.entries if _is_theme(entry)], typed)
    themes = (entry.mark[1] for entry in [*begun, *near] if entry.mark and _is_theme(entry))
    return [theme for theme in dict.fromkeys(themes) if held.get(theme)]


def _spelled_like(entries: list[Entry], typed: list[str]) -> list[Entry]:
    named: dict[str, list[Entry]] = {}
    for entry in entries:
        for word in {word for name in entry.names for word in _split(name.text) if _tells(word)}:
            named.setdefault(word, []).append(entry)
    found = [process.extract(word, list(named), scorer=fuzz.ratio, score_cutoff=CLOSENESS, limit=3) for word in typed]
    return [entry for near in found for word, _, _ in near for entry in named[word]]


def _split(text: str) -> list[str]:
    return [fold(token.word) for token in tokens(text) if token.width == 1]


def _spaced(text: str) -> str:
    return " ".join(_split(text))


def _tells(word: str) -> bool:
    return not is_common(word) and (len(word) >= SHORTEST_WORD or languages_of(word) == CHINESE)


def _is_theme(entry: Entry) -> bool:
    return entry.mark is not None and entry.mark[0] == SuggestionKind.THEME


def _values(words: Thesaurus, found: Counts, catalogue: Vocabularies, typed: str) -> list[Suggestion]:
    """Return the values with cases of which a name has the words typed."""
    labels = _labels(catalogue)
    values: dict[tuple[str, str], Suggestion] = {}
    for entry, name in words.begun(typed):
        facet, value = entry.mark or ("", "")
        count, label = found.get(facet, {}).get(value, 0), labels.get(facet, {}).get(value)
        if facet in set(SuggestionKind) and count and label:
            values.setdefault((facet, value), _value(SuggestionKind(facet), value, label, entry, name, typed, count))
    return sorted(values.values(), key=lambda value: _rank(value, _spaced(typed)))


def _rank(value: Suggestion, typed: str) -> tuple[bool, bool, int, str]:
    """Put names that begin so first; initiatives, which are many and have few cases, after all else."""
    begins = _spaced(value.name or value.label).startswith(typed)
    return not begins, value.kind == SuggestionKind.INITIATIVE, -value.count, value.label


def _labels(words: Vocabularies) -> Mapping[str, Mapping[str, str]]:
    """Return what readers know values by: operations by their acronyms."""
    return {**facet_values(words), SuggestionKind.OPERATION: {code: code for code in words.operations}}


def _value(kind: SuggestionKind, value: str, label: str, entry: Entry, name: str, typed: str, count: int) -> Suggestion:
    if f" {_spaced(typed)}" in f" {_spaced(label)}":
        return Suggestion(kind, value, label, count=count)
    language = next((known.language for known in entry.names if known.text == name), "")
    return Suggestion(kind, value, label, name=name, name_language=language, count=count)


def _titles(
    session: Session, engine: SearchEngine, actor: Actor, typed: str, without: frozenset[str]
) -> list[Suggestion]:
    with resolve_query():
        references = engine.suggest(actor.audience, typed, MOST, without)
    query = (
        select(Case.reference, Revision.title, Revision.language)
        .join(Revision.case)
        .where(Case.reference.in_(references), Revision.state == State.PUBLISHED, readable_by(actor))
    )
    rows = sorted(session.execute(query).all(), key=lambda row: references.index(row.reference))
    return [Suggestion(SuggestionKind.CASE, row.reference, row.title, row.language) for row in rows]
