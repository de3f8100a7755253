"""Writing when an event is: as precisely as it is known, and not more so."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from case_studies.errors import N_, Incomplete
from case_studies.models import Event
from case_studies.workflow.event_dates import end_of

DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
WHEN = ("starts", "ends", "from_hour", "to_hour", "time_zone")
NO_DAY = N_("Give a day such as 2027-05-12, or a month such as 2027-05.")


def write_when(event: Event, values: Mapping[str, Any]) -> None:
    """Write the values that are given; the others stay. Raises Incomplete by field."""
    if not any(name in values for name in WHEN):
        return
    if "starts" in values:
        event.first_day, event.day_open = read_day(values["starts"], "starts")
    if "ends" in values:
        event.last_day, is_month = read_day(values["ends"], "ends")
        if is_month:
            raise Incomplete({"ends": [N_("Give the last day, or leave it out.")]})
    for name in ("from_hour", "to_hour"):
        if name in values:
            setattr(event, name, time.fromisoformat(values[name]) if values[name] else None)
    if "time_zone" in values:
        event.time_zone = read_zone(values["time_zone"])
    _tidy(event)
    _check(event)
    event.ends_at = end_of(event)


def read_day(text: str | None, field: str) -> tuple[date | None, bool]:
    """Return the day, or the first day of a month, and whether it is a month. Raises Incomplete."""
    if not text:
        return None, False
    found = DAY.fullmatch(text)
    try:
        year, month, day = found.groups() if found is not None else ("", "", "")
        return date(int(year), int(month), int(day or 1)), not day
    except ValueError:
        raise Incomplete({field: [NO_DAY]}) from None


def read_zone(name: str | None) -> str | None:
    """Return the name of a time zone. Raises Incomplete for one that is not in the list of IANA."""
    try:
        return ZoneInfo(name).key if name else None
    except (KeyError, ValueError, OSError):
        raise Incomplete(
            {"time_zone": [N_("Choose a time zone of the list of IANA, such as America/New_York.")]}
        ) from None


def _tidy(event: Event) -> None:
    """Leave out what says nothing: a last day that is the first, a zone without an hour."""
    if event.last_day == event.first_day:
        event.last_day = None
    if event.from_hour is None and event.to_hour is None:
        event.time_zone = None


def _check(event: Event) -> None:
    wrong: dict[str, list[str]] = {}
    if event.first_day is None and event.last_day is not None:
        wrong["starts"] = [NO_DAY]
    elif event.last_day is not None and (event.day_open or event.last_day < (event.first_day or event.last_day)):
        wrong["ends"] = [N_("The last day comes after the first, which has to be known.")]
    if event.from_hour is not None or event.to_hour is not None:
        wrong |= _wrong_hours(event)
    if wrong:
        raise Incomplete(wrong)


def _wrong_hours(event: Event) -> dict[str, list[str]]:
    if event.first_day is None or event.day_open or event.last_day is not None:
        return {"from_hour": [N_("Only an event of one day has hours. Write those of several days into the agenda.")]}
    if event.time_zone is None:
        return {"time_zone": [N_("Say in which time zone the hours are.")]}
    if event.from_hour is None or (event.to_hour is not None and event.to_hour <= event.from_hour):
        return {"to_hour": [N_("The event ends after it begins.")]}
    return {}
