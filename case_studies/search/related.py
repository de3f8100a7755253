"""Cases near a case, and titles near what somebody began to type."""

from collections import defaultdict
from functools import lru_cache
from heapq import nlargest, nsmallest
from itertools import chain

from case_studies.search.analysis import fold, is_common, terms, tokens
from case_studies.search.facets import YEARS, members
from case_studies.search.ranking import rarity, score, section_weight
from case_studies.search.reading import Card, Snapshot

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
    cards = snapshot.cards
    document = next((n for n in members(snapshot.live) if cards[n].reference == reference), None)
    if document is None:
        return []
    nearness = _by_words(snapshot, document)
    for other, value in _by_facets(snapshot, document).items():
        nearness[other] = nearness.get(other, 0.0) + FACET_SHARE * value
    nearest = nsmallest(MOST_RELATED, nearness, key=lambda n: (-round(nearness[n], 6), *_newest(cards[n])))
    return [cards[n].reference for n in nearest]


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
            found.append((not title.startswith(typed), *_newest(card), card.title))
    return list(dict.fromkeys(title for *_, title in sorted(found)))[:limit]


def _by_words(snapshot: Snapshot, document: int) -> dict[int, float]:
    """Nearness by shared words, the nearest at 1."""
    weights: defaultdict[str, float] = defaultdict(float)
    language = snapshot.cards[document].language
    for section, text, _ in snapshot.content(document).sections:
        for token in tokens(text):
            if not is_common(token.word):
                weights[terms(token.word, language)[0]] += section_weight(section)
    total = snapshot.total
    rated = {term: weight * rarity(snapshot.frequency(term), total) for term, weight in weights.items()}
    nearness: defaultdict[int, float] = defaultdict(float)
    for term in nlargest(TELLING_TERMS, rated, key=lambda term: (rated[term], term)):
        found = snapshot.posting(term).weights
        for other, weight in found.items():
            length = snapshot.cards[other].length / snapshot.average
            nearness[other] += rarity(len(found), total) * score(weight, length)
    return _share(nearness, document)


def _by_facets(snapshot: Snapshot, document: int) -> dict[int, float]:
    """Nearness by shared values, rare ones more, the nearest at 1."""
    nearness: defaultdict[int, float] = defaultdict(float)
    shown = (values for name, values in snapshot.facets.items() if name not in YEARS)
    for bits in chain.from_iterable(values.values() for values in shown):
        if bits >> document & 1:
            shared = bits & snapshot.live
            for other in members(shared):
                nearness[other] += rarity(shared.bit_count(), snapshot.total)
    return _share(nearness, document)


def _share(nearness: dict[int, float], document: int) -> dict[int, float]:
    """Leave the case itself out, and make the nearest 1."""
    others = {other: value for other, value in nearness.items() if other != document}
    most = max(others.values(), default=1.0)
    return {other: value / most for other, value in others.items()}


@lru_cache(maxsize=20_000)
def _spaced(title: str) -> str:
    """The words of a title, folded, each between spaces."""
    words = "".join(f" {fold(token.word)}" for token in tokens(title) if token.width == 1)
    return f"{words} " if words else ""


def _newest(card: Card) -> tuple[int, str]:
    return -card.published, card.reference
