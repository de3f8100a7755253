"""The inbox: each person's own, the newest first; a look changes nothing; the count is in the header."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import event, func, select
from sqlalchemy import update as change

from case_studies.models import Mail, Notification
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine, refused
from tests.support.page import Page
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in
from tests.support.world import World, csrf


def clearances(world: World, count: int) -> None:
    for _ in range(count):
        Steps.start(world).act(Action.REQUEST_CLEARANCE, WRITER)


def header_count(world: World, office: str) -> int:
    page = world.browser(office).get("/about").get_data(as_text=True)
    found = re.search(r'class="inbox-count">(\d+)<', page)
    return int(found[1]) if found else 0


@pytest.mark.slow
def test_the_count_goes_down_by_buttons_not_by_looks(bare: World) -> None:
    clearances(bare, 3)
    officer = bare.browser(OFFICER)
    assert header_count(bare, OFFICER) == 3
    officer.get("/inbox")
    assert header_count(bare, OFFICER) == 3
    officer.post("/inbox/read", data={"notice": 1, **csrf(officer, "/inbox")})
    assert header_count(bare, OFFICER) == 2
    officer.post("/inbox/read", data=csrf(officer, "/inbox"))
    assert header_count(bare, OFFICER) == 0
    assert "Mark all as read" not in officer.get("/inbox").get_data(as_text=True)


def test_nobody_reads_or_marks_notifications_of_others(bare: World) -> None:
    clearances(bare, 1)
    writer = bare.browser(WRITER)
    assert "waits for clearance" not in writer.get("/inbox").get_data(as_text=True)
    writer.post("/inbox/read", data={"notice": 1, **csrf(writer, "/inbox")})
    fine(Program(bare, WRITER).post("/notices/read", {"notices": [1]}))
    assert header_count(bare, OFFICER) == 1
    assert bare.visitor().get("/inbox").status_code == 303


@pytest.mark.slow
def test_the_number_of_a_notification_says_nothing_of_those_of_others(bare: World) -> None:
    clearances(bare, 2)
    other = Steps.start(bare, "focal-point.deu")  # whose officer is notified in between
    other.act(Action.REQUEST_CLEARANCE, "focal-point.deu")
    clearances(bare, 1)
    for office, numbers in ((OFFICER, [3, 2, 1]), ("clearance.deu", [1])):
        assert [item["id"] for item in fine(Program(bare, office).get("/notices"))["items"]] == numbers
        page = Page(bare.browser(office).get("/inbox").get_data(as_text=True))
        assert [field.value for field in page.css("input[name=notice]")] == [str(number) for number in numbers]
    fine(Program(bare, OFFICER).post("/notices/read", {"notices": [1]}))
    with bare.platform.work.reading() as session:
        read = session.scalars(select(Notification.id).where(Notification.read_at.is_not(None))).all()
        assert list(read) == [session.scalar(select(func.min(Notification.id)))]


@pytest.mark.slow
def test_the_newest_are_first_thirty_a_page(bare: World) -> None:
    clearances(bare, 31)
    officer = bare.browser(OFFICER)
    first, second = (officer.get(f"/inbox?page={page}").get_data(as_text=True) for page in (1, 2))
    assert first.index("CS-2026-0031 waits") < first.index("CS-2026-0030 waits")
    assert first.count("waits for clearance by") == 2 * 30 + 30  # the sentence, and hidden on both buttons
    assert "CS-2026-0001 waits" in second
    assert "Page 2 of 2" in second
    assert officer.get("/inbox?page=9").status_code == 200


@pytest.mark.slow
def test_a_full_page_takes_a_fixed_number_of_queries(bare: World) -> None:
    counts = []
    officer = bare.browser(OFFICER)
    for _ in range(2):
        clearances(bare, 4)
        statements: list[str] = []
        listener = lambda *given: statements.append(given[2])  # noqa: E731, B023
        event.listen(bare.platform.work.engine, "before_cursor_execute", listener)
        officer.get("/inbox")
        event.remove(bare.platform.work.engine, "before_cursor_execute", listener)
        counts.append(len(statements))
    assert counts[0] == counts[1] < 30


def test_the_api_returns_the_same(bare: World) -> None:
    case = case_in(bare, State.IN_CLEARANCE)
    officer = Program(bare, OFFICER)
    told = fine(officer.get("/notices"))
    (notice,) = told["items"]
    assert (told["total"], told["unread"]) == (1, 1)
    assert notice["happened"] == f"{case.reference} waits for clearance by your delegation."
    assert notice["title"] == case.look().current.title
    assert notice["url"].endswith(f"/cases/{case.reference}/work")
    assert fine(officer.post("/notices/read", {"notices": [notice["id"]]})) == {"unread": 0}
    assert fine(officer.get("/notices"))["items"][0]["read"] is True
    refused(officer.get("/notices?per_page=1000"), 422, "per_page")
    for path in ("/notices", "/notices/choices"):
        refused(Program(bare).get(path), 401)


def test_a_withdrawn_case_is_no_link_and_no_title_to_those_who_judged_it(bare: World) -> None:
    case = case_in(bare, State.WITHDRAWN, title="sentinel-title")
    editor = Program(bare, "editor.bra")
    for notice in fine(editor.get("/notices"))["items"]:
        assert (notice["title"], notice["url"]) == (None, None)
        assert notice["reference"] == case.reference
    assert "sentinel-title" not in bare.browser("editor.bra").get("/inbox").get_data(as_text=True)


def test_the_demonstration_shows_an_office_its_own_mails(bare: World) -> None:
    officer = bare.browser(OFFICER)
    assert "No mail yet" in officer.get("/demo/mail").get_data(as_text=True)
    assert not bare.config.mail_dir.exists(), "a look makes no folder"
    case = case_in(bare, State.IN_CLEARANCE, title="<script>alert(1)</script>")
    assert bare.platform.outbox.send() == 1
    with bare.platform.work.writing() as session:  # as if its worker had been killed before it could say so
        session.execute(change(Mail).values(sent_at=None))
    assert bare.platform.outbox.send() == 1
    page = officer.get("/demo/mail").get_data(as_text=True)
    assert page.count(f"{case.reference}: Clearance requested") == 1, "handed over twice, it is one mail"
    assert "<script>alert" not in page
    assert "/account/notices" in page
    assert "/unsubscribe/" not in page, "an office that shares the account could turn off its mails"
    assert "No mail yet" in bare.browser(WRITER).get("/demo/mail").get_data(as_text=True)
    assert bare.visitor().get("/demo/mail").location.startswith("/sign-in")


def test_outside_the_demonstration_there_is_no_page_of_mails(bare: World) -> None:
    for changes in ({"demo_mode": False, "allow_http": True}, {"smtp_host": "mail.example"}):
        real = World(replace(bare.config, **changes), clock=bare.clock)  # type: ignore[arg-type]
        office = real.browser(OFFICER) if real.config.demo_mode else real.visitor()
        assert office.get("/demo/mail").status_code == (404 if real.config.demo_mode else 303)
        assert "/demo/mail" not in office.get("/").get_data(as_text=True)
        real.platform.work.engine.dispose()
