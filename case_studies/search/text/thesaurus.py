"""The thesaurus in memory: concepts with all their names, and how they are found in a text.

An index contains nothing of it. Synonyms are added to a query when it runs, so a change counts at once. Only one step
is followed: "seguridad" is a name of safety and of security, but a search for one does not find the other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from case_studies.search.text.analysis import CYRILLIC, LATIN, Token, every_term, languages_of, terms, tokens
from case_studies.search.text.folding import fold

Slots = tuple[frozenset[str], ...]
"""Consecutive words, each with its possible terms."""
MOST_WORDS = 8
"""Words of a name. Longer names are not looked up."""
LONG_PREFIX = 4
"""If two words share a beginning of so many letters, they belong together whatever their endings."""
NO_MATCH = (0, False, 0)


class ThesaurusWord(NamedTuple):
    """A word to look up: its possible terms, and its folded spelling."""

    terms: frozenset[str]
    folded: str


class Name(NamedTuple):
    """One name of a concept. The language is empty if the name is used in all languages, such as an acronym."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with its names, the usual name first."""

    id: str
    names: tuple[Name, ...]
    classification: tuple[str, str] | None = None
    """Facet and value of all cases about the concept."""


class Mention(NamedTuple):
    """An entry named in a sequence of words: at which word, and by how many words."""

    entry: Entry
    at: int
    width: int


class Thesaurus:
    """All entries, indexed for lookup."""

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        edition: int = 0,
        merged: Mapping[tuple[str, str], str] = MappingProxyType({}),
    ) -> None:
        """Index entries. `merged` has facet and code of merged values, each with the code that stays."""
        self.entries = tuple(entries)
        self.edition = edition
        self.merged = merged
        self._by_start: dict[str, list[tuple[tuple[ThesaurusWord, ...], Entry]]] = {}
        for entry in self.entries:
            for spelling in dict.fromkeys(spelling for name in entry.names for spelling in _spellings(name)):
                for term in spelling[0].terms:
                    self._by_start.setdefault(term, []).append((spelling, entry))

    def at(self, words: Sequence[ThesaurusWord], start: int) -> list[Mention]:
        """Return the entries named from this word on, by as many words as possible. Several may share a name.

        An exact name excludes names that only share a stem: UNAMI is not UNAMA. A longer common part excludes a shorter
        one: "rehearse" is a rehearsal, and not a hostage (rehén), although Spanish stemming would allow it.
        """
        mentions: dict[str, Mention] = {}
        best = (1, False, 0)
        for term in words[start].terms:
            for spelling, entry in self._by_start.get(term, ()):
                size = len(spelling)
                match = _match_quality(spelling, words[start : start + size]) if size >= best[0] else NO_MATCH
                if match > best:
                    mentions, best = {}, match
                if match == best:
                    mentions[entry.id] = Mention(entry, start, size)
        return sorted(mentions.values(), key=lambda mention: mention.entry.id)

    def mentions(self, text: str, language: str) -> Iterator[tuple[Entry, int, int]]:
        """Yield the entries that a text names, each with start and end. They do not overlap."""
        plain = [token for token in tokens(text) if token.width == 1]
        words = [ThesaurusWord(frozenset(terms(token.word, language)), fold(token.word)) for token in plain]
        at = 0
        while at < len(plain):
            mentions = self.at(words, at)
            for entry, _, width in mentions:
                yield entry, plain[at].start, plain[at + width - 1].end
            at += mentions[0].width if mentions else 1

    def value(self, facet: str, text: str) -> str | None:
        """Return the value of a facet by its code or any of its names; None if it is unknown."""
        return self._values.get((facet, _spaced(text)))

    def completions(self, typed: str) -> list[tuple[Entry, str]]:
        """Return the classified entries with a name that contains the words typed; the last word may be unfinished."""
        wanted = _spaced(typed)
        if not wanted:
            return []
        matches: dict[str, tuple[bool, Entry, str]] = {}
        for spaced, name, entry in self._classified_names:
            if f" {wanted}" in f" {spaced}":
                is_inside = not spaced.startswith(wanted)
                if entry.id not in matches or is_inside < matches[entry.id][0]:
                    matches[entry.id] = (is_inside, entry, name)
        return [(entry, name) for _, entry, name in sorted(matches.values(), key=lambda one: (one[0], one[1].id))]

    def current(self, facet: str, code: str) -> str:
        """Return the code that counts: the one that stays, if this one was merged."""
        return self.merged.get((facet, code), code)

    @cached_property
    def words(self) -> dict[str, None]:
        """All words of all names, folded and sorted."""
        single = {word for entry in self.entries for name in entry.names for word in _spaced(name.text).split()}
        return dict.fromkeys(sorted(single))

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The language of each name."""
        return {name.text: name.language for entry in self.entries for name in entry.names}

    @cached_property
    def _values(self) -> Mapping[tuple[str, str], str]:
        values = {(facet, _spaced(old)): code for (facet, old), code in self.merged.items()}
        for entry in self.entries:
            if entry.classification:
                facet, value = entry.classification
                values[facet, _spaced(value)] = value
                for name in entry.names:
                    values.setdefault((facet, _spaced(name.text)), value)
        return values

    @cached_property
    def _classified_names(self) -> tuple[tuple[str, str, Entry], ...]:
        return tuple(
            (_spaced(name.text), name.text, entry)
            for entry in self.entries
            if entry.classification
            for name in entry.names
        )


EMPTY_THESAURUS = Thesaurus()


def lookup_word(word: str) -> ThesaurusWord:
    """Return a word of a query for lookup."""
    return ThesaurusWord(every_term(word), fold(word))


def name_slots(name: Name) -> list[Slots]:
    """Return the spellings of a name: its words, and a compound also as one word."""
    return [tuple(word.terms for word in spelling) for spelling in _spellings(name)]


@lru_cache(maxsize=50_000)
def _spellings(name: Name) -> tuple[tuple[ThesaurusWord, ...], ...]:
    """Return the spellings of a name. They are cached, because one edit makes search read all names again."""
    words = [token for token in tokens(name.text) if token.width]
    apart = [token for token in words if token.width == 1]
    joined = list(_with_joined_compounds(words))
    spellings = [apart] if apart == joined else [joined, apart]
    return tuple(
        tuple(ThesaurusWord(_terms(token.word, name.language), fold(token.word)) for token in spelling)
        for spelling in spellings
        if 0 < len(spelling) <= MOST_WORDS
    )


def _with_joined_compounds(words: Sequence[Token]) -> Iterator[Token]:
    at = 0
    while at < len(words):
        yield words[at]
        at += words[at].width + 1 if words[at].width > 1 else 1


def _terms(word: str, language: str) -> frozenset[str]:
    return frozenset(terms(word, language)) if language else every_term(word)


def _match_quality(name: Sequence[ThesaurusWord], words: Sequence[ThesaurusWord]) -> tuple[int, bool, int]:
    """Compare a name with words. Return the number of words, whether all are exact, and how many letters agree."""
    if len(words) < len(name):
        return NO_MATCH
    common = [_common_letters(in_name, word) for in_name, word in zip(name, words, strict=True)]
    is_exact = all(word.terms <= in_name.terms for in_name, word in zip(name, words, strict=True))
    return (len(name), is_exact, sum(common)) if all(common) else NO_MATCH


def _common_letters(in_name: ThesaurusWord, word: ThesaurusWord) -> int:
    """Return how many letters two words with a common stem share; 0 if they have no stem in common.

    It is also 0 if the endings are longer than a short common beginning. Words of different languages can have the
    same stem by chance: "данные" (data) and Дания (Denmark), "same" and samoano.
    """
    stems = in_name.terms & word.terms
    if not stems or languages_of(word.folded) not in (LATIN, CYRILLIC):
        return max(map(len, stems), default=0)
    prefix = Prefix.similarity(in_name.folded, word.folded)
    endings = len(in_name.folded) + len(word.folded) - 2 * prefix
    return prefix if prefix >= LONG_PREFIX or endings < prefix else 0


def _spaced(text: str) -> str:
    return " ".join(fold(token.word) for token in tokens(text) if token.width == 1)
