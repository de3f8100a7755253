"""Finds the documents that match a query, and scores them. Each node looks at all documents at once, as arrays."""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from case_studies.scripts import is_han
from case_studies.search.arrays import Array
from case_studies.search.facet_counts import FIRST_YEAR, LAST_YEAR
from case_studies.search.query.tree import (
    AboutNode,
    ConceptNode,
    FilterNode,
    Node,
    OrNode,
    PhraseNode,
    QueryNode,
    TermGroup,
)
from case_studies.search.relevance import (
    ENOUGH,
    EXPANSION_WEIGHT,
    FOLLOWING_SHARE,
    LABELS,
    LEAST_SHARE,
    SUMMARY,
    WEIGHTS,
    rarity,
    score,
    share_power,
    zero_scores,
)
from case_studies.search.retrieval.proximity import raise_near
from case_studies.search.retrieval.snapshot import Snapshot

LARGEST_SHARE_OF_A_NAME = 0.25  # of all cases: a name that more cases have does not distinguish them


class ScoredMatches(NamedTuple):
    """Per document, how well it matches a node (`score`), and how much of the node it has (`share`, 0 to 1)."""

    score: Array
    share: Array
    rarity: float
    """How much a match says, because few documents have it; 0 for a node that only filters."""
    required: bool = False
    """Whether documents without it are never shown, also where the other words are not all in one case."""
    word_count: int = 1
    is_chinese: bool = False
    is_known: bool = False
    """Whether it is a name of the thesaurus."""


class Matches(NamedTuple):
    """The documents that match a query, with their scores."""

    mask: Array
    score: Array
    any_complete: bool
    """Whether any document has everything."""
    any_partial: bool
    """Whether any document lacks something."""


def match(snapshot: Snapshot, tree: QueryNode) -> Matches:
    """Find the documents with everything; if they are few, those with most of it follow."""
    parts = [find(snapshot, node) for node in tree.wanted]
    if parts:
        mask, scores, complete = _combine(parts, snapshot.live, snapshot.weight)
    else:
        mask = complete = snapshot.live & bool(tree.unwanted)
        scores = zero_scores(snapshot.size)
    for node in tree.unwanted:
        mask &= find(snapshot, node).share < 1
    complete = mask & complete
    scores = raise_near(snapshot, tree.wanted, np.where(mask, scores, 0))
    return Matches(mask, scores, bool(complete.any()), bool((mask & ~complete).any()))


def _combine(parts: Sequence[ScoredMatches], live: Array, weight: Array | None) -> tuple[Array, Array, Array]:
    """Return the documents that match, their scores, and the documents that have everything.

    A `weight` lowers a document among those that have as much of the query.
    """
    complete = reduce(np.logical_and, (part.share >= 1 for part in parts), live)
    scores = _sum(part.score for part in parts)
    scores = scores if weight is None else scores * weight
    words = [part for part in parts if part.rarity]
    if len(words) == 0 or complete.sum() >= ENOUGH:
        return complete, scores, complete
    counted = _counted(words, live)
    weighted_share = _sum(part.share * part.rarity for part in counted) / sum(part.rarity for part in counted)
    required = [part.share >= 1 for part in parts if part.required]
    per_word = FOLLOWING_SHARE if complete.any() else LEAST_SHARE
    least = 0 if required else per_word / sum(part.word_count for part in words)
    partial = reduce(np.logical_and, required, live & (weighted_share > least))
    share = _sum(part.share for part in words) / len(words)
    partial_scores = scores * share ** share_power(sum(part.word_count for part in words))
    top_partial = partial_scores[partial & ~complete].max(initial=0)
    return complete | partial, np.where(complete, scores + top_partial, partial_scores), complete


def _counted(words: Sequence[ScoredMatches], live: Array) -> Sequence[ScoredMatches]:
    """Return the words that a share counts: of two words, not one that no case has, if the other one says enough.

    It would outweigh the other word, and the query would find nothing. A Chinese word that no case has is never
    corrected, and it may be a word only because the text of the query was cut there. In other languages, the other word
    has to be a name of the thesaurus that few cases are about.
    """
    counted = [part for part in words if part.share.any()]
    if len(words) != 2 or len(counted) != 1:
        return words
    (missing,) = (part for part in words if not part.share.any())
    distinguishes = counted[0].is_known and (counted[0].share >= 1).sum() <= live.sum() * LARGEST_SHARE_OF_A_NAME
    return counted if missing.is_chinese or (distinguishes and not missing.is_known) else words


def find(snapshot: Snapshot, node: Node) -> ScoredMatches:
    """Find the documents that match one node of a query."""
    if isinstance(node, TermGroup):
        return _term_group(snapshot, node)
    if isinstance(node, ConceptNode):
        return _concept(snapshot, node)
    if isinstance(node, FilterNode):
        share = _filter(snapshot, node).astype(np.float32)
        return ScoredMatches(zero_scores(snapshot.size), share, 0.0, required=True)
    if isinstance(node, OrNode):
        return _alternatives(snapshot, node)
    if isinstance(node, AboutNode):
        share = reduce(np.logical_and, (_is_about(snapshot, one) for one in node.nodes)).astype(np.float32)
        return ScoredMatches(zero_scores(snapshot.size), share, 0.0, required=True)
    return _parentheses(snapshot, node)


def _sum(arrays: Iterable[Array]) -> Array:
    return reduce(np.add, arrays)


def _alternatives(snapshot: Snapshot, node: OrNode) -> ScoredMatches:
    sides = [find(snapshot, side) for side in node.sides]
    share = reduce(np.maximum, (side.share for side in sides))
    only_filters = all(side.required and not side.rarity for side in sides)
    rareness = 0.0 if only_filters else rarity(int((share >= 1).sum()), snapshot.total)
    return ScoredMatches(_sum(side.score for side in sides), share, rareness, required=only_filters)


def _parentheses(snapshot: Snapshot, tree: QueryNode) -> ScoredMatches:
    """Find what is in parentheses; a document has all of it or nothing."""
    parts = [find(snapshot, node) for node in tree.wanted]
    mask = reduce(np.logical_and, (part.share >= 1 for part in parts), snapshot.live)
    for node in tree.unwanted:
        mask = mask & (find(snapshot, node).share < 1)
    scores = _sum(part.score for part in parts) if parts else zero_scores(snapshot.size)
    rareness = max((part.rarity for part in parts), default=0.0)
    return ScoredMatches(np.where(mask, scores, 0), mask.astype(np.float32), rareness, required=not rareness)


def _term_group(snapshot: Snapshot, group: TermGroup) -> ScoredMatches:
    """Score a group as a whole, so that a form that is rare by itself, or in a small language, does not count more."""
    weights = largest_weights(snapshot, group.clauses)
    mask = weights > 0
    rareness = rarity(int(mask.sum()), snapshot.total)
    scores = rareness * score(weights, snapshot.relative_length)
    return ScoredMatches(scores, mask.astype(np.float32), rareness, group.quoted, is_chinese=is_han(group.typed[:1]))


def _concept(snapshot: Snapshot, concept: ConceptNode) -> ScoredMatches:
    """Score the words of the query, and below them the other names of the concept."""
    words = [_term_group(snapshot, word) for word in concept.words]
    typed_share = _sum(word.share for word in words) / len(words)
    typed_score = _sum(word.score for word in words) * typed_share**2
    others = largest_weights(snapshot, concept.names)
    for facet, value in concept.classifications:
        others = np.maximum(others, np.where(snapshot.facet_mask(facet, value), WEIGHTS[LABELS], 0))
    has_concept = (typed_share >= 1) | (others > 0)
    if has_concept.any():  # then a single word of a name does not count: "first" is not "first aid"
        typed_share, typed_score = np.where(has_concept, typed_share, 0), np.where(has_concept, typed_score, 0)
    rareness = rarity(int(has_concept.sum()), snapshot.total)
    other_score = EXPANSION_WEIGHT * rareness * score(others, snapshot.relative_length)
    share = np.maximum(typed_share, others > 0)
    is_chinese = is_han(concept.typed[:1])
    return ScoredMatches(
        typed_score + other_score, share, rareness, word_count=len(words), is_chinese=is_chinese, is_known=True
    )


def _is_about(snapshot: Snapshot, node: TermGroup | ConceptNode) -> Array:
    """Return the documents that are classified as a concept; of other words, those with them in title or summary."""
    if isinstance(node, TermGroup):
        return largest_weights(snapshot, node.clauses) >= WEIGHTS[SUMMARY]
    classified = [snapshot.facet_mask(facet, value) for facet, value in node.classifications]
    if classified:
        return reduce(np.logical_or, classified)
    typed = [largest_weights(snapshot, word.clauses) for word in node.words]
    return np.maximum(largest_weights(snapshot, node.names), reduce(np.minimum, typed)) >= WEIGHTS[SUMMARY]


def _filter(snapshot: Snapshot, node: FilterNode) -> Array:
    if node.years is None:
        return snapshot.facet_mask(node.facet, node.value)
    first, last = node.years
    started = (bits for year, bits in snapshot.facets[FIRST_YEAR].items() if int(year) <= last)
    not_ended = (bits for year, bits in snapshot.facets[LAST_YEAR].items() if int(year) >= first)
    return snapshot.live_mask(reduce(int.__or__, started, 0) & reduce(int.__or__, not_ended, 0))


def largest_weights(snapshot: Snapshot, phrases: Sequence[PhraseNode]) -> Array:
    """Return, per document, the largest weight of some phrases: forms of one word are not counted twice."""
    largest = zero_scores(snapshot.size)
    for phrase in phrases:
        documents, weights = snapshot.postings.phrase(phrase)
        largest[documents] = np.maximum(largest[documents], weights)
    return largest
