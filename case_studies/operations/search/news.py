"""What is new in a person's saved searches since they last marked them as seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, contains_eager

from case_studies.errors import Unavailable
from case_studies.models import Case, HistoryEntry, Revision, SavedSearch
from case_studies.operations.search.alerts import first_publications, matching_cases
from case_studies.operations.search.saved_searches import saved_searches
from case_studies.policy.actor import Actor
from case_studies.policy.release import ReleasedRevision, release
from case_studies.policy.visibility import readable_by
from case_studies.search.engine import SearchEngine
from case_studies.search.query.query_string import parse_query_string
from case_studies.vocabulary import State

MOST_SEARCHES = 10  # on the page, the newest first
MOST_TITLES = 3  # of each search


@dataclass(frozen=True, slots=True)
class SearchNews:
    """A saved search, how many new cases it has, and the newest of them."""

    saved: SavedSearch
    count: int
    newest: Sequence[ReleasedRevision]


@dataclass(frozen=True, slots=True)
class News:
    """The news of a person's saved searches, up to an entry of the history."""

    searches: Sequence[SearchNews]
    until: int

    @property
    def any(self) -> bool:
        """Whether any search has a new case."""
        return any(search.count for search in self.searches)


def search_news(session: Session, engine: SearchEngine, actor: Actor) -> News:
    """Return the actor's saved searches with their new cases, as far as the index answers."""
    saved = saved_searches(session, actor)[:MOST_SEARCHES]
    if not saved:
        return News((), 0)
    until = session.scalar(select(func.max(HistoryEntry.number))) or 0
    new = first_publications(session, actor.audiences, min(search.seen_until for search in saved), until)
    matching = {search.id: _matching(session, engine, actor, search, new) for search in saved}
    shown = _revisions(session, actor, {case for cases in matching.values() for case in cases[:MOST_TITLES]})
    return News(
        [
            SearchNews(one, len(cases), [shown[case] for case in cases[:MOST_TITLES] if case in shown])
            for one, cases in ((search, matching[search.id]) for search in saved)
        ],
        until,
    )


def mark_seen(session: Session, actor: Actor, until: int) -> None:
    """Record that the actor has seen the news up to an entry of the history."""
    last = session.scalar(select(func.max(HistoryEntry.number))) or 0
    own = update(SavedSearch).where(SavedSearch.account_id == actor.account)
    session.execute(own.where(SavedSearch.seen_until < until).values(seen_until=min(until, last)))


def _matching(
    session: Session, engine: SearchEngine, actor: Actor, saved: SavedSearch, new: Mapping[int, int]
) -> tuple[int, ...]:
    unseen = {case: number for case, number in new.items() if number > saved.seen_until}
    if not unseen:
        return ()
    try:
        return matching_cases(session, engine, actor, parse_query_string(saved.address), unseen)
    except Unavailable:
        return ()  # the page itself says that search does not answer


def _revisions(session: Session, actor: Actor, cases: set[int]) -> dict[int, ReleasedRevision]:
    """Return the published revisions of some cases, as far as the actor may read them."""
    if not cases:
        return {}
    query = select(Revision).join(Revision.case).options(contains_eager(Revision.case).lazyload(Case.revisions))
    readable = Revision.case_id.in_(cases), Revision.state == State.PUBLISHED, readable_by(actor)
    found = release(session.scalars(query.where(*readable)), actor)
    return {revision.case_id: revision for revision in found}
