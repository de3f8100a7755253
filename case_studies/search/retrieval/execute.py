"""Answers a query from a snapshot: what is found, in which order, with which counts and passages."""

from collections.abc import Sequence

import numpy as np

from case_studies.search.contract import Correction, Hint, Hit, Query, Reading, Results, Sort
from case_studies.search.facets import facet_counts, filter_bitmap
from case_studies.search.query.parser import parse
from case_studies.search.relevance import FINEST, zero_scores
from case_studies.search.retrieval.match_positions import match_positions
from case_studies.search.retrieval.scoring import Matches, match
from case_studies.search.retrieval.snapshot import Snapshot, bits_of
from case_studies.search.retrieval.snippets import passages
from case_studies.search.retrieval.spelling import correct
from case_studies.search.store.array_file import Array

MOST_PER_PAGE = 100


def execute(snapshot: Snapshot, query: Query) -> Results:
    """Search, filter, count, sort and cut the page."""
    snapshot = snapshot.without(query.without)
    allowed = snapshot.live
    text = query.text
    corrections: tuple[Correction, ...] = ()
    wish = parse(text, query.lexicon)
    if text.strip():
        text, corrections = correct(snapshot, text, wish, query.lexicon, allowed)
        if text != query.text:
            wish = parse(text, query.lexicon)
        matches = match(snapshot, wish, allowed)
    else:
        matches = Matches(allowed, zero_scores(snapshot.size), whole=True, partial=False)
    found = bits_of(matches.found)
    kept = matches.found & snapshot.mask(filter_bitmap(snapshot.facets, query))
    shown = _sorted(snapshot, query.sort, matches.score, np.flatnonzero(kept))
    size, page = min(max(query.per_page, 1), MOST_PER_PAGE), max(query.page, 1)
    documents = shown[(page - 1) * size : page * size].tolist()
    reasons = match_positions(snapshot, wish, documents)
    return Results(
        hits=tuple(
            Hit(snapshot.card(n).reference, float(matches.score[n]), passages(snapshot.content(n), reasons[n]))
            for n in documents
        ),
        total=len(shown),
        page=page,
        per_page=size,
        facets=facet_counts(snapshot.facets, query, found),
        hints=(*wish.hints, *_how_much(matches)),
        corrections=corrections,
        corrected=text if corrections else "",
        widened=wish.widened,
    )


def _how_much(matches: Matches) -> Sequence[Hint]:
    if not matches.partial:
        return ()
    return (Hint(Reading.ALL_FIRST if matches.whole else Reading.SOME_WORDS),)


def _sorted(snapshot: Snapshot, sort: Sort, scores: Array, found: Array) -> Array:
    """Put documents in order; what is equal comes by evidence, then newest first, then by reference."""
    newest = -snapshot.published[found]
    if sort == Sort.RELEVANCE:
        lead = [-snapshot.evidence[found], -np.round(scores[found], FINEST)] if scores.any() else []
    elif sort == Sort.TITLE:
        lead = [snapshot.by_title[found]]
    else:
        lead = []
    return found[np.lexsort([snapshot.by_reference[found], newest, *lead])]
