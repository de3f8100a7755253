"""The calendar feeds, read with icalendar and vobject: times, sequences, cancellations, a secret address, no guests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from tests.support.api_client import fine
from tests.support.events import OTHER, WRITER, EventSteps
from tests.support.page_reader import read
from tests.support.sent_form import send
from tests.support.world import World

EDITOR = "editor.bra"


def _announced(world: World, **values: Any) -> EventSteps:
    event = EventSteps(world, writer=EDITOR, audience="public", **values)
    fine(event.act(EDITOR, "announce"))
    return event


def _events(content: bytes) -> dict[str, Any]:
    """Return the events of a calendar by their references."""
    calendar = Calendar.from_ical(content)
    assert not calendar.walk("VTIMEZONE"), "times are in UTC"
    others = [str(event.uid.value) for event in vobject.readOne(content.decode()).contents.get("vevent", [])]
    assert others == [str(event["UID"]) for event in calendar.walk("VEVENT")], "a second reader finds the same"
    return {str(event["UID"]).split("@")[0]: event for event in calendar.walk("VEVENT")}


@pytest.mark.slow
def test_a_calendar_changes_only_with_its_events_and_says_no_more_than_is_known(bare: World) -> None:
    hour = _announced(bare, starts="2027-03-14", from_hour="01:30", to_hour="03:30", time_zone="America/New_York")
    days = _announced(bare, starts="2027-05-12", ends="2027-05-14", from_hour=None, to_hour=None, time_zone=None)
    month = _announced(bare, starts="2027-06", from_hour=None, to_hour=None, time_zone=None)
    client = bare.visitor()
    answer = client.get("/calendar.ics")
    assert answer.mimetype == "text/calendar"
    found = _events(answer.data)
    assert month.reference not in found, "nobody chose a day"
    timed, whole = found[hour.reference], found[days.reference]
    assert (timed.decoded("DTSTART"), timed.decoded("DTEND")) == (
        datetime(2027, 3, 14, 6, 30, tzinfo=UTC),
        datetime(2027, 3, 14, 7, 30, tzinfo=UTC),
    ), "the clocks go forward in between"
    assert "01:30–03:30 (America/New York)" in timed["DESCRIPTION"]
    assert (whole.decoded("DTSTART"), whole.decoded("DTEND")) == (date(2027, 5, 12), date(2027, 5, 15))
    assert (timed["SEQUENCE"], timed["STATUS"]) == (0, "TENTATIVE")

    bare.clock.moment += timedelta(days=1)
    fine(hour.act(OTHER, "take_part", attendance="yes"))
    fine(hour.change(agenda="One point."))
    again = client.get("/calendar.ics")
    assert again.data == answer.data, "nothing changed that a calendar shows"
    assert client.get("/calendar.ics", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert b"ATTENDEE" not in again.data
    assert b"meet.example.org" not in again.data

    fine(hour.act(EDITOR, "move", "Another day.", moved_to={"starts": "2027-03-15"}))
    fine(days.act(EDITOR, "cancel", "No money."))
    moved = _events(client.get("/calendar.ics").data)
    assert (moved[hour.reference]["UID"], moved[hour.reference]["SEQUENCE"]) == (timed["UID"], 1)
    assert (moved[days.reference]["STATUS"], moved[days.reference]["SEQUENCE"]) == ("CANCELLED", 1)
    assert moved[hour.reference].decoded("DTSTAMP") > timed.decoded("DTSTAMP")
    bare.clock.moment += timedelta(days=360)
    assert days.reference in _events(client.get("/calendar.ics").data)
    bare.clock.moment += timedelta(days=10)
    assert days.reference not in _events(client.get("/calendar.ics").data), "kept for a year"


def test_the_address_of_the_members_calendar_is_shown_once_and_can_be_revoked(bare: World) -> None:
    event = EventSteps(bare, writer=EDITOR, title="For members")
    fine(event.act(EDITOR, "announce"))
    assert event.reference not in _events(bare.visitor().get("/calendar.ics").data)
    client = bare.browser(WRITER)
    shown = send(client, "/account/calendar", "/account/calendar").text
    path = "/calendar/" + shown.split("/calendar/", 1)[1].split("<", 1)[0]
    assert path not in read(client, "/account/calendar")
    assert event.reference in _events(bare.visitor().get(path).data)
    other = send(client, "/account/calendar", "/account/calendar").text
    assert bare.visitor().get(path).status_code == 404, "a new address ends the one before"
    path = "/calendar/" + other.split("/calendar/", 1)[1].split("<", 1)[0]
    assert bare.visitor().get(path).status_code == 200
    send(client, "/account/calendar", "/account/calendar/revoke")
    assert bare.visitor().get(path).status_code == 404
