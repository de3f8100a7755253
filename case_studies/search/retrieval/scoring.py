"""Finds the documents that answer a wish, with a score each. All documents are looked at at once, as arrays."""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from case_studies.search.facets import FIRST_YEAR, LAST_YEAR
from case_studies.search.query.tree import ConceptNode, FilterNode, Node, OrNode, PhraseNode, QueryNode, TermGroup
from case_studies.search.relevance import (
    ENOUGH,
    EXPANSION_WEIGHT,
    FOLLOWING_SHARE,
    LABELS,
    LEAST_SHARE,
    WEIGHTS,
    rarity,
    score,
    zero_scores,
)
from case_studies.search.retrieval.proximity import proximity
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.array_file import Array


class ScoredMatches(NamedTuple):
    """Per document, how well it answers and how much of what was asked for it has: 0 to 1."""

    score: Array
    share: Array
    telling: float
    """How much it says that this was found; 0 for what only filters."""
    insisted: bool = False
    words: int = 1
    """How many words ask for it."""


class Matches(NamedTuple):
    """The documents that answer, in a mask, with their scores; and whether any has all that was asked for."""

    found: Array
    score: Array
    whole: bool
    partial: bool


def match(snapshot: Snapshot, wish: QueryNode, allowed: Array) -> Matches:
    """Find the documents with all that was asked for; where they are few, those with most of it follow."""
    parts = [find(snapshot, node) for node in wish.wanted]
    found, total, whole = (
        _together(parts, allowed) if parts else (allowed & bool(wish.unwanted), zero_scores(len(allowed)), True)
    )
    for node in wish.unwanted:
        found &= find(snapshot, node).share < 1
    every = found & whole
    total = proximity(snapshot, wish.wanted, np.where(found, total, 0))
    return Matches(found, total, bool(every.any()), bool((found & ~every).any()))


def _together(parts: Sequence[ScoredMatches], allowed: Array) -> tuple[Array, Array, Array]:
    """Return which documents answer, how well, and which have everything."""
    every = reduce(np.logical_and, (part.share >= 1 for part in parts), allowed)
    total = _sum(part.score for part in parts)
    words = [part for part in parts if part.telling]
    if len(words) == 0 or every.sum() >= ENOUGH:
        return every, total, every
    told = _sum(part.share * part.telling for part in words) / sum(part.telling for part in words)
    insisted = [part.share >= 1 for part in parts if part.insisted]
    least = 0 if insisted else (FOLLOWING_SHARE if every.any() else LEAST_SHARE) / sum(part.words for part in words)
    some = reduce(np.logical_and, insisted, allowed & (told > least))
    share = _sum(part.share for part in words) / len(words)
    partly = total * share**2
    top = partly[some & ~every].max(initial=0)
    return every | some, np.where(every, total + top, partly), every


def find(snapshot: Snapshot, node: Node) -> ScoredMatches:
    """Look for one node of a wish."""
    if isinstance(node, TermGroup):
        return _group(snapshot, node)
    if isinstance(node, ConceptNode):
        return _thing(snapshot, node)
    if isinstance(node, FilterNode):
        return ScoredMatches(zero_scores(snapshot.size), _filter(snapshot, node).astype(np.float32), 0.0, insisted=True)
    if isinstance(node, OrNode):
        sides = [find(snapshot, side) for side in node.sides]
        share = reduce(np.maximum, (side.share for side in sides))
        filters = all(side.insisted and not side.telling for side in sides)
        telling = 0.0 if filters else rarity(int((share >= 1).sum()), snapshot.total)
        return ScoredMatches(_sum(side.score for side in sides), share, telling, insisted=filters)
    return _within(snapshot, node)


def _sum(arrays: Iterable[Array]) -> Array:
    return reduce(np.add, arrays)


def _within(snapshot: Snapshot, wish: QueryNode) -> ScoredMatches:
    """Look for what stands in parentheses; it must hold as a whole."""
    parts = [find(snapshot, node) for node in wish.wanted]
    held = reduce(np.logical_and, (part.share >= 1 for part in parts), snapshot.live)
    for node in wish.unwanted:
        held = held & (find(snapshot, node).share < 1)
    total = _sum(part.score for part in parts) if parts else zero_scores(snapshot.size)
    telling = max((part.telling for part in parts), default=0.0)
    return ScoredMatches(np.where(held, total, 0), held.astype(np.float32), telling, insisted=not telling)


def _group(snapshot: Snapshot, group: TermGroup) -> ScoredMatches:
    """Rate a group as a whole: a rare spelling or a small language gains nothing by being rare."""
    weights = weigh(snapshot, group.clauses)
    found = weights > 0
    telling = rarity(int(found.sum()), snapshot.total)
    return ScoredMatches(
        telling * score(weights, snapshot.share_of_length), found.astype(np.float32), telling, group.quoted
    )


def _thing(snapshot: Snapshot, thing: ConceptNode) -> ScoredMatches:
    """Rate the words typed, and below them the other names of what they name."""
    words = [_group(snapshot, word) for word in thing.words]
    typed = _sum(word.share for word in words) / len(words)
    literal = _sum(word.score for word in words) * typed**2
    others = weigh(snapshot, thing.names)
    for facet, value in thing.marks:
        marked = snapshot.mask(snapshot.facets.get(facet, {}).get(value, 0))
        others = np.maximum(others, np.where(marked, WEIGHTS[LABELS], 0))
    named = (typed >= 1) | (others > 0)
    if named.any():  # then a single word of a name tells nothing: "first" is no "first aid"
        typed, literal = np.where(named, typed, 0), np.where(named, literal, 0)
    telling = rarity(int(named.sum()), snapshot.total)
    widened = EXPANSION_WEIGHT * telling * score(others, snapshot.share_of_length)
    return ScoredMatches(literal + widened, np.maximum(typed, others > 0), telling, words=len(words))


def _filter(snapshot: Snapshot, wanted: FilterNode) -> Array:
    if wanted.years is None:
        return snapshot.mask(snapshot.facets.get(wanted.facet, {}).get(wanted.value, 0))
    first, last = wanted.years
    bits = reduce(int.__or__, (b for y, b in snapshot.facets[FIRST_YEAR].items() if int(y) <= last), 0)
    bits &= reduce(int.__or__, (b for y, b in snapshot.facets[LAST_YEAR].items() if int(y) >= first), 0)
    return snapshot.mask(bits)


def weigh(snapshot: Snapshot, clauses: Sequence[PhraseNode]) -> Array:
    """Return each document's largest weight: the forms of one word are not counted twice."""
    answer = zero_scores(snapshot.size)
    for clause in clauses:
        documents, weights = snapshot.words.clause(clause)
        answer[documents] = np.maximum(answer[documents], weights)
    return answer
