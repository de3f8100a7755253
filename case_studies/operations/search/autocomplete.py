"""Suggestions: what a reader may be about to type, and themes close to a query that finds nothing.

Counts come from the reader's own index, and titles are looked up in the database again. So no suggestion reveals a
case that this reader may not read.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

from case_studies.collation import SortKey, collation_key
from case_studies.errors import Unavailable
from case_studies.operations.cases.queries import readable_revisions
from case_studies.operations.search.hidden import hidden_references
from case_studies.operations.search.search import as_unavailable
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.actor import Actor
from case_studies.policy.found_items import ReleasedItem, find_items
from case_studies.policy.release import ReleasedRevision
from case_studies.search.contract import FacetCounts, Query
from case_studies.search.engine import SearchEngine
from case_studies.search.facets import FACETS, THEME, Facet, Suggested
from case_studies.search.sync.search_documents import index_of
from case_studies.search.text.analysis import CHINESE, is_common, languages_of, tokens
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Entry, Thesaurus
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.vocabulary import FoundKind

SUGGESTED_FACETS = {name: facet for name, facet in FACETS.items() if facet.suggested is not Suggested.NO}
KINDS = (*FoundKind, *SUGGESTED_FACETS)
"""What a suggestion leads to: a thing, or everything under one value of a facet."""
MOST = 8  # as many as fit under the search box on a phone
MOST_VALUES = 5  # if there are titles too
MOST_OPTIONS = 150
LONGEST = 200  # characters of the text that are used
MOST_WORDS = 5  # of a query that are compared with the names of themes
SHORTEST_WORD = 3  # letters; nearly every word is close to a shorter one
CLOSENESS = 78  # of 100: one wrong letter in five has 80, one in four ("mine", "mind") 75


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: a thing by its title, or a value of a facet."""

    kind: str
    """One of `KINDS`."""
    id: str
    """The reference of a thing, or the value of a facet."""
    label: str
    language: str = ""
    """The language of a title."""
    name: str = ""
    """Another name of the value, if that is what was typed."""
    name_language: str = ""
    """Empty if the name is used in all languages."""
    count: int = 1


def suggest(
    session: Session, engine: SearchEngine, actor: Actor, query: Query, vocabularies: Vocabularies
) -> list[Suggestion]:
    """Return completions of a query's text: facet values with cases under its filters, then titles.

    Raises Unavailable if the index does not answer.
    """
    typed = query.text[:LONGEST].strip()
    if not typed:
        return []
    without = hidden_references(session, actor)
    titles = _titles(session, engine, actor, typed, without)
    counts = _counts(engine, actor, query, without)
    values = _values(load_thesaurus(session), counts, vocabularies, typed)
    values = values[: max(MOST_VALUES, MOST - len(titles))]
    return [*values, *titles[: MOST - len(values)]]


def _counts(engine: SearchEngine, actor: Actor, query: Query, without: frozenset[str]) -> FacetCounts:
    """Count the cases of each facet value under the filters of a query, whatever its words."""
    plain = replace(query, text="", page=1, per_page=1, without=without)
    with as_unavailable():
        return engine.search(index_of(actor), plain).facets


def library_counts(session: Session, engine: SearchEngine, actor: Actor) -> FacetCounts:
    """Count all cases of a reader by facet value.

    Without an index there are no counts, because the page has another subject.
    """
    try:
        return _counts(engine, actor, Query(), hidden_references(session, actor))
    except Unavailable:
        return {}


def most_frequent_labels(counts: FacetCounts, vocabularies: Vocabularies) -> list[str]:
    """Return the themes, host States and operations with most cases, for a list that needs no script."""
    ranked: list[tuple[int, SortKey, str]] = []
    for name, facet in SUGGESTED_FACETS.items():
        if facet.suggested is Suggested.FIRST:
            labels = facet.short_labels(vocabularies)
            ranked += [
                (-count, collation_key(labels[value]), labels[value]) for value, count in counts.get(name, {}).items()
            ]
    return [label for _, _, label in sorted(ranked)[:MOST_OPTIONS]]


def near_themes(thesaurus: Thesaurus, text: str, themes_with_cases: Collection[str]) -> list[str]:
    """Return the themes with cases that have a name close to the text, in any language, the closest first."""
    text = text[:LONGEST]
    typed = [word for word in _split(text) if _is_significant(word)][:MOST_WORDS]
    begun = [entry for part in (text, *typed) for entry, _ in thesaurus.completions(part)]
    similar = _spelled_similarly([entry for entry in thesaurus.entries if _is_theme(entry)], typed)
    themes = (entry.classification[1] for entry in [*begun, *similar] if entry.classification and _is_theme(entry))
    return [theme for theme in dict.fromkeys(themes) if theme in themes_with_cases]


def _spelled_similarly(entries: Iterable[Entry], typed: Iterable[str]) -> list[Entry]:
    by_word: dict[str, list[Entry]] = {}
    for entry in entries:
        for word in {word for name in entry.names for word in _split(name.text) if _is_significant(word)}:
            by_word.setdefault(word, []).append(entry)
    similar = [
        process.extract(word, list(by_word), scorer=fuzz.ratio, score_cutoff=CLOSENESS, limit=3) for word in typed
    ]
    return [entry for words in similar for word, _, _ in words for entry in by_word[word]]


def _split(text: str) -> list[str]:
    return [fold(token.word) for token in tokens(text) if token.width == 1]


def _spaced(text: str) -> str:
    return " ".join(_split(text))


def _is_significant(word: str) -> bool:
    return not is_common(word) and (len(word) >= SHORTEST_WORD or languages_of(word) == CHINESE)


def _is_theme(entry: Entry) -> bool:
    return entry.classification is not None and entry.classification[0] == THEME.name


def _values(thesaurus: Thesaurus, counts: FacetCounts, vocabularies: Vocabularies, typed: str) -> list[Suggestion]:
    """Return the facet values with cases that have a name with the words typed."""
    labels = {name: facet.short_labels(vocabularies) for name, facet in SUGGESTED_FACETS.items()}
    values: dict[tuple[str, str], Suggestion] = {}
    for entry, name in thesaurus.completions(typed):
        facet, value = entry.classification or ("", "")
        count, label = counts.get(facet, {}).get(value, 0), labels.get(facet, {}).get(value)
        if count and label:
            suggestion = Suggestion(facet, value, label, count=count)
            values.setdefault((facet, value), _with_name(suggestion, entry, name, typed))
    return sorted(values.values(), key=lambda value: _rank(value, FACETS[value.kind], _spaced(typed)))


def _rank(value: Suggestion, facet: Facet, typed: str) -> tuple[bool, bool, int, SortKey]:
    """Put values first whose name begins with the text; then by facet, number of cases and name."""
    begins = _spaced(value.name or value.label).startswith(typed)
    return not begins, facet.suggested is Suggested.LAST, -value.count, collation_key(value.label)


def _with_name(suggestion: Suggestion, entry: Entry, name: str, typed: str) -> Suggestion:
    """Add the name that was typed, unless the label contains it."""
    if f" {_spaced(typed)}" in f" {_spaced(suggestion.label)}":
        return suggestion
    language = next((known.language for known in entry.names if known.text == name), "")
    return replace(suggestion, name=name, name_language=language)


def _titles(
    session: Session, engine: SearchEngine, actor: Actor, typed: str, without: frozenset[str]
) -> list[Suggestion]:
    with as_unavailable():
        references = engine.suggest(index_of(actor), typed, MOST, without)
    revisions = readable_revisions(session, actor, references, classified=False)
    items = find_items(session, actor, references)
    found: dict[str, ReleasedRevision | ReleasedItem] = {**items, **revisions}
    shown = [(reference, found[reference]) for reference in references if reference in found]
    return [Suggestion(one.kind, reference, one.title, one.language) for reference, one in shown]
