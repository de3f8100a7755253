"""What readers of feeds have to learn: when an entry changed, and that a case is no longer theirs to read."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from case_studies.models import Case, HistoryEntry, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.attachment_audiences import OPEN_TO
from case_studies.policy.release import NAMED_TO
from case_studies.policy.visibility import readable_by
from case_studies.vocabulary import Attribution, HistoryAction, State


def publication_times(session: Session, actor: Actor, cases: Iterable[int]) -> dict[int, list[datetime]]:
    """Return case id → when its revisions were published for the actor's audiences, and when its entry narrowed.

    They are in the order of the numbers of the revisions. A narrowed entry has to replace the one that was kept; where
    an audience got no more before, it learns of nothing.
    """
    ids = list(cases)
    published = Revision.published_at.is_not(None), Revision.audience.in_(actor.audiences)
    query = select(Revision.case_id, Revision.published_at).where(Revision.case_id.in_(ids), *published)
    times: dict[int, list[datetime]] = {}
    for case_id, moment in session.execute(query.order_by(Revision.number)):
        if moment is not None:
            times.setdefault(case_id, []).append(moment)
    for narrowed_id, moment, before, after in session.execute(_narrowed_entries(ids)):
        if narrowed_id in times and _got(before, actor) != _got(after, actor):
            times[narrowed_id].append(moment)
    return times


def _narrowed_entries(cases: list[int]) -> Select[int | None, datetime, str | None, str | None]:
    """Return the query for how and when the name or the summary of a case, which a feed has, were narrowed."""
    entry = HistoryEntry
    in_feed = or_(*(entry.from_state.startswith(name) for name in ("attribution", "summary")))
    query = select(entry.case_id, entry.at, entry.from_state, entry.to_state).where(entry.case_id.in_(cases), in_feed)
    return query.where(entry.action == HistoryAction.NARROW).order_by(entry.number)


def _got(state: str | None, actor: Actor) -> str | bool:
    """Return what an audience gets by one side of an entry: two that it can't distinguish are the same."""
    what, _colon, value = str(state).partition(": ")
    if what == "attribution" and value != Attribution.REGION:
        return value in NAMED_TO[actor.audience]
    return value in OPEN_TO[actor.audience] if what == "summary" else value


def removed_cases(session: Session, actor: Actor, limit: int) -> list[tuple[str, datetime]]:
    """Return the cases that were narrowed away from the actor's audience, and since when, the latest first.

    A case that was withdrawn leaves no trace, not even this one.
    """
    readable = select(Revision.id).where(Revision.case_id == Case.id, readable_by(actor)).correlate(Case).exists()
    audiences = [f"audience: {audience}" for audience in actor.audiences]
    moment = func.max(HistoryEntry.at, type_=HistoryEntry.at.type)
    query = (
        select(Case.reference, moment)
        .join(HistoryEntry, HistoryEntry.case_id == Case.id)
        .where(HistoryEntry.action == HistoryAction.NARROW, HistoryEntry.from_state.in_(audiences))
        .where(~readable, Case.state != State.WITHDRAWN)
        .group_by(Case.reference)
        .order_by(moment.desc(), Case.reference)
        .limit(limit)
    )
    return [(reference, at) for reference, at in session.execute(query)]
