"""Several things in one document: a cover, what it contains in its order, and an index of their themes and places."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from app.collation import by_name
from app.exports.citation import PUBLISHER, Citation
from app.exports.document import Document, as_document
from app.phrases.markings import MARKS
from case_studies.vocabulary import Audience, Kind

Watch = Callable[[Iterable[Citation]], Iterable[Citation]]


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A theme or a place, and the numbers of the things that have it, from 1."""

    term: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """Several things as one reader may read them. The mark of the cover is the narrowest of theirs.

    `has_more` says that there are others, which did not fit. `watch` counts the things while they are written.
    """

    cover: Citation
    things: tuple[Citation, ...]
    has_more: bool = False
    watch: Watch = iter

    @property
    def documents(self) -> Iterator[Document]:
        """The things as documents, in their order."""
        return map(as_document, self.watch(self.things))

    @property
    def index(self) -> list[IndexLine]:
        """The themes and places of the things, by name."""
        found: dict[str, dict[int, None]] = {}
        for number, thing in enumerate(self.things, start=1):
            for term in (*thing.themes, *thing.places):
                found.setdefault(term, {})[number] = None
        return [IndexLine(term, tuple(found[term])) for term in sorted(found, key=by_name)]


def bind(
    things: Sequence[Citation],
    *,
    day: date,
    kind: Kind | None = None,
    least: str = "",
    has_more: bool = False,
    **cover: Any,
) -> Volume:
    """Return things with a cover, which has the narrowest of their marks and says whose words they are.

    `least` is the mark of the cover itself, if it has one.
    """
    mark = narrowest(filter(None, (least, *(one.mark for one in things))))
    values = {
        "revision": 0,
        "authors": (PUBLISHER,),
        "language": str(get_locale() or "en"),
        "responsibility": _("The content of a case is the responsibility of the delegation that submitted it."),
        "mark": mark,
        "marking": mark,
    }
    return Volume(Citation(kind=kind, published=day, **{**values, **cover}), tuple(things), has_more)


def narrowest(marks: Iterable[str]) -> str:
    """Return the mark of the fewest readers."""
    return next((mark for mark in marks if mark != MARKS[Audience.PUBLIC]), MARKS[Audience.PUBLIC])
