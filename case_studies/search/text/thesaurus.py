"""The field's words at search time: what is one thing under several names, and how it is found in a text.

Nothing of this is in an index: a query is widened when it is asked, so that a change counts at once. Widening goes one
step only. "Seguridad" is a name of safety and of security, and still neither finds the other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from case_studies.search.text.analysis import CYRILLIC, LATIN, Token, every_term, languages_of, terms, tokens
from case_studies.search.text.folding import fold

Slots = tuple[frozenset[str], ...]
"""Words side by side, each by the terms that stand for it."""
MOST_WORDS = 8
"""Of a name; longer ones are not looked for in a query."""
TELLING = 4
"""Letters that two words begin with which tell that they belong together, however they end."""
NOWHERE = (0, False, 0)


class ThesaurusWord(NamedTuple):
    """A word to be looked up: the terms that stand for it, and how it is written, folded."""

    terms: frozenset[str]
    written: str


class Name(NamedTuple):
    """One name of a thing; without a language where it is used in all, as acronyms are."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with its names, the usual one first."""

    id: str
    names: tuple[Name, ...]
    mark: tuple[str, str] | None = None
    """Facet and value under which every case about it is classified."""


class Mention(NamedTuple):
    """Where in a row of words an entry is named, and how many words name it."""

    entry: Entry
    at: int
    width: int


class Thesaurus:
    """All entries, ready to be looked up."""

    def __init__(self, entries: Iterable[Entry] = (), edition: int = 0) -> None:
        self.entries = tuple(entries)
        self.edition = edition
        self._by_start: dict[str, list[tuple[tuple[ThesaurusWord, ...], Entry]]] = {}
        for entry in self.entries:
            for way in dict.fromkeys(way for name in entry.names for way in _written(name)):
                for term in way[0].terms:
                    self._by_start.setdefault(term, []).append((way, entry))

    def at(self, words: Sequence[ThesaurusWord], start: int) -> list[Mention]:
        """Return the entries named from one word on, by the most words possible; several may share a name.

        One that is named to the letter keeps those away that only share a stem: UNAMI is not UNAMA. So does one that
        shares more of the word: "rehearse" is a rehearsal, and not what Spanish endings make of it, a hostage (rehén).
        """
        found: dict[str, Mention] = {}
        nearest = (1, False, 0)
        for term in words[start].terms:
            for way, entry in self._by_start.get(term, ()):
                near = _nearness(way, words[start : start + len(way)]) if len(way) >= nearest[0] else NOWHERE
                if near > nearest:
                    found, nearest = {}, near
                if near == nearest:
                    found[entry.id] = Mention(entry, start, len(way))
        return sorted(found.values(), key=lambda meant: meant.entry.id)

    def mentions(self, text: str, language: str) -> Iterator[tuple[Entry, int, int]]:
        """Yield what a text names, with where it stands: entry, start and end. Entries may overlap nowhere."""
        plain = [token for token in tokens(text) if token.width == 1]
        words = [ThesaurusWord(frozenset(terms(token.word, language)), fold(token.word)) for token in plain]
        at = 0
        while at < len(plain):
            meant = self.at(words, at)
            for entry, _, width in meant:
                yield entry, plain[at].start, plain[at + width - 1].end
            at += meant[0].width if meant else 1

    def value(self, facet: str, text: str) -> str | None:
        """Return the value of a facet that a reader names in any way, by its code too; None for an unknown one."""
        return self._values.get((facet, _spaced(text)))

    def begun(self, typed: str) -> list[tuple[Entry, str]]:
        """Return the marked entries of which a name holds all words typed, the last perhaps unfinished."""
        wanted = _spaced(typed)
        if not wanted:
            return []
        found: dict[str, tuple[bool, Entry, str]] = {}
        for spaced, name, entry in self._named:
            if f" {wanted}" in f" {spaced}":
                later = not spaced.startswith(wanted)
                if entry.id not in found or later < found[entry.id][0]:
                    found[entry.id] = (later, entry, name)
        return [(entry, name) for _, entry, name in sorted(found.values(), key=lambda one: (one[0], one[1].id))]

    @cached_property
    def words(self) -> dict[str, None]:
        """All words of all names, folded, in order."""
        single = {word for entry in self.entries for name in entry.names for word in _spaced(name.text).split()}
        return dict.fromkeys(sorted(single))

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The language of each name."""
        return {name.text: name.language for entry in self.entries for name in entry.names}

    @cached_property
    def _values(self) -> Mapping[tuple[str, str], str]:
        values: dict[tuple[str, str], str] = {}
        for entry in self.entries:
            if entry.mark:
                facet, value = entry.mark
                values[facet, _spaced(value)] = value
                for name in entry.names:
                    values.setdefault((facet, _spaced(name.text)), value)
        return values

    @cached_property
    def _named(self) -> tuple[tuple[str, str, Entry], ...]:
        return tuple(
            (_spaced(name.text), name.text, entry) for entry in self.entries if entry.mark for name in entry.names
        )


EMPTY_THESAURUS = Thesaurus()


def typed(word: str) -> ThesaurusWord:
    """Return a word that a reader typed, as it is looked up."""
    return ThesaurusWord(every_term(word), fold(word))


def ways(name: Name) -> list[Slots]:
    """Return how a name may be written: its words, and a compound's as one word too."""
    return [tuple(word.terms for word in way) for way in _written(name)]


@lru_cache(maxsize=50_000)
def _written(name: Name) -> tuple[tuple[ThesaurusWord, ...], ...]:
    """Return a name's ways; kept, since an edit changes one name of many and all are read again."""
    found = [token for token in tokens(name.text) if token.width]
    apart = [token for token in found if token.width == 1]
    together = list(_together(found))
    written = [apart] if apart == together else [together, apart]
    return tuple(
        tuple(ThesaurusWord(_terms(token.word, name.language), fold(token.word)) for token in way)
        for way in written
        if 0 < len(way) <= MOST_WORDS
    )


def _together(found: Sequence[Token]) -> Iterator[Token]:
    at = 0
    while at < len(found):
        yield found[at]
        at += found[at].width + 1 if found[at].width > 1 else 1


def _terms(word: str, language: str) -> frozenset[str]:
    return frozenset(terms(word, language)) if language else every_term(word)


def _nearness(way: Sequence[ThesaurusWord], words: Sequence[ThesaurusWord]) -> tuple[int, bool, int]:
    """Return how near a name is to the words: how many there are, whether to the letter, and how much they share."""
    if len(words) < len(way):
        return NOWHERE
    shared = [_shared(named, word) for named, word in zip(way, words, strict=True)]
    exact = all(word.terms <= named.terms for named, word in zip(way, words, strict=True))
    return (len(way), exact, sum(shared)) if all(shared) else NOWHERE


def _shared(named: ThesaurusWord, word: ThesaurusWord) -> int:
    """Return how much two words share; nothing where endings that are longer than a short stem part them.

    Stems meet across languages and kinds of word: "данные" (data) that of Дания, "same" that of samoano.
    """
    stems = named.terms & word.terms
    if not stems or languages_of(word.written) not in (LATIN, CYRILLIC):
        return max(map(len, stems), default=0)
    begin = Prefix.similarity(named.written, word.written)
    endings = len(named.written) + len(word.written) - 2 * begin
    return begin if begin >= TELLING or endings < begin else 0


def _spaced(text: str) -> str:
    return " ".join(fold(token.word) for token in tokens(text) if token.width == 1)
