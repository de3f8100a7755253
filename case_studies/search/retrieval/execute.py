"""Answers a query from a snapshot: which cases match, in which order, with which counts and passages."""

from collections.abc import Sequence

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.contract import Hint, Hit, Query, Reading, Results, Sort
from case_studies.search.facet_counts import facet_counts, filter_bitmap
from case_studies.search.query.parser import parse
from case_studies.search.query.tree import QueryNode
from case_studies.search.relevance import SCORE_DECIMALS, zero_scores
from case_studies.search.retrieval.bitmaps import bitmap_of
from case_studies.search.retrieval.match_positions import match_positions
from case_studies.search.retrieval.scoring import Matches, match
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.retrieval.snippets import passages
from case_studies.search.retrieval.spelling import Corrected, correct

MOST_PER_PAGE = 100


def execute(snapshot: Snapshot, query: Query) -> Results:
    """Search, filter, count, sort and return one page."""
    snapshot = snapshot.confirmed_since(query.confirmed_since).without(query.without)
    read, tree, matches = _read(snapshot, query)
    filtered = matches.mask & snapshot.live_mask(filter_bitmap(snapshot.facets, query))
    ordered = _sort(snapshot, query.sort, matches.score, np.flatnonzero(filtered))
    size, page = min(max(query.per_page, 1), MOST_PER_PAGE), max(query.page, 1)
    documents = ordered[(page - 1) * size : page * size].tolist()
    positions = match_positions(snapshot, tree, documents)
    return Results(
        hits=tuple(_hit(snapshot, number, matches.score, positions[number]) for number in documents),
        total=len(ordered),
        page=page,
        per_page=size,
        facets=facet_counts(snapshot.facets, query, bitmap_of(matches.mask)),
        library=snapshot.library,
        hints=(*tree.hints, *_completeness_hints(matches)),
        corrections=read.corrections,
        corrected=read.text if read.corrections and not read.offered else "",
        offered=read.offered,
        widened=tree.widened,
    )


def _read(snapshot: Snapshot, query: Query) -> tuple[Corrected, QueryNode, Matches]:
    """Return what was searched, and what matches. Corrections that are only offered are made if nothing else does."""
    tree = parse(query.text, query.thesaurus)
    if not query.text.strip():
        everything = Matches(snapshot.live, zero_scores(snapshot.size), any_complete=True, any_partial=False)
        return Corrected(query.text), tree, everything
    read = correct(snapshot, query.text, tree, query.thesaurus)
    if read.text != query.text:
        tree = parse(read.text, query.thesaurus)
    matches = match(snapshot, tree)
    if read.offered and not matches.mask.any():
        read = Corrected(read.offered, read.corrections)
        tree = parse(read.text, query.thesaurus)
        matches = match(snapshot, tree)
    return read, tree, matches


def _hit(snapshot: Snapshot, number: int, scores: Array, positions: Sequence[set[int]]) -> Hit:
    return Hit(
        snapshot.stored_fields(number).reference,
        float(scores[number]),
        passages(snapshot.stored_text(number), positions),
    )


def _completeness_hints(matches: Matches) -> Sequence[Hint]:
    if not matches.any_partial:
        return ()
    return (Hint(Reading.ALL_FIRST if matches.any_complete else Reading.SOME_WORDS),)


def _sort(snapshot: Snapshot, sort: Sort, scores: Array, documents: Array) -> Array:
    """Sort documents. Equal ones are sorted newest first, then by reference.

    For relevance, equal ones that are confirmed come before others, and then those with the stronger evidence.
    """
    newest = -snapshot.published[documents]
    if sort == Sort.RELEVANCE:
        by_score = -np.round(scores[documents], SCORE_DECIMALS)
        confirmed = [] if snapshot.weight is None else [-snapshot.weight[documents]]
        keys = [-snapshot.evidence[documents], *confirmed, by_score] if scores.any() else []
    elif sort == Sort.TITLE:
        keys = [snapshot.title_rank[documents]]
    else:
        keys = []
    return documents[np.lexsort([snapshot.reference_rank[documents], newest, *keys])]
