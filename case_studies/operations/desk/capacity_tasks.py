"""The tasks of a person in offers, requests and matches: one query for each of both, with a limit."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from case_studies.capacity_states import CapacityState, MatchParty, MatchState
from case_studies.models import Capacity, Match
from case_studies.models.capacity import CURRENT
from case_studies.operations.capacity.matches import list_matches
from case_studies.operations.desk.item_task import MOST_SHOWN, ItemGroup, ItemTask
from case_studies.policy.actor import Actor
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.policy.match_release import ReleasedMatch
from case_studies.policy.matches import did_not_report_delivery, has_not_reported, party_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import Kind, Role
from case_studies.workflow.capacity_dates import REMINDED_BEFORE

S = CapacityState
GROUPS: dict[CapacityState, tuple[ItemGroup, str]] = {
    S.IN_CLEARANCE: (ItemGroup.CAPACITY_TO_CLEAR, "clear_capacity"),
    S.DRAFT: (ItemGroup.CAPACITY_DRAFTS, "continue_capacity"),
    S.POSTED: (ItemGroup.CAPACITY_ENDING, "renew_capacity"),
    S.CIRCULATED: (ItemGroup.CAPACITY_ENDING, "renew_capacity"),
}
"""State of an offer or a request that waits for its own delegation → its group, and the next step."""


def capacity_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the tasks of the actor in offers, requests and matches, the oldest of each group first."""
    if actor.is_a(Role.FOCAL_POINT, Role.CLEARANCE_OFFICER):
        own = (Capacity.owner_code == actor.delegation, _waits_for(session, actor))
        query = select(Capacity).where(*own).order_by(Capacity.moved_at, Capacity.id).limit(MOST_SHOWN * len(GROUPS))
        yield from (_task(capacity, actor) for capacity in session.scalars(query))
    if actor.is_a(Role.FOCAL_POINT):
        for match in list_matches(session, actor):
            task = _task_in_match(match, actor)
            if task is not None:
                yield task


def _waits_for(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Capacity that it waits for one of the actor's roles."""
    to_clear = Capacity.stored_state == S.IN_CLEARANCE if actor.is_a(Role.CLEARANCE_OFFICER) else false()
    if not actor.is_a(Role.FOCAL_POINT):
        return to_clear
    today = now(session).date()
    soon = Capacity.valid_until.between(today, today + timedelta(days=REMINDED_BEFORE[0]))
    return or_(to_clear, Capacity.stored_state == S.DRAFT, Capacity.stored_state.in_(CURRENT) & soon)


def _task(capacity: Capacity, actor: Actor) -> ItemTask:
    group, step = GROUPS[capacity.state]
    return ItemTask(
        group=group,
        kind=Kind.REQUEST if capacity.is_request else Kind.OFFER,
        reference=capacity.reference,
        title=capacity.title,
        language=capacity.language,
        owner=ReleasedCapacity(capacity, actor).posted_by,
        state=capacity.state,
        since=capacity.moved_at,
        step=step,
        due=capacity.valid_until if group == ItemGroup.CAPACITY_ENDING else None,
    )


def _task_in_match(match: Match, actor: Actor) -> ItemTask | None:
    """Return what a match waits for from the actor's delegation."""
    found = _next_in_match(match, actor)
    if found is None:
        return None
    group, step = found
    released = ReleasedMatch(match, actor)
    return ItemTask(
        group=group,
        kind=Kind.MATCH,
        reference=match.reference,
        title=next((one.title for one in released.readable), match.reference),
        language=match.request.language,
        owner=released.offering if released.party == MatchParty.ASKING else released.asking,
        state=match.state,
        since=_waits_since(match, group),
        step=step,
    )


def _waits_since(match: Match, group: ItemGroup) -> datetime:
    """Return since when it waits. A match does not move when it is asked whether the need was met."""
    if group == ItemGroup.NEEDS_ASKED and match.asked_on is not None:
        return datetime.combine(match.asked_on, time(), UTC)
    return match.moved_at


def _next_in_match(match: Match, actor: Actor) -> tuple[ItemGroup, str] | None:
    party = party_of(actor, match)
    if party == MatchParty.EDITOR:
        return None
    asks = party == MatchParty.ASKING
    waits = (
        (asks and match.asked_on is not None, (ItemGroup.NEEDS_ASKED, "say_need_met")),
        (asks and match.state == MatchState.TALKING, (ItemGroup.MATCHES_TO_CHOOSE, "choose_match")),
        (
            match.state == MatchState.UNDER_WAY and did_not_report_delivery(actor, match),
            (ItemGroup.DELIVERIES_TO_CONFIRM, "confirm_delivery"),
        ),
        (
            match.state == MatchState.DELIVERED and has_not_reported(actor, match),
            (ItemGroup.DELIVERIES_TO_REPORT, "report_delivery"),
        ),
    )
    return next((found for applies, found in waits if applies), None)
