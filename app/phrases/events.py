"""The labels of events, and when they are in words."""

from datetime import date, time

from babel.dates import format_interval
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.phrases.choices import choices as choices
from app.phrases.days import day
from app.phrases.labels import Labels
from app.phrases.time_zones import ZONES, zone_name
from case_studies.policy.event_release import ReleasedEvent
from case_studies.vocabulary import Attendance, Audience, EventAction, EventKind, EventState, EventTime

STATES: Labels = {
    EventState.DRAFT: _l("Draft"),
    EventState.IN_CLEARANCE: _l("In clearance"),
    EventState.ANNOUNCED: _l("Announced"),
    EventState.CONFIRMED: _l("Confirmed"),
    EventState.HELD: _l("Held"),
    EventState.DOCUMENTED: _l("Documented"),
    EventState.CANCELLED: _l("Cancelled"),
    EventState.WITHDRAWN: _l("Withdrawn"),
}

KINDS: Labels = {
    EventKind.GROUP_MEETING: _l("Meeting of a group"),
    EventKind.OPEN_DEBATE: _l("Open debate of the Security Council"),
    EventKind.COUNCIL_MEETING: _l("Meeting of the Security Council"),
    EventKind.C34_SESSION: _l("Session of the Special Committee (C-34)"),
    EventKind.SUMMIT: _l("Summit"),
    EventKind.MINISTERIAL: _l("Ministerial meeting"),
    EventKind.CONFERENCE: _l("Conference"),
    EventKind.SYMPOSIUM: _l("Symposium"),
    EventKind.WORKSHOP: _l("Workshop"),
    EventKind.SEMINAR: _l("Seminar"),
    EventKind.EXERCISE: _l("Exercise"),
    EventKind.ACTIVITY: _l("Training or other activity"),
    EventKind.DAY: _l("Day of observance"),
    EventKind.PUBLICATION: _l("Publication"),
    EventKind.DECISION: _l("Decision"),
}

ACTIONS: Labels = {
    EventAction.ANNOUNCE: _l("Announce the event"),
    EventAction.TAKE_BACK: _l("Take back"),
    EventAction.CLEAR: _l("Clear and announce"),
    EventAction.SEND_BACK: _l("Send back"),
    EventAction.CONFIRM: _l("Confirm the event"),
    EventAction.MOVE: _l("Move the event"),
    EventAction.CANCEL: _l("Cancel the event"),
    EventAction.TAKE_PART: _l("Send the answer"),
    EventAction.DOCUMENT: _l("Write what came of it"),
    EventAction.WITHDRAW: _l("Withdraw the event"),
}

CONSEQUENCES: Labels = {
    EventAction.SEND_BACK: _l("The event becomes a draft again. Its organiser reads the reason."),
    EventAction.CANCEL: _l("The page stays, with the reason. Calendars show the event as cancelled for a year."),
    EventAction.MOVE: _l(
        "Offices that take part are notified. Calendars show the new time. Everybody reads the reason."
    ),
    EventAction.WITHDRAW: _l(
        "For an event that should not have been announced. It disappears for everybody else at once, also from "
        "calendars. This can’t be undone."
    ),
}

ANSWERS: Labels = {
    Attendance.YES: _l("Yes, in the room"),
    Attendance.ONLINE: _l("Yes, online"),
    Attendance.NO: _l("No"),
}

FIELDS: Labels = {
    "came_of_it": _l("What came of it"),
    "asked_of_members": _l("What members are asked"),
    "agenda": _l("Agenda"),
    "place": _l("Place"),
    "organised_by": _l("Held by"),
    "documents": _l("Documents"),
}
"""The texts that search finds, besides the concept note."""

AUDIENCES: Labels = {
    Audience.MEMBERS: _l("Members only (TLP:GREEN)"),
    Audience.PUBLIC: _l("Everybody (TLP:CLEAR)"),
}

TIMES: Labels = {
    EventTime.COMING: _l("Coming"),
    EventTime.PAST: _l("Past"),
}


def zone_choices(stored: str) -> list[tuple[str, str]]:
    """Return the time zones of the form, with the one that is stored."""
    return [(zone, zone_name(zone) or str(_("No hour"))) for zone in dict.fromkeys(["", *ZONES, stored])]


def when(event: ReleasedEvent) -> str:
    """Return when an event is, as precisely as it is known."""
    if event.first_day is None:
        return str(_("Day not known yet"))
    if event.day_open:
        said = _("%(month)s, day not known") if event.is_over else _("%(month)s, day open")
        return str(said % {"month": month_name(event.first_day)})
    days = day(event.first_day) if event.last_day is None else _days(event.first_day, event.last_day)
    hours = local_hours(event)
    return f"{days}, {hours}" if hours else days


def local_hours(event: ReleasedEvent) -> str:
    """Return the hours with their zone, such as `10:00–12:30 (America/New_York)`; empty if they are not known."""
    if event.from_hour is None:
        return ""
    hours = "–".join(_hour(hour) for hour in (event.from_hour, event.to_hour) if hour is not None)
    return f"{hours} ({zone_name(event.time_zone)})"


def month_name(month: date) -> str:
    """Return a month as March 2027."""
    return str(format_date(month, "LLLL y"))


def _days(first: date, last: date) -> str:
    return str(format_interval(first, last, "yMMMMd", locale=get_locale() or "en"))


def _hour(hour: time) -> str:
    return f"{hour:%H:%M}"


def weekday_name(of: date) -> str:
    """Return the short name of the day of the week."""
    return str(format_date(of, "EEE"))
