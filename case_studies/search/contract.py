"""The contract of the search engine: the values that go in and come out.

It knows no engine, no database and no HTML. Passages carry text with a flag; a page escapes and highlights them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from case_studies.search.text.thesaurus import EMPTY_THESAURUS, Thesaurus

OPEN_END = 9999
"""The last year of a case that still goes on."""
FILES = "attachments"
"""The section with the words of the files of a case."""
LAYERS = ("released", "own")
"""Indexes of documents that only some delegations have: parts that are released to them, and cases of their own."""
INDEX_AND_DELEGATION = "+"
"""Between the index and the delegation in the name of an index as one delegation reads it."""
READERS = "_readers"
"""The facet of a document of a layer with the delegations that have it. It is never counted and filters nothing."""
FacetCounts = Mapping[str, Mapping[str, int]]
"""Facet name to value to number of cases, the most frequent value first. Values without cases are left out."""


def index_of_delegation(audience: str, delegation: str) -> str:
    """Return the name under which an engine answers readers of a delegation: their audience's index with the layers."""
    return f"{audience}{INDEX_AND_DELEGATION}{delegation}"


class Sort(StrEnum):
    """The order of hits."""

    RELEVANCE = "relevance"  # best first; newest first if the query has no words
    NEWEST = "newest"  # last published first
    TITLE = "title"  # by title, regardless of accents and case


class Reading(StrEnum):
    """How a query was read, if a reader should know about it."""

    SOME_WORDS = "some_words"  # no case has all the words; cases with some of them are shown
    ALL_FIRST = "all_first"  # few cases have all the words; cases with most of them follow
    UNBALANCED = "unbalanced"  # a quotation mark or parenthesis without its other half was ignored
    UNKNOWN_VALUE = "unknown_value"  # field:value with an unknown value: searched as plain words
    STAR = "star"  # a star that is not at the end of a word with at least two letters was ignored
    LEFT_OUT = "left_out"  # words such as "except" were read as an exclusion
    TOO_LONG = "too_long"  # only the beginning was searched


@dataclass(frozen=True, slots=True)
class Hint:
    """A reading, and the part of the query that it is about."""

    reading: Reading
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no case of this reader contains, and the nearest word, which was searched instead."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words of a query, and other names of the same concept that were searched too."""

    typed: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What one audience may find of one published case, or of another thing with a reference."""

    reference: str
    language: str
    title: str
    sections: Mapping[str, str]
    """Section id to plain text, in reading order."""
    labels: tuple[str, ...]
    """The names of its classification: themes, States in all languages, operations, initiatives."""
    facets: Mapping[str, tuple[str, ...]]
    """Facet name to values. The parents of a theme are already among them."""
    years: tuple[int, int]
    """First and last year; `OPEN_END` if the case still goes on."""
    published_on: date
    confirmed_on: date
    """When its delegation last published or confirmed it. The last day of all for what nobody has to confirm."""
    fingerprint: str
    """Changes when anything above changes. `entries` returns it, so that differences are found."""


@dataclass(frozen=True, slots=True)
class QueryDocument:
    """A text to compare with an index. It may be unpublished; nothing that writes an index accepts it."""

    reference: str
    """The reference of its case. The published revision of that case is not compared with it."""
    language: str
    title: str
    sections: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    """As in `SearchDocument`."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader searches for. Values of one facet are alternatives; all facets must match."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 20
    without: frozenset[str] = frozenset()
    """References that are neither found nor counted: still in the index, but no longer visible to the reader."""
    confirmed_since: date | None = None
    """Cases that were last confirmed before this day count as not confirmed, unless they ended; None for no case."""
    thesaurus: Thesaurus = field(default=EMPTY_THESAURUS, compare=False, repr=False)
    """Adds synonyms to the query and knows the values of its fields."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one section: text in parts, each with a flag for "this matches the query"."""

    section: str
    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The whole passage without the flags."""
        return "".join(part for part, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, with at most two passages that show why."""

    reference: str
    score: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All that a reader can find, whatever the query: the number of cases, and of each facet value."""

    total: int
    facets: FacetCounts


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, the total, and how many cases each facet value would give."""

    hits: tuple[Hit, ...]
    total: int
    page: int
    per_page: int
    facets: FacetCounts
    """Counted under the text and the filters of all *other* facets."""
    library: Library
    hints: tuple[Hint, ...] = ()
    corrections: tuple[Correction, ...] = ()
    corrected: str = ""
    """The query with the corrections in it; empty if there are none, or if they are only offered."""
    offered: str = ""
    """The query with corrections that were not made, because it is a sentence; empty if there are none."""
    widened: tuple[Expansion, ...] = ()
