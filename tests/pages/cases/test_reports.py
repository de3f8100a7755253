"""A reader reports a part, an editor agrees, and nobody outside reads it until the delegation answers."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from case_studies.errors import Incomplete, NotAllowed, WrongState
from case_studies.models import Account, HistoryEntry, Mail, Notification, PartReport
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.reports import MOST_IN_A_DAY, decide, remind_of_hidden_parts, report_part
from case_studies.vocabulary import Action, NotificationEvent, ReportKind, ReportState, State
from tests.support.api_client import Program, fine
from tests.support.page import Page
from tests.support.template import Template
from tests.support.twins import readable_parts
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, second_draft, second_round
from tests.support.world import START, WHOLE_CASE, World, csrf

SECRET = "The zandrith was laid before dawn."
SECTIONS = {**WHOLE_CASE["sections"], "actions": SECRET}
NOTICE = "This part is not shown at the moment."
WORDS = "The second line names the lane."


def _report(world: World, case: Steps, office: str | None, part: str = "actions", text: str = WORDS) -> None:
    with world.platform.work.writing() as session:
        actor = case.actor(office)
        report_part(session, find_case(session, actor, case.reference), actor, part, ReportKind.DANGER, text)


def _decide(world: World, case: Steps, office: str = EDITOR, *, agree: bool = True, part: str = "actions") -> None:
    with world.platform.work.writing() as session:
        actor = case.actor(office)
        found = find_case(session, actor, case.reference, for_change=True)
        decide(session, found, actor, part, agree=agree, note="It names a lane.")


def _hidden(world: World, **values: object) -> Steps:
    case = case_in(world, State.PUBLISHED, sections=SECTIONS, **values)
    _report(world, case, "practitioner")
    _decide(world, case)
    return case


def _send(client: FlaskClient, address: str, form: str, **data: str) -> int:
    return client.post(address, data={**csrf(client, form), **data}).status_code


def _notified(world: World, event: NotificationEvent) -> set[str]:
    with world.platform.work.reading() as session:
        query = select(Account.email).join(Notification, Notification.account_id == Account.id)
        return {email.partition("@")[0] for email in session.scalars(query.where(Notification.event == event))}


@pytest.mark.slow
def test_from_the_report_to_the_answer(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, sections=SECTIONS)
    address = f"/cases/{case.reference}"
    reader = bare.browser("practitioner")
    link = Page(reader.get(address).get_data(as_text=True)).one("link", "Report this part : Actions")
    form = Page(reader.get(link.href).get_data(as_text=True))
    assert form.one("combobox", "Part").value == "actions"
    assert _send(reader, f"{address}/report", link.href, part="actions", kind="danger", text=WORDS) == 303
    assert SECRET in bare.visitor().get(address).get_data(as_text=True)  # nothing is hidden by a report alone

    editor = bare.browser(EDITOR)
    assert "A reader reports a part" in editor.get("/desk").get_data(as_text=True)
    page = editor.get(f"{address}/reports").get_data(as_text=True)
    assert WORDS in page
    assert SECRET in page
    sent = {"part": "actions", "do": "hide", "note-actions": "It names a lane."}
    assert _send(editor, f"{address}/reports/decision", f"{address}/reports", **sent) == 303
    for client in (bare.visitor(), reader):
        text = client.get(address).get_data(as_text=True)
        assert NOTICE in text
        assert SECRET not in text

    officer = bare.browser(OFFICER)
    assert "Hidden until you answer" in officer.get("/desk").get_data(as_text=True)
    page = officer.get(f"{address}/reports").get_data(as_text=True)
    assert "It names a lane." in page
    assert WORDS not in page
    assert SECRET in officer.get(address).get_data(as_text=True)
    sent = {"part": "actions", "readers-actions": "members", "note-actions": "Not for everybody."}
    assert _send(officer, f"{address}/reports/answer", f"{address}/reports", **sent) == 303
    assert SECRET in reader.get(address).get_data(as_text=True)
    assert SECRET not in bare.visitor().get(address).get_data(as_text=True)
    assert "Your report was answered" in reader.get("/inbox").get_data(as_text=True)
    assert "Hidden until you answer" not in officer.get("/desk").get_data(as_text=True)


def test_somebody_without_an_account_reports_and_nothing_is_kept_of_them(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    visitor, address = bare.visitor(), f"/cases/{case.reference}/report"
    assert _send(visitor, address, f"{address}?part=sources", part="sources", kind="wrong", text="") == 303
    with bare.platform.work.reading() as session:
        report = session.scalars(select(PartReport)).one()
        assert (report.part, report.reporter_id, report.state) == ("sources", None, "waiting")
    assert _notified(bare, NotificationEvent.PART_REPORTED) >= {"editor.idn", "editor.bra", "editor.rwa"}


def test_a_declined_report_hides_nothing_and_its_reader_is_notified(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, sections=SECTIONS)
    _report(bare, case, "practitioner")
    _decide(bare, case, agree=False)
    assert not case.readable.hidden_parts
    assert _notified(bare, NotificationEvent.REPORT_DECLINED) == {"practitioner"}
    assert not _notified(bare, NotificationEvent.PART_HIDDEN)
    assert not bare.browser(WRITER).get(f"/cases/{case.reference}/reports").get_data(as_text=True).count(WORDS)


@pytest.mark.parametrize("office", [WRITER, OFFICER])
def test_the_delegation_narrows_and_does_not_report(bare: World, office: str) -> None:
    case = case_in(bare, State.PUBLISHED)
    with pytest.raises(NotAllowed):
        _report(bare, case, office)
    assert "Report this part" not in bare.browser(office).get(f"/cases/{case.reference}").get_data(as_text=True)


@pytest.mark.parametrize("office", [WRITER, "reviewer.chn", "practitioner"])
def test_only_editors_decide(bare: World, office: str) -> None:
    case = case_in(bare, State.PUBLISHED)
    _report(bare, case, "practitioner")
    with pytest.raises(NotAllowed):
        _decide(bare, case, office)
    answered = bare.browser(office).get(f"/cases/{case.reference}/reports").get_data(as_text=True)
    assert WORDS not in answered


@pytest.mark.slow
def test_what_one_does_not_read_can_not_be_reported(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, sections=SECTIONS, section_audiences={"actions": "members"})
    with pytest.raises(Incomplete):
        _report(bare, case, None)
    hidden = _hidden(bare)
    with pytest.raises(Incomplete):
        _report(bare, hidden, "practitioner")
    with pytest.raises(WrongState):
        _decide(bare, hidden)


def test_an_account_reports_a_few_parts_a_day(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    for part in list(SECTIONS)[:MOST_IN_A_DAY]:
        _report(bare, case, "practitioner", part)
    with pytest.raises(Incomplete):
        _report(bare, case, "practitioner", "sources")
    _report(bare, case, "reviewer.ken", "sources")


PATHS = (
    "",
    "/search",
    "/search?q=zandrith",
    "/search.atom",
    "/search/suggest?q=zand",
    "/figures.csv",
    "/delegations/GHA",
)


@pytest.mark.slow
@pytest.mark.parametrize("office", [None, "practitioner", "reviewer.ken"])
def test_a_hidden_part_is_nowhere(bare: World, office: str | None) -> None:
    case = _hidden(bare)
    client = bare.visitor() if office is None else bare.browser(office)
    for path in (f"/cases/{case.reference}", f"/compare?case={case.reference}", *PATHS):
        text = client.get(path or "/").get_data(as_text=True)
        assert "laid before dawn" not in text, path
    program = Program(bare, office)
    assert fine(program.get("/search?q=zandrith"))["total"] == 0
    body = fine(program.get(f"/cases/{case.reference}"))
    assert "actions" not in {name for name, text in body["sections"].items() if text}
    assert "zandrith" not in str(body)
    assert "zandrith" not in str(fine(program.get(f"/cases/{case.reference}/history")))


@pytest.mark.slow
def test_a_wider_text_of_a_hidden_part_is_hidden_too_and_kept_parts_stay_kept(bare: World) -> None:
    case = case_in(
        bare,
        State.PUBLISHED,
        sections=SECTIONS,
        section_audiences={"actions": "members", "results": "members"},
        public_sections={"actions": "A search was made."},
    )
    for part in ("actions", "results"):
        _report(bare, case, "practitioner", part)
        _decide(bare, case, part=part)
    text = bare.visitor().get(f"/cases/{case.reference}").get_data(as_text=True)
    assert "A search was made." not in text
    assert text.count(NOTICE) == 1
    assert "This part is kept to members of the Group." in text  # as before: the public learns nothing of the report


@pytest.mark.slow
@pytest.mark.parametrize("hidden_first", [True, False])
def test_a_new_revision_answers_the_report_if_it_was_cleared_after_it(bare: World, hidden_first: bool) -> None:
    case = second_draft(bare, sections=SECTIONS) if hidden_first else second_round(bare, sections=SECTIONS)
    _report(bare, case, "practitioner")
    _decide(bare, case)
    if hidden_first:
        case.publish()
    else:
        case.act(Action.PUBLISH, EDITOR)
    assert case.readable.number == 2
    assert ("actions" in case.readable.hidden_parts) == (not hidden_first)
    with bare.platform.work.reading() as session:
        state = session.scalars(select(PartReport.state)).one()
    assert state == (ReportState.MENDED if hidden_first else ReportState.HIDDEN)


def test_the_delegation_is_reminded_each_week_until_it_answers(bare: World) -> None:
    case = _hidden(bare)
    counts = []
    for _week in range(3):
        with bare.platform.work.writing() as session:
            counts.append(remind_of_hidden_parts(session))
            remind_of_hidden_parts(session)
        bare.clock.moment += bare.clock.step * 7 * 86_400
    assert counts[0] == 0
    assert counts[1] == counts[2] > 0
    assert case.readable.hidden_parts


def _without_key(page: str) -> str:
    """Return a page without the key that a browser keeps texts by: each platform has a secret for it."""
    return re.sub(r'data-reader="[0-9a-f]+"', "", page)


@pytest.fixture
def twins(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, World]]:
    folder = tmp_path_factory.mktemp("reports")
    worlds = []
    for name in ("earlier", "one", "other"):  # the first one builds the case, of which both get a copy
        (folder / name).mkdir()
        worlds.append(bare_template.copy(folder / name))
    case_in(worlds[0], State.PUBLISHED, sections=SECTIONS)
    yield worlds[1], worlds[2]
    for world in worlds:
        world.close()


@pytest.mark.slow
def test_two_reporters_are_the_same_for_the_delegation(twins: tuple[World, World]) -> None:
    """One is a member, the other has no account; they use other words."""
    seen = []
    for world, office, text in zip(twins, ("practitioner", None), ("One sentence.", "Une autre phrase."), strict=True):
        case = case_in(world, State.PUBLISHED, sections=SECTIONS)
        moment = START + timedelta(days=30)
        _report(world, case, office, text=text)
        world.clock.moment = moment
        _decide(world, case)
        world.clock.moment = moment + timedelta(hours=1)
        program = Program(world, WRITER)
        client = world.browser(WRITER)
        pages = ("/desk", "/inbox", *(f"/cases/{case.reference}{rest}" for rest in ("", "/work", "/reports")))
        parts = [readable_parts(client.get(page)) for page in pages]
        body = [program.get(f"/cases/{case.reference}{rest}").get_json() for rest in ("", "/history")]
        with world.platform.work.reading() as session:
            history = session.scalar(select(func.count(HistoryEntry.id)))
            mails = session.scalar(select(func.count(Mail.id)).where(Mail.account_id == case.actor(WRITER).account_id))
        seen.append((parts, body, history, mails))
    for ours, theirs in zip(seen[0][0], seen[1][0], strict=True):
        assert _without_key(ours[1]) == _without_key(theirs[1])
        assert ours[2] == theirs[2]
    assert seen[0][1:] == seen[1][1:]
