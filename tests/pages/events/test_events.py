"""The pages of events: announcing, taking part seen by the organiser only, moving, the outcome, list and month."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from case_studies.models import Notification
from case_studies.vocabulary import EventState, NotificationEvent, State
from tests.support.api_client import Program, fine, refused
from tests.support.events import EDITOR, OTHER, OUTCOME, WRITER, EventSteps, event_in
from tests.support.page_reader import link, read, words
from tests.support.sent_form import send
from tests.support.workflow_cases import case_in
from tests.support.world import World

LINKED = {
    "@type": "Event",
    "name": "Evacuation at night",
    "startDate": "2026-12-03T10:00:00+03:00",
    "endDate": "2026-12-03T12:30:00+03:00",
    "eventStatus": "https://schema.org/EventRescheduled",
    "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    "location": {"@type": "Place", "name": "Entebbe", "address": "Entebbe"},
}


def described(page: str) -> Any:
    """Return the description of an event for search engines in its page."""
    return json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])


@pytest.mark.slow
def test_an_editor_announces_moves_and_documents_with_forms(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    client = bare.browser(EDITOR)
    typed = {
        "title": "Evacuation at night",
        "event_kind": "workshop",
        "starts": "2026-12",
        "place": "Videoconference",
        "link": "https://meet.example.org/night",
        "about": case.reference.lower(),
        "documents": "Programme https://example.org/p\nA paper",
        "language": "en",
        "audience": "public",
        "attribution": "named_to_members",
    }
    page = send(client, "/events/new", "/events/new", **typed).location
    assert send(client, page, f"{page}/act/announce").status_code == 303
    assert "Confirm the event: The day of this event is open" in words(read(client, page))
    visitor = read(bare.visitor(), page)
    assert "December 2026, day open" in words(visitor)
    first = described(visitor)
    assert (first["startDate"], first["location"]) == ("2026-12", {"@type": "VirtualLocation", "url": first["@id"]})
    assert link(visitor, "Programme") == "https://example.org/p"
    assert case.reference not in visitor, "a case for members is nobody else's"
    assert case.reference in read(bare.browser(OTHER), page)
    kept = send(client, page, f"{page}/act/move", starts="2026-12-40", place="Gabiro")
    assert kept.status_code == 422
    assert "Gabiro" in kept.text
    times = {"from_hour": "10:00", "to_hour": "12:30", "time_zone": "Africa/Kampala", "note": "The hall is free."}
    assert send(client, page, f"{page}/act/move", starts="2026-12-03", place="Entebbe", **times).status_code == 303
    moved = words(read(bare.visitor(), page))
    assert "3 December 2026, 10:00–12:30 (Africa/Kampala)" in moved
    assert "Moved: The hall is free." in moved
    linked = described(read(client, page))
    assert linked == described(read(bare.visitor(), page))
    assert linked == {**linked, **LINKED, "@id": f"http://localhost{page}"}
    assert not any(words in str(linked) for words in ("meet.example.org", "Indonesia")), "only members learn these"
    assert send(client, page, f"{page}/act/confirm").status_code == 303
    assert "Evacuation at night" in words(read(bare.visitor(), "/events"))
    month = link(read(bare.visitor(), "/events/month?month=2026-11"), "December 2026")
    assert "10:00 Evacuation at night" in words(read(bare.visitor(), month))
    assert send(client, page, f"{page}/act/cancel", note="The hall is closed.").status_code == 303
    assert described(read(bare.visitor(), page))["eventStatus"] == "https://schema.org/EventCancelled"


@pytest.mark.slow
def test_only_the_organiser_learns_who_takes_part_and_who_comes_hears_of_a_move(bare: World) -> None:
    event = event_in(bare, EventState.ANNOUNCED)
    page, version = event.address, event.read()["version"]
    client = bare.browser(OTHER)
    assert send(client, page, f"{page}/act/take_part").status_code == 422
    assert "ld+json" not in read(client, page), "only what is public is described"
    assert send(client, page, f"{page}/act/take_part", attendance="online").status_code == 303
    assert "Italy" in words(read(bare.browser(WRITER), page))
    for office in ("focal-point.gha", "clearance.deu", EDITOR, "admin"):
        assert "Italy" not in words(read(bare.browser(office), page))
        seen = event.read(office)
        assert (seen["attendances"], seen["version"]) == (None, version), "not even a number"
        assert "take_part" not in str(fine(Program(bare, office).get(f"{page}/history")))
    assert event.read(OTHER)["own_answer"] == "online"
    assert event.read()["attendances"][0]["answer"] == "online"
    assert f"{event.reference}, in which you take part" not in words(read(client, "/inbox"))
    fine(event.act(WRITER, "move", "The room is taken.", moved_to={"place": "Geneva"}))
    assert f"{event.reference}, in which you take part, was moved" in words(read(client, "/inbox"))
    assert event.reference not in words(read(bare.browser("focal-point.gha"), "/inbox"))


@pytest.mark.slow
def test_what_came_of_it_is_asked_twice_and_is_on_the_desk(bare: World) -> None:
    event = event_in(bare, EventState.HELD)
    assert "What came of your events?" in words(read(bare.browser(WRITER), "/desk"))
    counts = [(event.wait(days), _times_asked(bare)) for days in (2, 1, 5, 6, 30)]
    assert counts == [(0, 0), (1, 1), (0, 1), (1, 2), (0, 2)]
    refused(event.act(WRITER, "document", outcome={"came_of_it": "One sentence."}), 422, "came_of_it")
    fine(event.act(WRITER, "document", outcome=OUTCOME))
    assert OUTCOME["came_of_it"] in words(read(bare.browser(OTHER), event.address))
    assert event.reference not in words(read(bare.browser(WRITER), "/desk"))


def _times_asked(world: World) -> int:
    asked = Notification.event == NotificationEvent.EVENT_OUTCOME_ASKED
    with world.platform.work.reading() as session:
        return session.scalar(select(func.count()).select_from(Notification).where(asked)) or 0


@pytest.mark.slow
def test_papers_change_without_clearance_and_the_rest_does_not(bare: World) -> None:
    event = event_in(bare, EventState.CONFIRMED)
    assert fine(event.change(agenda="One point."))["agenda"] == "One point."
    refused(event.change(title="Another meeting"), 409)
    refused(event.change(agenda="Stored as SECRET//REL."), 422, "agenda")
    draft = EventSteps(bare, starts="2026-12-03", ends=None)
    refused(draft.change(ends="2026-12-01", from_hour=None, to_hour=None), 422, "ends")
    refused(draft.change(time_zone="Mars/Olympus"), 422, "time_zone")
    refused(draft.change(starts="2026-12", from_hour="10:00"), 422, "from_hour")


@pytest.mark.slow
def test_the_desk_shows_the_next_three_that_the_office_did_not_decline(bare: World) -> None:
    titles = ["First of four", "Second of four", "Third of four", "Fourth of four"]
    events = [
        event_in(bare, EventState.ANNOUNCED, title=title, starts=f"2026-12-0{number}")
        for number, title in enumerate(titles, start=1)
    ]
    client = bare.browser(OTHER)
    assert [title for title in titles if title in words(read(client, "/desk"))] == titles[:3]
    fine(events[1].act(OTHER, "take_part", attendance="no"))
    assert [title for title in titles if title in words(read(client, "/desk"))] == [titles[0], *titles[2:]]
