"""Answers a query from a snapshot: what is found, in which order, with which counts and passages."""

from case_studies.search.analysis import fold
from case_studies.search.documents import Hit, Passage, Query, Results, Sort
from case_studies.search.facets import bitmap, counts, keep, members
from case_studies.search.matching import match, places
from case_studies.search.parsing import Group, parse
from case_studies.search.reading import Snapshot
from case_studies.search.snippets import passages

MOST_PER_PAGE = 100


def answer(snapshot: Snapshot, query: Query) -> Results:
    """Search, filter, count, sort and cut the page."""
    wish = parse(query.text)
    if query.text.strip():
        scores = match(snapshot, wish)
        found = bitmap(scores, len(snapshot.cards))
    else:
        scores, found = {}, snapshot.live
    if query.without:
        hidden = (n for n in members(found) if snapshot.cards[n].reference in query.without)
        found &= ~bitmap(hidden, len(snapshot.cards))
    shown = _sorted(snapshot, query.sort, scores, found & keep(snapshot.facets, query))
    size, page = min(max(query.per_page, 1), MOST_PER_PAGE), max(query.page, 1)
    hits = tuple(
        Hit(snapshot.cards[n].reference, scores.get(n, 0.0), _why(snapshot, wish.wanted, n))
        for n in shown[(page - 1) * size : page * size]
    )
    return Results(hits, len(shown), page, size, counts(snapshot.facets, query, found))


def _sorted(snapshot: Snapshot, sort: Sort, scores: dict[int, float], found: int) -> list[int]:
    """Put documents in order; what is equal comes newest first, then by reference."""
    cards = snapshot.cards

    def order(document: int) -> tuple[float | str, int, str]:
        card = cards[document]
        lead: float | str = 0.0
        if sort == Sort.RELEVANCE:
            lead = -round(scores.get(document, 0.0), 6)
        elif sort == Sort.TITLE:
            lead = fold(card.title)
        return lead, -card.published, card.reference

    return sorted(members(found), key=order)


def _why(snapshot: Snapshot, wanted: tuple[Group, ...], document: int) -> tuple[Passage, ...]:
    return passages(snapshot.content(document), [places(snapshot, group, document) for group in wanted])
