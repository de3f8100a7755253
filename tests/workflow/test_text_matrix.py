"""Who may do what with a joint text in which state: by hand, compared with what the API offers and does."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from case_studies.models import Account, Delegation, Notification
from case_studies.operations.accounts.accounts import find_account
from case_studies.text_vocabulary import TextState
from case_studies.vocabulary import NotificationEvent, Role
from tests.support.api_client import Program, fine, refused
from tests.support.texts import ANOTHER, CLEARER, EDITOR, MEMBER, OTHER_EDITOR, WRITER, text_in
from tests.support.world import World

S = TextState
OFFICES = (None, EDITOR, OTHER_EDITOR, WRITER, CLEARER, MEMBER)
EDITORS = (EDITOR, OTHER_EDITOR)
FOCAL_POINTS = (WRITER,)
CSRF = re.compile(rb'name="csrf_token" value="[^"]*"')
ANSWER = {"align", "stand_aside"}

# state → offices → actions. Offices that are not named may do nothing.
MATRIX: dict[TextState, dict[tuple[str, ...], set[str]]] = {
    S.DRAFT: {EDITORS: {"circulate", "drop"}},
    S.UNDER_COMMENT: {EDITORS: {"drop"}, FOCAL_POINTS: {"comment"}},  # silence after the day for comments
    S.UNDER_SILENCE: {EDITORS: {"drop"}, FOCAL_POINTS: {"ask_to_break"}},
    S.SILENCE_BROKEN: {EDITORS: {"drop"}},  # silence again needs a new version
    S.AGREED: {EDITORS: {"drop"}, (*FOCAL_POINTS, CLEARER): ANSWER},  # nobody aligned yet
    S.DELIVERED: {},
    S.DROPPED: {},
}
READERS: dict[TextState, tuple[str | None, ...]] = {
    **dict.fromkeys(S, OFFICES[1:]),
    S.DRAFT: EDITORS,
    S.DELIVERED: OFFICES,
}


@pytest.mark.slow
@pytest.mark.parametrize("state", list(S))
def test_everybody_may_do_what_the_matrix_says(bare: World, state: TextState) -> None:
    text = text_in(bare, state)
    before = text.read()
    actions = {action for row in MATRIX.values() for allowed in row.values() for action in allowed}
    actions |= {"break_silence", "drop_break", "deliver"}
    for office in OFFICES:
        program = Program(bare, office)
        answer = program.get(text.address)
        assert answer.status_code == (200 if office in READERS[state] else 404), office
        allowed = next((found for offices, found in MATRIX[state].items() if office in offices), set())
        if answer.status_code == 200:
            assert set(answer.get_json()["actions"]) == allowed, office
        for action in sorted(actions - allowed):
            sent = {"action": action, "version": before["version"], **text.needs(action)}
            assert program.post(f"{text.address}/transitions", sent).status_code in (401, 403, 404, 409), (
                office,
                action,
            )
    assert text.read() == before


@pytest.mark.slow
def test_silence_begins_after_the_day_for_comments(bare: World) -> None:
    text = text_in(bare, S.DRAFT)
    for days in (0, 91):
        day = (text.today + timedelta(days=days)).isoformat()
        refused(text.act(EDITOR, "circulate", circulation={"comments_until": day}), 422, "comments_until")
    fine(text.act(EDITOR, "circulate"))
    text.wait(days=1)
    refused(text.act(EDITOR, "put_under_silence"), 409)
    assert text.read()["actions"] == ["drop"]
    text.wait(days=1)
    usual = text.needs("put_under_silence")["silence"]
    late = (text.today + timedelta(days=92)).isoformat()
    for day, says in (("9999-12-31", "90 days"), (late, "90 days"), ("0001-01-01", "24 hours")):
        for zone in ("America/New_York", "Asia/Tokyo"):
            silence = {**usual, "day": day, "hour": "23:59", "time_zone": zone}
            problem = refused(text.act(EDITOR, "put_under_silence", silence=silence), 422, "hour")
            assert says in problem["errors"]["hour"][0]
    fine(text.act(WRITER, "comment"))
    fine(text.act(EDITOR, "put_under_silence"))


@pytest.mark.slow
def test_silence_is_broken_by_two_persons_of_a_delegation_before_the_hour(bare: World) -> None:
    text = text_in(bare, S.UNDER_SILENCE)
    before = text.read(MEMBER)
    assert fine(text.act(WRITER, "ask_to_break"))["actions"] == ["drop_break"]
    assert text.read(MEMBER) == before, "nobody else learns that a delegation hesitates"
    assert text.read(CLEARER)["actions"] == ["break_silence", "drop_break"]
    for office in (WRITER, ANOTHER, EDITOR, "clearance.gha"):
        assert text.act(office, "break_silence").status_code == 403, office
    refused(text.act(WRITER, "ask_to_break"), 403)
    fine(text.act(CLEARER, "drop_break"))
    assert text.read(CLEARER)["breaks"] == []
    fine(text.act(WRITER, "ask_to_break"))
    fine(text.act(CLEARER, "break_silence"))
    (shown,) = text.read(MEMBER)["breaks"]
    assert (shown["delegation"]["id"], shown["paragraph"], shown["cleared_at"] is not None) == ("DEU", 2, True)
    assert text.wait(days=30) == 0
    refused(text.act(EDITOR, "put_under_silence"), 409)
    fine(text.change(paragraphs=[{"id": 1, "text": "We thank all those who serve."}]))
    assert text.read()["actions"] == ["put_under_silence", "drop"]
    fine(text.act(EDITOR, "put_under_silence"))


def test_a_break_that_nobody_can_clear_is_refused_before_it_is_lost(bare: World) -> None:
    text = text_in(bare, S.UNDER_SILENCE)
    with bare.platform.work.writing() as session:
        find_account(session, f"{CLEARER}@demo.example").active = False
        writer = find_account(session, f"{WRITER}@demo.example")
        writer.roles = [*writer.roles, Role.CLEARANCE_OFFICER]
    assert "admin" in refused(text.act(WRITER, "ask_to_break"), 409)["detail"]
    assert text.read(WRITER)["breaks"] == []
    with bare.platform.work.writing() as session:
        session.get_one(Delegation, "DEU").clears_itself = True
    fine(text.act(WRITER, "ask_to_break"))
    fine(text.act(WRITER, "break_silence"))


def test_who_drops_a_break_leaves_nothing_to_clear_but_what_others_ask(bare: World) -> None:
    text = text_in(bare, S.UNDER_SILENCE)
    for office, action in ((WRITER, "ask_to_break"), (ANOTHER, "ask_to_break"), (WRITER, "drop_break")):
        fine(text.act(office, action))
    asked = (Notification.event == NotificationEvent.TEXT_BREAK_TO_CLEAR) & Notification.read_at.is_(None)
    with bare.platform.work.reading() as session:
        waits = session.scalars(select(Account.email).join(Notification).where(asked)).all()
    assert waits == ["clearance.gha@demo.example"]


def test_after_the_hour_nobody_breaks_silence_even_if_the_worker_is_late(bare: World) -> None:
    text = text_in(bare, S.UNDER_SILENCE)
    fine(text.act(WRITER, "ask_to_break"))
    bare.clock.moment = text.hour()
    assert text.read(CLEARER)["actions"] == []
    refused(text.act(CLEARER, "break_silence"), 409)
    refused(text.act(ANOTHER, "ask_to_break"), 409)
    assert text.read()["state"] == S.UNDER_SILENCE
    assert text.wait() == 1
    assert text.read()["state"] == S.AGREED
    (lapsed,) = text.read(CLEARER)["breaks"]
    assert lapsed["cleared_at"] is None
    assert text.read(ANOTHER)["breaks"] == []


@pytest.mark.slow
def test_no_other_delegation_notices_an_answer_before_the_delivery(bare: World) -> None:
    first, second = text_in(bare, S.AGREED), text_in(bare, S.AGREED)
    browser, program = bare.browser(MEMBER), Program(bare, MEMBER)
    pages = ("/texts", first.address, second.address, "/search.atom?kind=text")

    def seen() -> list[bytes]:
        answers = [*(browser.get(page) for page in pages), *(program.get(page) for page in pages[:3])]
        assert {answer.status_code for answer in answers} == {200}
        return [CSRF.sub(b"", answer.data) for answer in answers]

    before = seen()
    for office, answer in ((WRITER, "align"), (ANOTHER, "stand_aside"), (ANOTHER, "align")):
        fine(first.act(office, answer))
        assert seen() == before, (office, answer)
    assert [one["id"] for one in first.read()["aligned"]] == ["DEU", "GHA"]


@pytest.mark.slow
def test_only_who_answered_is_aligned_and_named_after_the_delivery(bare: World) -> None:
    text = text_in(bare, S.AGREED)
    refused(text.act(EDITOR, "deliver"), 409)
    fine(text.act(WRITER, "align"))
    fine(text.act(ANOTHER, "stand_aside"))
    fine(text.act(ANOTHER, "align"))
    fine(text.act(ANOTHER, "stand_aside"))
    assert [text.read(office)["aligned"] for office in (WRITER, MEMBER)] == [None, None]
    history = f"{text.address}/history"
    assert "align" not in {entry["action"] for entry in fine(Program(bare, MEMBER).get(history))}
    usual = text.needs("deliver")["delivery"]
    wrong = {"speaker": ("speaker", ""), "symbol": ("link", ""), "event": ("event", "EV-2026-9999")}
    for field, (name, value) in {**wrong, "delivery.symbol": ("symbol", "a resolution")}.items():
        refused(text.act(EDITOR, "deliver", delivery={**usual, name: value}), 422, field)
    fine(text.act(EDITOR, "deliver"))
    public, member = text.read(None), text.read(MEMBER)
    assert [one["id"] for one in public["aligned"]] == ["DEU"]
    assert [one["id"] for one in member["stood_aside"]] == ["GHA"]
    hidden = ("version", "number", "languages", "stood_aside", "comments_until", "silence_until", "reason")
    assert {public[name] for name in hidden if not isinstance(public[name], list)} == {None}
    assert [public[name] for name in ("versions", "breaks", "orphans", "actions")] == [[], [], [], []]
    assert [entry["action"] for entry in fine(Program(bare, None).get(history))] == ["deliver"]
    assert {"align", "stand_aside"} <= {entry["action"] for entry in fine(Program(bare, MEMBER).get(history))}
