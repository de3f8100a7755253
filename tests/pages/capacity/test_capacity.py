"""The pages of offers, requests and matches: forms, who learns who asks, what would be repeated, what fits."""

import pytest
from sqlalchemy import select

from case_studies.capacity_states import CapacityState, MatchState
from case_studies.models import Account, Notification
from case_studies.operations.accounts.accounts import add_account
from case_studies.vocabulary import NotificationEvent, Role
from tests.support.api_client import Program, fine, refused
from tests.support.capacity import (
    ASKER,
    ASKERS_OFFICER,
    DELIVERY,
    EDITOR,
    OTHER,
    PROVIDER,
    REPORT,
    CapacitySteps,
    Waiting,
    capacity_in,
    match_in,
)
from tests.support.page_reader import read, statements, words
from tests.support.sent_form import send
from tests.support.world import World

TYPED = {
    "title": "Instructors for search teams",
    "support_kind": "training",
    "details": "A unit learns to search roads.",
    "themes": ["EXP-SEARCH"],
    "level": "instructor",
    "languages": ["fr"],
    "ends": "2027-03-31",
    "quantity": "12",
    "valid_until": "2027-03-31",
    "language": "en",
    "attribution": "unnamed",
    "audience": "members",
}


@pytest.mark.slow
def test_a_request_becomes_a_match_with_forms_and_nobody_learns_who_asks_before(bare: World) -> None:
    offer = capacity_in(bare, CapacityState.POSTED, PROVIDER)
    asker, provider = bare.browser(ASKER), bare.browser(PROVIDER)
    for quantity in ("many", "²", "9" * 5000):
        kept = send(asker, "/requests/new", "/requests/new", **{**TYPED, "quantity": quantity})
        assert kept.status_code == 422
    assert "A unit learns to search roads." in kept.text
    page = send(asker, "/requests/new", "/requests/new", **TYPED).location
    assert "https://pcrs.un.org" in read(asker, page)
    assert send(asker, page, f"{page}/act/post").status_code == 303
    assert send(bare.browser(ASKERS_OFFICER), page, f"{page}/act/clear").status_code == 303
    assert "unless you hold it back" in words(read(asker, page))
    assert provider.get(page).status_code == 404
    Waiting(bare).wait(8)
    asker, provider = bare.browser(ASKER), bare.browser(PROVIDER)  # their sessions have ended
    seen = words(read(provider, page))
    assert "Ghana" not in seen
    assert offer.reference in seen
    assert "training, before 31 March 2027, in Français" in seen
    assert "Differs: needs a qualification or certificate" in seen
    begun = send(provider, page, f"{page}/interest", offer=offer.reference).location
    assert send(provider, page, f"{page}/interest", offer=offer.reference).status_code == 409
    assert "Ghana" not in words(read(provider, begun))
    assert "Germany" in words(read(asker, begun))
    assert send(asker, begun, f"{begun}/posts", text="How long is the course?").status_code == 303
    assert "A troop-contributing country, which asks" in words(read(provider, begun))
    assert send(asker, begun, f"{begun}/act/choose").status_code == 303
    assert "Ghana" in words(read(provider, begun))
    assert bare.browser(OTHER).get(begun).status_code == 404
    assert send(provider, begun, f"{begun}/act/deliver", quantity="").status_code == 422
    days = {"delivered_from": "2027-02-01", "delivered_until": "2027-03-12"}
    assert send(provider, begun, f"{begun}/act/deliver", quantity="12 seats", **days).status_code == 303
    assert "Deliveries to confirm" in words(read(asker, "/desk"))
    assert send(asker, begun, f"{begun}/act/confirm_delivery").status_code == 303
    assert send(asker, begun, f"{begun}/act/report", outcome="Ten teach.", again="yes").status_code == 303
    assert "Ten teach." not in words(read(provider, begun))
    assert send(provider, begun, f"{begun}/act/report", not_measured="yes", again="no").status_code == 303
    assert "Ten teach." in words(read(provider, begun))
    Waiting(bare).wait(366)
    assert send(bare.browser(ASKER), begun, f"{begun}/act/answer_year", need_met="met").status_code == 303
    assert "the need was: met" in words(read(bare.browser(PROVIDER), begun))


def test_an_offer_that_would_be_repeated_is_shown_before_it_is_posted(bare: World) -> None:
    posted = capacity_in(bare, CapacityState.POSTED, PROVIDER)
    same, other = CapacitySteps(bare, PROVIDER), CapacitySteps(bare, PROVIDER, support_kind="equipment")
    assert (same.read()["doubles"], other.read()["doubles"]) == ([posted.reference], [])
    assert "It would repeat an offer that is posted" in words(read(bare.browser(PROVIDER), same.address))


def test_what_is_refused(bare: World) -> None:
    request = CapacitySteps(bare)
    refused(
        Program(bare, ASKER).patch(request.address, {"audience": "public", "version": request.read()["version"]}),
        422,
        "audience",
    )
    named = CapacitySteps(bare, title="Instructors for Ghana", places=["GHA"])
    assert set(named.act(ASKER, "post").get_json()["errors"]) == {"title", "places"}
    patch = {"languages": ["fr", "fr"], "prerequisites": ["standard"] * 900, "version": request.read()["version"]}
    changed = fine(Program(bare, ASKER).patch(request.address, patch))
    assert (changed["languages"], changed["prerequisites"]) == (["fr"], ["standard"])
    unknown = {"languages": ["fr", "none"], "prerequisites": ["none"], "version": changed["version"]}
    refused(Program(bare, ASKER).patch(request.address, unknown), 422, "languages", "prerequisites")
    for_members = {"audience": "public", "attribution": "named_to_members"}
    public = CapacitySteps(bare, PROVIDER, title="A course in Germany", **for_members)
    refused(public.act(PROVIDER, "post"), 422, "title")
    late = CapacitySteps(bare, valid_until="2029-01-01")
    refused(late.act(ASKER, "post"), 422, "valid_until")
    circulated = capacity_in(bare, CapacityState.CIRCULATED)
    body = {"request": circulated.reference}
    assert Program(bare, EDITOR).post("/matches", body).status_code == 403, "an editor needs an offer"
    assert Program(bare, ASKER).post("/matches", body).status_code == 403, "not with itself"
    assert Program(bare, OTHER).post("/matches", body).status_code == 403
    fine(Program(bare, PROVIDER).post("/matches", body), 201)


@pytest.mark.slow
def test_no_refusal_of_a_talk_says_who_asks_or_who_offers(bare: World) -> None:
    match = match_in(bare, MatchState.TALKING)
    request, third = match.request.reference, Program(bare, "focal-point.bgd")
    of_asker = capacity_in(bare, CapacityState.POSTED, ASKER, side="offers", attribution="unnamed")
    offers = (of_asker.reference, match.offer.reference)
    answers = [third.post("/matches", {"request": request, "offer": offer}) for offer in offers]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].get_json() == answers[1].get_json()
    unnamed = capacity_in(bare, CapacityState.POSTED, PROVIDER, attribution="unnamed")
    sent = {"request": request, "offer": unnamed.reference}
    begun = fine(Program(bare, ASKER).post("/matches", sent), 201)
    assert "DEU" not in str(begun["offering"])
    assert Program(bare, ASKER).post("/matches", sent).status_code == 409
    named = {"request": request, "offer": match.offer.reference}
    assert Program(bare, ASKER).post("/matches", named).status_code == 409


def test_a_talk_and_a_choice_are_about_what_others_read_and_what_is_valid(bare: World) -> None:
    match, held = match_in(bare, MatchState.TALKING), capacity_in(bare, CapacityState.POSTED)
    sent = {"request": held.reference, "offer": match.offer.reference}
    refused(Program(bare, ASKER).post("/matches", sent), 409)
    assert "choose" in match.read(ASKER)["actions"]
    fine(match.offer.act(PROVIDER, "withdraw"))
    assert "choose" not in match.read(ASKER)["actions"]
    refused(match.act(ASKER, "choose"), 409)
    assert "The offer has lapsed or was withdrawn." in words(read(bare.browser(ASKER), match.address))


def test_an_editor_of_a_side_that_ends_a_match_notifies_both_sides(bare: World) -> None:
    match = match_in(bare, MatchState.TALKING)
    with bare.platform.work.writing() as session:
        add_account(session, "editor.deu@demo.example", "DEU", [Role.EDITOR], office="Editor")
    fine(match.act("editor.deu", "end"))
    with bare.platform.work.reading() as session:
        about = select(Notification.account_id).where(Notification.event == NotificationEvent.MATCH_ENDED)
        ended = {session.get_one(Account, number).email for number in session.scalars(about)}
    assert ended == {f"{office}@demo.example" for office in (ASKER, PROVIDER)}


@pytest.mark.slow
def test_the_list_of_matches_costs_the_same_for_more_of_them(bare: World) -> None:
    match_in(bare, MatchState.TALKING)
    with statements(bare) as of_one:
        fine(Program(bare, ASKER).get("/matches"))
    match_in(bare, MatchState.TALKING)
    with statements(bare) as of_two:
        fine(Program(bare, ASKER).get("/matches"))
    assert len(of_one) == len(of_two)


@pytest.mark.slow
def test_a_delivery_is_reported_again_if_the_other_side_disagrees(bare: World) -> None:
    match = match_in(bare, MatchState.UNDER_WAY)
    fine(match.act(ASKER, "deliver", delivery={**DELIVERY, "quantity": "10 of 12 seats"}))
    assert match.act(ASKER, "confirm_delivery").status_code == 403
    fine(match.act(PROVIDER, "confirm_delivery"))
    refused(match.act(PROVIDER, "report", report={**REPORT, "outcome": ""}), 422, "outcome")
    refused(match.act(PROVIDER, "report", report=REPORT, note="A note."), 422, "note")
    assert fine(match.act(PROVIDER, "report", report=REPORT))["quantity"] == "10 of 12 seats"
