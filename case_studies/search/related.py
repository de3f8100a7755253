"""Cases near a case or a text, and titles near what somebody began to type."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from heapq import nlargest, nsmallest

from case_studies.search.analysis import fold, is_common, terms, tokens
from case_studies.search.facets import YEARS, members
from case_studies.search.ranking import rarity, score, section_weight
from case_studies.search.reading import Card, Snapshot

Marks = Set[tuple[str, str]]
"""What a case is classified under: facets with their values."""
TELLING_TERMS = 30
MOST_RELATED = 20
LONGEST_PREFIX = 200
FACET_SHARE = 1.0
"""How much shared classification counts beside shared words."""


def similar(snapshot: Snapshot, reference: str, limit: int) -> list[str]:
    """References of the cases that share most; worked out once for a case and a commit, since pages ask often."""
    if reference not in snapshot.nearest:
        snapshot.nearest[reference] = _nearest(snapshot, reference)
    return snapshot.nearest[reference][:limit]


def _nearest(snapshot: Snapshot, reference: str) -> list[str]:
    """The cases that share most: weighty words, and what they are classified under."""
    document = find(snapshot, reference)
    if document is None:
        return []
    sections = ((section, text) for section, text, _ in snapshot.content(document).sections)
    words = weigh(sections, snapshot.cards[document].language)
    found = nearest(snapshot, words, marks_of(snapshot, document), MOST_RELATED, but=document)
    return [snapshot.cards[other].reference for other in found]


def find(snapshot: Snapshot, reference: str) -> int | None:
    """The document of a reference."""
    return next((n for n in members(snapshot.live) if snapshot.cards[n].reference == reference), None)


def weigh(parts: Iterable[tuple[str, str]], language: str) -> dict[str, float]:
    """The terms of a text that mean something, each with its weight by where it stands."""
    weights: defaultdict[str, float] = defaultdict(float)
    for section, text in parts:
        for term, times in _count(text, language).items():
            weights[term] += times * section_weight(section)
    return weights


@lru_cache(maxsize=1_000)
def _count(text: str, language: str) -> Counter[str]:
    return Counter(terms(token.word, language)[0] for token in tokens(text) if not is_common(token.word))


def marks_of(snapshot: Snapshot, document: int) -> Marks:
    """What a document is classified under."""
    return {
        (name, value)
        for name, values in snapshot.facets.items()
        if name not in YEARS
        for value, bits in values.items()
        if bits >> document & 1
    }


def nearest(snapshot: Snapshot, words: Mapping[str, float], marks: Marks, limit: int, *, but: int | None) -> list[int]:
    """The documents that share most with a text: weighty words, and what it is classified under."""
    elsewhere = 0 if but is None else 1  # a word that no other case has leads nowhere
    known = {term: weight for term, weight in words.items() if snapshot.frequency(term) > elsewhere}
    nearness = _share(_by_words(snapshot, known), but)
    for other, value in _share(_by_marks(snapshot, marks), but).items():
        nearness[other] = nearness.get(other, 0.0) + FACET_SHARE * value
    return nsmallest(limit, nearness, key=lambda n: (-round(nearness[n], 6), *newest(snapshot.cards[n])))


def suggest(snapshot: Snapshot, prefix: str, limit: int) -> list[str]:
    """Titles with all the words typed; the last may be unfinished. Those that begin so come first."""
    typed = _spaced(prefix[:LONGEST_PREFIX]).rstrip()
    if not typed:
        return []
    *whole, begun = typed.split()
    found = []
    for card in snapshot.alive():
        title = _spaced(card.title)
        if f" {begun}" in title and all(f" {word} " in title for word in whole):
            found.append((not title.startswith(typed), *newest(card), card.title))
    return list(dict.fromkeys(title for *_, title in sorted(found)))[:limit]


def _by_words(snapshot: Snapshot, words: Mapping[str, float]) -> dict[int, float]:
    """Nearness by shared words."""
    total = snapshot.total
    rated = {term: weight * rarity(snapshot.frequency(term), total) for term, weight in words.items()}
    nearness: defaultdict[int, float] = defaultdict(float)
    for term in nlargest(TELLING_TERMS, rated, key=lambda term: (rated[term], term)):
        found = snapshot.posting(term).weights
        for other, weight in found.items():
            length = snapshot.cards[other].length / snapshot.average
            nearness[other] += rarity(len(found), total) * score(weight, length)
    return nearness


def _by_marks(snapshot: Snapshot, marks: Marks) -> dict[int, float]:
    """Nearness by shared classification, rare values more."""
    nearness: defaultdict[int, float] = defaultdict(float)
    for name, value in marks:
        shared = snapshot.facets.get(name, {}).get(value, 0) & snapshot.live
        for other in members(shared):
            nearness[other] += rarity(shared.bit_count(), snapshot.total)
    return nearness


def _share(nearness: dict[int, float], but: int | None) -> dict[int, float]:
    """Leave the case itself out, and make the nearest 1."""
    others = {other: value for other, value in nearness.items() if other != but}
    most = max(others.values(), default=1.0)
    return {other: value / most for other, value in others.items()}


@lru_cache(maxsize=20_000)
def _spaced(title: str) -> str:
    """The words of a title, folded, each between spaces."""
    words = "".join(f" {fold(token.word)}" for token in tokens(title) if token.width == 1)
    return f"{words} " if words else ""


def newest(card: Card) -> tuple[int, str]:
    """Sort the case that was published last first."""
    return -card.published, card.reference
