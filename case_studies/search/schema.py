"""How a face is written into Whoosh: its terms with their weights and places, its facets, and what is kept.

Terms come analysed and weighed, so Whoosh's own analysers are not used. A case is one field of text: its
sections, then title and labels; words of different sections never stand side by side.
"""

import json
from array import array
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, STORED, FieldType, Schema
from whoosh.formats import Existence, Positions

from case_studies.search.analysis import Token, every_term, fold, terms, tokens
from case_studies.search.documents import Face
from case_studies.search.facets import YEARS
from case_studies.search.ranking import LABELS, TITLE, WEIGHTS, section_weight

VERSION = 1
"""Raise it when what is written changes."""
SIGNATURE = f"{VERSION}-{crc32(repr(sorted(WEIGHTS.items())).encode()):08x}"
"""Written beside an index; an index with another one is foreign."""


@dataclass(slots=True)
class Place:
    """A term's weight in a document and the positions it stands at."""

    weight: float = 0.0
    positions: list[int] = field(default_factory=list)


Places = dict[str, Place]
PRESENT = Place(1.0, [0])


class Prepared(FieldType):
    """A field whose terms come with weights and positions, as `Places`."""

    def __init__(self, shape: Any) -> None:
        super().__init__(format=shape, analyzer=None, scorable=False)  # type: ignore[arg-type]
        self.shape = shape

    def index(self, value: Places, **_: Any) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        """Hand the terms to Whoosh."""
        for term, place in value.items():
            yield term.encode(), len(place.positions), place.weight, self.shape.encode(place.positions)


def schema() -> Schema:
    """The fields of the index."""
    return Schema(
        reference=ID(),
        text=Prepared(Positions()),
        words=Prepared(Existence()),  # as written: which words begin so
        facets=Prepared(Existence()),
        card=COLUMN(VarBytesColumn()),  # type: ignore[no-untyped-call]
        sections=STORED(),
        spans=STORED(),
    )


class _Text:
    """Gathers a case's terms, and where in its sections they stand."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.text: Places = {}
        self.words: set[str] = set()
        self.spans = array("I")
        self.length = 0  # in words, labels aside

    def add(self, text: str, weight: float, *, mixed: bool = False) -> None:
        """Add a piece; `mixed` where its words may be of any language."""
        base = len(self.spans) // 2
        for token in tokens(text):
            self._place(token, base)
            self.length += token.width == 1 and not mixed
            for term in every_term(token.word) if mixed else terms(token.word, self.language):
                _note(self.text, term, weight, base + token.position)
            self.words.add(token.word)
        self.spans.extend((0, 0))  # the gap that keeps pieces apart

    def _place(self, token: Token, base: int) -> None:
        if base + token.position == len(self.spans) // 2:
            self.spans.extend((token.start, token.end))


def _note(places: Places, term: str, weight: float, position: int) -> None:
    place = places.get(term)
    if place is None:
        place = places[term] = Place()
    place.weight += weight
    place.positions.append(position)


def fields_of(face: Face) -> dict[str, Any]:
    """Everything Whoosh is given for one face."""
    gathered = _Text(face.language)
    starts = []
    for section, text in face.sections.items():
        starts.append((section, text, len(gathered.spans) // 2))
        gathered.add(text, section_weight(section))
    spans = gathered.spans.tobytes()
    gathered.add(face.title, WEIGHTS[TITLE])
    for label in face.labels:
        gathered.add(label, WEIGHTS[LABELS], mixed=True)
    return {
        "reference": face.reference,
        "text": gathered.text,
        "words": {folded: PRESENT for word in gathered.words if (folded := fold(word))},
        "facets": {f"{name}={value}": PRESENT for name, value in _facets(face)},
        "card": json.dumps(_card(face, gathered.length)).encode(),
        "sections": tuple(starts),
        "spans": spans,
    }


def _facets(face: Face) -> Iterator[tuple[str, str]]:
    for name, year in zip(YEARS, face.years, strict=True):
        yield name, str(year)
    for name, values in face.facets.items():
        for value in values:
            yield name, value


def _card(face: Face, length: int) -> list[str | int]:
    """What the engine keeps at hand of every case, in the order of `reading.Card`."""
    published = face.published_on.toordinal()
    return [face.reference, face.fingerprint, face.title, published, length, face.language]
