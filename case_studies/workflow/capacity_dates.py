"""The dates of offers, requests and matches: how long they are valid, when somebody is reminded, held or asked."""

from datetime import date, timedelta

from case_studies.clock import add_working_days
from case_studies.models import Capacity, Match

REMINDED_BEFORE = (30, 7)
"""Days before the last day on which the owner is reminded."""
WORKING_DAYS_HELD = 5
"""For how many working days a request can be held back before it is circulated."""
ASKED_AFTER = timedelta(days=365)
"""After which time the delegation that asked is asked whether its need was met."""

KEPT_AFTER = timedelta(days=90)
"""For how long the talk of a match is kept after it is over."""


def latest_last_day(today: date) -> date:
    """Return the last day that an offer or a request of today may have: twelve months later."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year + 1, day=28)


def set_reminder(capacity: Capacity, today: date) -> None:
    """Set the next day on which the owner is reminded of the last day, if there is one ahead."""
    last = capacity.valid_until
    ahead = [last - timedelta(days=days) for days in REMINDED_BEFORE] if last is not None else []
    capacity.remind_on = next((day for day in ahead if day > today), None)


def hold(capacity: Capacity, today: date) -> None:
    """Set until when a request can be held back."""
    capacity.objections_until = _held_until(capacity, today)


def earliest_last_day(capacity: Capacity, today: date) -> date:
    """Return the first last day that it may have: a request that is held is circulated for a day at least."""
    is_held = capacity.is_request and capacity.shown_at is None
    return _held_until(capacity, today) + timedelta(days=1) if is_held else today


def _held_until(capacity: Capacity, today: date) -> date:
    until = capacity.objections_until
    return until if until is not None and until >= today else add_working_days(today, WORKING_DAYS_HELD)


def ask_in_a_year(match: Match, today: date) -> None:
    """Set the day on which the delegation that asked is asked whether its need was met."""
    match.ask_on, match.asked_on = today + ASKED_AFTER, None
