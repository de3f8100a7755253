"""The events as a list and as a month."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for

from app.access import open_to_all
from app.current import reading
from app.identity import actor
from app.phrases import events as phrases
from app.schemas.events import EventListSchema
from case_studies.operations.events.queries import events_of_month, list_events, months_beside, own_hidden_events
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.events import SHOWN, may_announce_events
from case_studies.taxonomy.entries import list_themes
from case_studies.unit_of_work import now
from case_studies.vocabulary import EventTime

pages = Blueprint("event_list", __name__)

FILTERS = ("state", "event_kind", "theme", "when")
DAYS_OF_WEEK = 7


@pages.get("/events")
@open_to_all
def events() -> str:
    """Show the coming events from the next one, or those that were chosen."""
    chosen = {name: value for name, value in request.args.items() if value}
    asked = chosen if any(name in request.args for name in FILTERS) else {**chosen, "when": EventTime.COMING.value}
    with reading() as session:
        page = list_events(session, actor(), **EventListSchema().load(asked))
        return render_template(
            "events/list.html",
            page=page,
            own=own_hidden_events(session, actor()) if page.number == 1 else [],
            chosen=asked,
            states=[(state, phrases.STATES[state]) for state in SHOWN],
            kinds=list(phrases.KINDS.items()),
            times=list(phrases.TIMES.items()),
            themes=[(theme.id, theme.label) for theme in list_themes(session) if not theme.retired],
            may_announce=may_announce_events(actor()),
            phrases=phrases,
            url_of=lambda number: url_for(".events", **{**asked, "page": number}),
        )


@pages.get("/events/month")
@open_to_all
def month() -> str:
    """Show one month: each day with its events, and those whose day is open."""
    with reading() as session:
        chosen = EventListSchema().load({name: value for name, value in request.args.items() if value})["month"]
        today = now(session).date()
        first = chosen or today.replace(day=1)
        found = events_of_month(session, actor(), first)
        before, after = months_beside(session, actor(), first)
        return render_template(
            "events/month.html",
            first=first,
            today=today,
            weeks=_weeks(first, found),
            undated=[event for event in found if event.day_open],
            events=found,
            phrases=phrases,
            other_months=[(phrases.month_name(day), _month_url(day)) for day in (before, after) if day is not None],
        )


def _month_url(day: date) -> str:
    return url_for(".month", month=f"{day:%Y-%m}")


def _weeks(first: date, events: list[ReleasedEvent]) -> list[list[dict[str, Any]]]:
    """Return the weeks of a month from Monday on, each day with its events. Days of other months have none."""
    start = first - timedelta(days=first.weekday())
    after = (first + timedelta(days=31)).replace(day=1)
    count = -(-(after - start).days // DAYS_OF_WEEK) * DAYS_OF_WEEK
    days = [start + timedelta(days=number) for number in range(count)]
    cells = [{"day": day, "is_inside": first <= day < after, "events": _on(day, events)} for day in days]
    return [cells[position : position + DAYS_OF_WEEK] for position in range(0, count, DAYS_OF_WEEK)]


def _on(day: date, events: list[ReleasedEvent]) -> list[ReleasedEvent]:
    dated = (event for event in events if not event.day_open)
    return [event for event in dated if event.first_day <= day <= (event.last_day or event.first_day)]
