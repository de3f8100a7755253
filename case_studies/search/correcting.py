"""Corrects words that no case of a reader has: the nearest word takes their place that leads this reader somewhere.

Words come from the reader's own index and from the lexicon; one from the lexicon counts where its thing has cases.
"""

from collections.abc import Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from case_studies.search.analysis import HAN, fold, languages_of
from case_studies.search.documents import Correction
from case_studies.search.lexicon import Lexicon
from case_studies.search.matching import find
from case_studies.search.pack import Array
from case_studies.search.parsing import parse
from case_studies.search.reading import Snapshot
from case_studies.search.wishes import Either, Group, Node, Wish

MISTAKES = ((8, 2), (4, 1))
"""Of words with that many letters and more, how many may be wrong, missing, too many or swapped."""
MOST_TRIED = 8
MOST_CORRECTED = 5
"""Words of one query."""


def correct(
    snapshot: Snapshot, text: str, wish: Wish, lexicon: Lexicon, allowed: Array
) -> tuple[str, tuple[Correction, ...]]:
    """Return the query with words put right that nothing has, and what was put right."""
    corrections = []
    for word in reversed(list(_unknown(snapshot, wish, allowed))[:MOST_CORRECTED]):
        used = _nearest(snapshot, fold(word.typed), lexicon, allowed)
        if used is not None:
            corrections.append(Correction(word.typed, used))
            text = text[: word.start] + used + text[word.start + len(word.typed) :]
    return text, tuple(reversed(corrections))


def _unknown(snapshot: Snapshot, wish: Wish, allowed: Array) -> Iterator[Group]:
    """Yield the plain words of a query that no case has and the lexicon doesn't know."""
    for word in _words(wish):
        spelled = len(word.tokens) == 1 and languages_of(word.tokens[0].word) != HAN and word.typed.isalpha()
        if spelled and not ((find(snapshot, word).share > 0) & allowed).any():
            yield word


def _words(node: Node) -> Iterator[Group]:
    if isinstance(node, Group) and node.tokens:
        yield node
    elif isinstance(node, Either):
        for side in node.sides:
            yield from _words(side)
    elif isinstance(node, Wish):
        for wanted in node.wanted:
            yield from _words(wanted)


def _nearest(snapshot: Snapshot, word: str, lexicon: Lexicon, allowed: Array) -> str | None:
    mistakes = next((most for least, most in MISTAKES if len(word) >= least), 0)
    if not mistakes:
        return None
    near: dict[str, int] = {}
    for words in (*snapshot.vocabularies(), lexicon.words):
        for found, distance, _ in extract(word, words, scorer=OSA.distance, score_cutoff=mistakes, limit=MOST_TRIED):
            near[found] = int(distance)
    likely = sorted(near, key=lambda found: (near[found], found[0] != word[0], -snapshot.often(found), found))
    return next((found for found in likely[:MOST_TRIED] if _leads(snapshot, found, lexicon, allowed)), None)


def _leads(snapshot: Snapshot, word: str, lexicon: Lexicon, allowed: Array) -> bool:
    """Whether a word, or the thing it is part of the name of, has cases this reader may find."""
    wish = parse(word, lexicon)
    parts = [*wish.wanted, *(thing for name in lexicon.with_word(word) for thing in parse(name, lexicon).wanted)]
    return any(((find(snapshot, part).share >= 1) & allowed).any() for part in parts)
