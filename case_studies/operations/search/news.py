"""What is new in a person's saved searches since they last marked them as seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from case_studies.errors import Unavailable
from case_studies.models import HistoryEntry, SavedSearch
from case_studies.operations.cases.queries import readable_revisions
from case_studies.operations.search.alerts import matching
from case_studies.operations.search.first_publications import first_publications, first_steps
from case_studies.operations.search.found import Found, FoundCase, FoundItem
from case_studies.operations.search.saved_searches import saved_searches
from case_studies.policy.actor import Actor
from case_studies.policy.found_items import find_items
from case_studies.search.engine import SearchEngine
from case_studies.search.query.query_string import parse_query_string

MOST_SEARCHES = 10  # on the page, the newest first
MOST_TITLES = 3  # of each search


@dataclass(frozen=True, slots=True)
class SearchNews:
    """A saved search, how many new results it has, and the newest of them."""

    saved: SavedSearch
    count: int
    newest: Sequence[Found]


@dataclass(frozen=True, slots=True)
class News:
    """The news of a person's saved searches, up to an entry of the history."""

    searches: Sequence[SearchNews]
    until: int

    @property
    def any(self) -> bool:
        """Whether any search has a new result."""
        return any(search.count for search in self.searches)


def search_news(session: Session, engine: SearchEngine, actor: Actor) -> News:
    """Return the actor's saved searches with what is new in them, as far as the index answers."""
    saved = saved_searches(session, actor)[:MOST_SEARCHES]
    if not saved:
        return News((), 0)
    until = session.scalar(select(func.max(HistoryEntry.number))) or 0
    seen = min(search.seen_until for search in saved)
    new = {**first_publications(session, actor.audiences, seen, until), **first_steps(session, seen, until)}
    unseen = {search.id: _unseen(session, engine, actor, search, new) for search in saved}
    shown = _shown(session, actor, {reference for found in unseen.values() for reference in found[:MOST_TITLES]})
    return News(
        [
            SearchNews(one, len(found), [shown[reference] for reference in found[:MOST_TITLES] if reference in shown])
            for one, found in ((search, unseen[search.id]) for search in saved)
        ],
        until,
    )


def mark_seen(session: Session, actor: Actor, until: int) -> None:
    """Record that the actor has seen the news up to an entry of the history."""
    last = session.scalar(select(func.max(HistoryEntry.number))) or 0
    own = update(SavedSearch).where(SavedSearch.account_id == actor.account)
    session.execute(own.where(SavedSearch.seen_until < until).values(seen_until=min(until, last)))


def _unseen(
    session: Session, engine: SearchEngine, actor: Actor, saved: SavedSearch, new: Mapping[str, int]
) -> tuple[str, ...]:
    unseen = {reference: number for reference, number in new.items() if number > saved.seen_until}
    if not unseen:
        return ()
    try:
        return matching(session, engine, actor, parse_query_string(saved.address), unseen)
    except Unavailable:
        return ()  # the page itself says that search does not answer


def _shown(session: Session, actor: Actor, references: set[str]) -> dict[str, Found]:
    """Return some things, as far as the actor may read them."""
    revisions = readable_revisions(session, actor, list(references), classified=False) if references else {}
    cases = {reference: FoundCase(revision, ()) for reference, revision in revisions.items()}
    items = find_items(session, actor, references)
    return {**cases, **{reference: FoundItem(item, ()) for reference, item in items.items()}}
