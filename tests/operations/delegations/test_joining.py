"""Joining: a proved mailbox, the yes of all co-chairs or ten working days of silence, and the invitation."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from case_studies.errors import NotAllowed
from case_studies.models import Application, Delegation
from case_studies.operations.audit import verify_history
from case_studies.operations.delegations import applications as co_chairs
from case_studies.operations.delegations.applications import add_working_days, settle_applications
from case_studies.vocabulary import ApplicationState, Role, Standing
from tests.support.api_client import Program, fine
from tests.support.crawl import check_markup
from tests.support.mailbox import ADDRESS, Post
from tests.support.offices import actor_of
from tests.support.page_reader import open_page, read, words
from tests.support.world import START, World, csrf

EDITORS = ("editor.idn", "editor.bra", "editor.rwa", "editor.chn")
MAILBOX = "pko@nzl-mission.example"
PASSWORD = "nine plain words in a row"
FORM = {
    "code": "NZL",
    "standing": "member",
    "mailbox": MAILBOX,
    "office": "Military adviser",
    "letter_reference": "NV 12/2026",
    "letter_date": (START.date() - timedelta(days=3)).isoformat(),
    "contributions": ["police"],
}


def apply(world: World, **changes: Any) -> int:
    client = world.visitor()
    return client.post("/join", data={**FORM, **changes, **csrf(client, "/join")}).status_code


def mailed(post: Post, path: str, recipient: str = MAILBOX) -> str:
    """Return the last link of this kind in the mails to a mailbox."""
    while post.send():
        pass
    texts = "\n".join(mail.text for mail in post.server.taken if mail.recipient == recipient)
    found = re.findall(rf"{ADDRESS}({path}\S+)", texts)
    assert found, texts
    return str(found[-1])


def send(client: FlaskClient, url: str, **data: str) -> int:
    return client.post(url, data={**data, **csrf(client)}).status_code


def state_of(world: World) -> tuple[ApplicationState, Standing | None]:
    with world.platform.work.reading() as session:
        row = session.scalars(select(Application)).one()
        delegation = session.get(Delegation, "NZL")
        return row.state, delegation.standing if delegation is not None else None


@pytest.fixture
def applied(post: Post) -> Post:
    """A platform to which New Zealand has applied."""
    assert apply(post.world) == 303
    assert send(post.world.visitor(), mailed(post, "/join/proof/")) == 200
    return post


@pytest.mark.slow
def test_from_the_public_page_to_the_desk_of_the_new_office(post: Post) -> None:
    world = post.world
    check_markup("/join", read(world.visitor(), "/join"))
    assert apply(world) == 303
    assert state_of(world) == (ApplicationState.UNPROVED, None), "nobody proved the mailbox"
    link, visitor = mailed(post, "/join/proof/"), world.visitor()
    assert visitor.get(link).status_code == 200
    assert state_of(world)[0] == ApplicationState.UNPROVED, "a program that opens links proves nothing"
    assert (send(visitor, link), send(visitor, link)) == (200, 404), "the link works once"
    assert state_of(world) == (ApplicationState.APPLIED, Standing.APPLICANT)
    for office in EDITORS:
        client = world.browser(office)
        assert "/applications" in read(client, "/inbox")
        check_markup("/applications", read(client, "/applications"))
        assert send(client, "/applications/1/support") == 303, "one click"
    assert state_of(world) == (ApplicationState.ACCEPTED, Standing.MEMBER)
    link = mailed(post, "/sign-in/password/")
    assert send(visitor, link, new=PASSWORD, again=PASSWORD) == 303
    assert actor_of(world, MAILBOX).roles == {Role.FOCAL_POINT}
    record = words(read(world.browser(MAILBOX, PASSWORD), "/delegations/NZL/record"))
    for piece in ("Police (declared by the delegation)", "Applied to join", "Application accepted", "NV 12/2026"):
        assert piece in record
    with world.platform.work.reading() as session:
        assert verify_history(session) == []


@pytest.mark.slow
@pytest.mark.parametrize(("choice", "is_known"), [({"is_public": "yes"}, True), ({}, False)])
def test_the_application_says_whether_everybody_may_know_of_the_membership(
    post: Post, choice: dict[str, str], is_known: bool
) -> None:
    world = post.world
    assert apply(world, **choice) == 303
    assert send(world.visitor(), mailed(post, "/join/proof/")) == 200
    seen = words(read(world.browser("editor.bra"), "/applications"))
    assert ("everybody may know of it" in seen, "only members know of it" in seen) == (is_known, not is_known)
    for office in EDITORS:
        send(world.browser(office), "/applications/1/support")
    assert ("New Zealand" in words(read(world.visitor(), "/about"))) == is_known


@pytest.mark.slow
def test_an_application_is_a_row_of_the_desk_until_its_co_chair_answers(applied: Post) -> None:
    world, row = applied.world, "Apply to join the Group"
    for office in EDITORS:
        page = open_page(world.browser(office), "/desk")
        check_markup("/desk", page.html)
        region = page.one("region", row)
        assert "accepted without objection after 16 November 2026" in region.words
        assert region.one("link", "Support or ask : New Zealand").href == "/applications#application-1"
        (sent,) = fine(Program(world, office).get("/desk"))["applications"]
        assert (sent["id"], sent["delegation"], sent["accepted_after"]) == (1, "NZL", "2026-11-16")
    for office in ("focal-point.gha", "admin"):
        assert row not in open_page(world.browser(office), "/desk").words
    assert send(world.browser("editor.bra"), "/applications/1/support") == 303
    assert send(world.browser("editor.idn"), "/applications/1/ask", **{"question-1": "Which unit?"}) == 303
    on_desk = {office: row in open_page(world.browser(office), "/desk").words for office in EDITORS}
    assert on_desk == {"editor.idn": False, "editor.bra": False, "editor.rwa": True, "editor.chn": True}


def test_silence_for_ten_working_days_is_consent(applied: Post) -> None:
    work = applied.world.platform.work
    last_day = add_working_days(START.date(), 10)
    assert last_day == date(2026, 11, 16), "two weekends are in between"
    applied.world.clock.moment = START + (last_day - START.date())
    assert settle_applications(work) == 0, "the tenth day has not ended"
    applied.later(days=1)
    assert [settle_applications(work), settle_applications(work)] == [1, 0]
    assert state_of(applied.world) == (ApplicationState.ACCEPTED, Standing.MEMBER)
    assert mailed(applied, "/sign-in/password/")


@pytest.mark.slow
def test_a_question_holds_it_up_until_it_is_answered_and_the_days_begin_again(applied: Post) -> None:
    world = applied.world
    asking = world.browser("editor.bra")
    assert send(asking, "/applications/1/ask", **{"question-1": ""}) == 422
    assert send(asking, "/applications/1/ask", **{"question-1": "Which unit?"}) == 303
    applied.later(days=40)
    assert settle_applications(world.platform.work) == 0, "a question is open"
    link = mailed(applied, "/join/answer/")
    visitor = world.visitor()
    assert "Which unit?" in words(read(visitor, link))
    assert send(visitor, link) == 422
    assert send(visitor, link, **{"answer-1": "An engineer company."}) == 200
    assert visitor.get(link).status_code == 404
    assert "An engineer company." in words(read(world.browser("editor.rwa"), "/applications"))
    assert settle_applications(world.platform.work) == 0, "the co-chairs read the answer first"
    applied.later(days=16)
    assert settle_applications(world.platform.work) == 1


def test_the_reason_of_a_deferral_is_the_co_chairs_alone(applied: Post) -> None:
    world = applied.world
    client = world.browser("editor.bra")
    assert send(client, "/applications/1/defer", **{"reason-1": ""}) == 422
    assert send(client, "/applications/1/defer", **{"reason-1": "Capital is undecided"}) == 303
    assert state_of(world) == (ApplicationState.DEFERRED, Standing.APPLICANT)
    assert "Capital is undecided" in words(read(world.browser("editor.rwa"), "/applications"))
    assert "Capital is undecided" not in words(read(world.browser("admin"), "/applications"))
    while applied.send():
        pass
    texts = [mail.text for mail in applied.server.taken if mail.recipient == MAILBOX]
    assert any("deferred" in text for text in texts)
    assert not any("undecided" in text for text in texts)
    assert send(world.browser("editor.rwa"), "/applications/1/support") == 409
    assert apply(world) == 303, "it may apply again"


def test_only_editors_of_co_chairs_answer(applied: Post) -> None:
    world = applied.world
    with world.platform.work.writing() as session:
        session.get_one(Delegation, "BRA").standing = Standing.MEMBER
    for office in ("editor.bra", "admin", "focal-point.gha"):
        with pytest.raises(NotAllowed), world.platform.work.writing() as session:
            co_chairs.support(session, world.actor(office), 1)
    assert world.browser("focal-point.gha").get("/applications").status_code == 403
    assert state_of(world)[0] == ApplicationState.APPLIED


def test_an_application_does_not_reveal_who_takes_part(post: Post) -> None:
    """Ghana's membership shows in nothing that an outsider gets. The co-chairs see it."""
    assert apply(post.world, code="GHA") == apply(post.world, mailbox="other@nzl-mission.example") == 303
    visitor = post.world.visitor()
    assert send(visitor, mailed(post, "/join/proof/")) == 200
    page = words(read(post.world.browser("editor.bra"), "/applications"))
    assert "takes part already" in page
    assert send(post.world.browser("editor.bra"), "/applications/1/support") == 409
    post.later(days=30)
    assert settle_applications(post.world.platform.work) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"code": "XXX"},
        {"mailbox": "nobody"},
        {"letter_reference": ""},
        {"letter_date": "2030-01-01"},
        {"letter_date": ""},
        {"standing": "co_chair"},
        {"office": ""},
    ],
)
def test_what_is_missing_or_wrong_is_refused_and_nothing_is_mailed(post: Post, changes: dict[str, str]) -> None:
    assert apply(post.world, **changes) == 422
    assert post.mails() == []


def test_an_unproved_application_is_forgotten(post: Post) -> None:
    assert apply(post.world) == 303
    link = mailed(post, "/join/proof/")
    post.later(days=2, minutes=1)
    assert send(post.world.visitor(), link) == 404
    settle_applications(post.world.platform.work)
    with post.world.platform.work.reading() as session:
        assert session.scalars(select(Application)).all() == []
    assert post.mails() == []
