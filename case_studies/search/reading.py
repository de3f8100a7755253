"""What one commit of an index holds, opened for reading.

A `Leaf` is a segment: it never changes but for deletions, so its cards and bitmaps are read once. A
`Snapshot` puts the leaves of a commit together and reads postings from them. Not for several threads at once:
Whoosh's readers move file positions.
"""

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from whoosh.formats import Positions

from case_studies.search.damage import naming_damage
from case_studies.search.facets import FIRST_YEAR, LAST_YEAR, Bitmaps, bitmap, members

MOST_EXPANSIONS = 200
"""Words a prefix stands for at most."""
_POSITIONS = Positions()


class Card(NamedTuple):
    """What is kept at hand of every case. In the order `schema` writes it."""

    reference: str
    fingerprint: str
    title: str
    published: int
    length: int
    language: str


class Posting(NamedTuple):
    """Where a term stands: document to weight, and document to its positions, packed."""

    weights: dict[int, float]
    packed: dict[int, bytes]

    def positions(self, document: int) -> list[int]:
        """Positions in one document; none if the term isn't in it."""
        packed = self.packed.get(document)
        return list(_POSITIONS.decode_positions(packed)) if packed else []


class Content(NamedTuple):
    """A case's sections, and the place of every word in them."""

    sections: tuple[tuple[str, str, int], ...]
    """Section id, text, position of its first word."""
    spans: Sequence[int]
    """Start and end of each word in its section's text, by position."""

    def place(self, position: int) -> tuple[int, int, int] | None:
        """Which section a position is in, and from where to where; None for title and labels."""
        if position * 2 >= len(self.spans):
            return None
        section = bisect_right(self.sections, position, key=lambda entry: entry[2]) - 1
        return section, self.spans[position * 2], self.spans[position * 2 + 1]


class Leaf:
    """What never changes about a segment."""

    def __init__(self, reader: Any) -> None:
        self.size: int = reader.doc_count_all()
        column = reader.column_reader("card", translate=False)
        self.cards = [Card(*json.loads(column[number])) for number in range(self.size)]
        self.facets: dict[str, dict[str, int]] = {}
        for term in reader.lexicon("facets"):
            name, _, value = term.decode().partition("=")
            documents = _documents(reader.postings("facets", term))
            self.facets.setdefault(name, {})[value] = bitmap(documents, self.size)


def _documents(matcher: Any) -> Iterator[int]:
    while matcher.is_active():
        yield matcher.id()
        matcher.next()


class Snapshot:
    """One commit of an index."""

    def __init__(self, audience: str, reader: Any, generation: int, known: Mapping[str, Leaf]) -> None:
        self.generation = generation
        self._audience = audience
        self._reader = reader
        self._parts = [part for part in reader.leaf_readers() if part[0].doc_count_all()]
        self.leaves = {_name(leaf): known.get(_name(leaf)) or Leaf(leaf) for leaf, _ in self._parts}
        self.cards = [card for leaf in self.leaves.values() for card in leaf.cards]
        self.live = self._find_live()
        self.total = self.live.bit_count()
        self.average = max(1.0, sum(card.length for card in self.alive()) / max(1, self.total))
        self.facets: Bitmaps = self._combine()
        self.nearest: dict[str, list[str]] = {}
        self.frequency = lru_cache(maxsize=20_000)(self._frequency)
        self.posting = lru_cache(maxsize=2_000)(self._posting)
        self.expand = lru_cache(maxsize=200)(self._expand)
        self.content = lru_cache(maxsize=500)(self._content)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def alive(self) -> Iterator[Card]:
        """Cards of all cases in the index."""
        return (self.cards[document] for document in members(self.live))

    def _frequency(self, term: str) -> int:
        """How many documents a term of the text is in; those just taken out may still count."""
        with naming_damage(self._audience):
            return sum(leaf.doc_frequency("text", term) for leaf, _ in self._parts)

    def _expand(self, prefix: str) -> tuple[str, ...]:
        """Words that begin so, in order of the alphabet, up to a bound."""
        found: set[bytes] = set()
        with naming_damage(self._audience):
            for leaf, _ in self._parts:
                found.update(islice(leaf.expand_prefix("words", prefix.encode()), MOST_EXPANSIONS))
        return tuple(word.decode() for word in sorted(found)[:MOST_EXPANSIONS])

    def _posting(self, term: str) -> Posting:
        weights: dict[int, float] = {}
        packed: dict[int, bytes] = {}
        with naming_damage(self._audience):
            for leaf, offset in self._parts:
                if ("text", term) not in leaf:
                    continue
                matcher = leaf.postings("text", term)
                while matcher.is_active():
                    document = matcher.id() + offset
                    weights[document] = matcher.weight()
                    packed[document] = matcher.value()
                    matcher.next()
        return Posting(weights, packed)

    def _content(self, document: int) -> Content:
        with naming_damage(self._audience):
            stored = self._reader.stored_fields(document)
            spans = array("I", stored["spans"])
            return Content(stored["sections"], spans)

    def _find_live(self) -> int:
        live = 0
        for leaf, offset in self._parts:
            live |= bitmap(leaf.all_doc_ids(), leaf.doc_count_all()) << offset
        return live

    def _combine(self) -> dict[str, dict[str, int]]:
        combined: dict[str, dict[str, int]] = {FIRST_YEAR: {}, LAST_YEAR: {}}
        for (_, offset), kept in zip(self._parts, self.leaves.values(), strict=True):
            for name, values in kept.facets.items():
                into = combined.setdefault(name, {})
                for value, bits in values.items():
                    into[value] = into.get(value, 0) | bits << offset
        return combined


def _name(leaf: Any) -> str:
    return str(leaf.segment().segment_id())
