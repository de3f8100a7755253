"""What goes into the search engine and what comes out of it: the contract, in plain values.

No engine, no database and no HTML in here. Passages carry text and a flag; whoever draws a page escapes and
marks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

OPEN_END = 9999
"""The last year of a case that still goes on."""


class Sort(StrEnum):
    """In which order hits come."""

    RELEVANCE = "relevance"  # best first; newest first where nothing was typed
    NEWEST = "newest"  # last published first
    TITLE = "title"  # by title, accents and case aside


@dataclass(frozen=True, slots=True)
class Face:
    """What one audience may find of one published case."""

    reference: str
    language: str
    title: str
    sections: Mapping[str, str]
    """Section id to plain text, in reading order."""
    labels: tuple[str, ...]
    """Words that describe the case, in any language: themes and their synonyms, States, operations."""
    facets: Mapping[str, tuple[str, ...]]
    """Facet name to values; a theme's parents are already among its values."""
    years: tuple[int, int]
    """First and last year; `OPEN_END` where it still goes on."""
    published_on: date
    fingerprint: str
    """Changes when anything above does; `entries` gives it back, to find drift."""


@dataclass(frozen=True, slots=True)
class Manuscript:
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
