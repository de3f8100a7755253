"""What goes into the search engine and what comes out of it: the contract, in plain values.

No engine, no database and no HTML in here. Passages carry text and a flag; whoever draws a page escapes and
marks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from case_studies.search.text.thesaurus import EMPTY_THESAURUS, Thesaurus

OPEN_END = 9999
"""The last year of a case that still goes on."""


class Sort(StrEnum):
    """In which order hits come."""

    RELEVANCE = "relevance"  # best first; newest first where nothing was typed
    NEWEST = "newest"  # last published first
    TITLE = "title"  # by title, accents and case aside


class Reading(StrEnum):
    """How a query was read, where a reader should know of it."""

    SOME_WORDS = "some_words"  # no case has all the words; those with some are shown
    ALL_FIRST = "all_first"  # few cases have all the words; those with most of them follow
    UNBALANCED = "unbalanced"  # a quotation mark or parenthesis without its other half was passed over
    UNKNOWN_VALUE = "unknown_value"  # field:value with no such value: searched as plain words
    TOO_LONG = "too_long"  # only its beginning was searched


@dataclass(frozen=True, slots=True)
class Hint:
    """A reading, and the piece of the query it is about."""

    reading: Reading
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no case of this reader has, and the nearest one that was searched in its place."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was typed, and other names of the same thing that were searched too."""

    typed: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What one audience may find of one published case."""

    reference: str
    language: str
    title: str
    sections: Mapping[str, str]
    """Section id to plain text, in reading order."""
    labels: tuple[str, ...]
    """What the case is classified under, in words: themes, States in all languages, operations, initiatives."""
    facets: Mapping[str, tuple[str, ...]]
    """Facet name to values; a theme's parents are already among its values."""
    years: tuple[int, int]
    """First and last year; `OPEN_END` where it still goes on."""
    published_on: date
    fingerprint: str
    """Changes when anything above does; `entries` gives it back, to find drift."""


@dataclass(frozen=True, slots=True)
class QueryDocument:
    """A text to hold against an index. It may be unpublished; nothing that writes an index takes it."""

    reference: str
    """Of its case: what is published of that is not compared."""
    language: str
    title: str
    sections: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    """As in `Face`."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks for. Values of one facet are alternatives; different facets must all hold."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 20
    without: frozenset[str] = frozenset()
    """References neither to find nor to count: the index still has them, the reader may not see them any more."""
    lexicon: Thesaurus = field(default=EMPTY_THESAURUS, compare=False, repr=False)
    """The field's words, by which the query is widened and the values of its fields are known."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one section: text in parts, each with the flag "this was asked for"."""

    section: str
    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The whole passage without the flags."""
        return "".join(part for part, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Hit:
    """One case found, with at most two passages that show why."""

    reference: str
    score: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, the true total, and how many cases each facet value would give."""

    hits: tuple[Hit, ...]
    total: int
    page: int
    per_page: int
    facets: Mapping[str, Mapping[str, int]]
    """Facet name to value to count: under the text and all *other* facets' filters. No zeros."""
    hints: tuple[Hint, ...] = ()
    corrections: tuple[Correction, ...] = ()
    corrected: str = ""
    """The query with the corrections in it; empty where there are none."""
    widened: tuple[Expansion, ...] = ()
