"""The check on pages: found while writing, settled by a click or a reason, read by those who take part alone."""

import logging

import pytest

from case_studies.errors import Incomplete
from case_studies.vocabulary import Action, State
from tests.support.page import Page
from tests.support.page_reader import hidden_fields, open_page
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps
from tests.support.world import WHOLE_CASE, World

FOUND = "What the check found"
ASKED = "The check found one thing here. Does it belong in the case?"
PLACE = "30P XA 123 456"
RESULTS = f"The cache was at {PLACE}."
WHY = "The place is on the map that the operation itself printed."


@pytest.fixture
def case(bare: World) -> Steps:
    return Steps.start(bare, sections={**WHOLE_CASE["sections"], "results": RESULTS}, contact="a.person@gmail.com")


def lines_of(page: Page) -> list[str]:
    """Return the lines of what the check found."""
    return [item.words for region in page.all("region", FOUND) for item in region.all("listitem")]


def ids(case: Steps) -> list[str]:
    page = open_page(case.world.browser(WRITER), f"/cases/{case.reference}/check")
    return [form.required("action").rpartition("/")[2] for form in page.css("form[action*='/check/']")]


def settle(case: Steps, finding: str, **button: str) -> Page:
    author, address = case.world.browser(WRITER), f"/cases/{case.reference}/check"
    form = {**hidden_fields(author, address), **button}
    answer = author.post(f"{address}/{finding}", data=form, follow_redirects=True)
    return Page(answer.get_data(as_text=True))


def justify_all(case: Steps) -> None:
    for finding in ids(case):
        settle(case, finding, justify=finding, **{f"why-{finding}": WHY})


def test_every_finding_is_shown_with_its_place_and_reason_and_leads_to_its_field(bare: World, case: Steps) -> None:
    page = open_page(bare.browser(WRITER), f"/cases/{case.reference}/edit")
    lines = lines_of(page)
    assert "Results" in lines[0]
    assert f"The cache was at {PLACE}" in lines[0]
    assert f"“{PLACE}” looks like a grid reference. It shows where persons or posts are." in lines[0]
    assert "“a.person@gmail.com” looks like the e-mail address of a person." in lines[1]
    region = page.one("region", FOUND)
    assert "2 findings have to be taken out or justified." in region.words
    assert [link.href for link in region.all("link")] == [
        f"/cases/{case.reference}/check",
        f"/cases/{case.reference}/edit/results#f-results",
        f"/cases/{case.reference}/edit/audience#f-contact",
    ]


@pytest.mark.parametrize("where", ["/edit/results", "/write/text"])
def test_one_click_beside_the_section_saves_what_is_typed_and_writes_the_safer_wording(
    bare: World, case: Steps, where: str
) -> None:
    author, address = bare.browser(WRITER), f"/cases/{case.reference}{where}"
    page = open_page(author, address)
    button = page.by_id("f-results").closest("form").first("button", "Write “a place in the region” instead")
    hidden = {field.required("name"): field.value for field in button.closest("form").css("input[type=hidden]")}
    typed = {**hidden, "results": f"{RESULTS} Two weeks later.", "take": button.value}
    answer = author.post(f"/cases/{case.reference}/edit/results", data=typed)
    assert answer.headers["Location"] == f"/cases/{case.reference}{where}#check-results"
    page = open_page(author, answer.headers["Location"])
    assert page.by_id("f-results").value.strip() == "The cache was at a place in the region. Two weeks later."
    assert ASKED not in page.by_id("f-results").closest("form").words


def test_clearance_needs_every_finding_settled_and_a_reason_stays_with_its_text(bare: World, case: Steps) -> None:
    place, mailbox = ids(case)
    page = open_page(bare.browser(WRITER), f"/cases/{case.reference}/act/request_clearance")
    assert "The check found something in the text. Take it out, or say why it may stay." in page.words
    with pytest.raises(Incomplete):
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert "Say why it may stay." in settle(case, place, justify=place, **{f"why-{place}": "  "}).words
    justify_all(case)
    case.edit(sections={"results": f"In May, the cache was found. It was at {PLACE}."})
    assert ids(case) == [place, mailbox]
    assert WHY in lines_of(open_page(bare.browser(WRITER), f"/cases/{case.reference}/edit"))[0]
    case.edit(sections={"results": f"The cache was at {PLACE[:-1]}7."})
    assert place not in ids(case)
    with pytest.raises(Incomplete):
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.edit(sections={"results": RESULTS})
    with pytest.raises(Incomplete):  # it was gone with its text
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    justify_all(case)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert case.state == State.IN_CLEARANCE


@pytest.mark.parametrize("mark", ["TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
def test_a_marked_text_is_not_submitted_whatever_is_said(bare: World, mark: str) -> None:
    case = Steps.start(bare, sections={**WHOLE_CASE["sections"], "lessons": f"{mark}\n\nMore searchers."})
    (finding,) = ids(case)
    assert "A marking can't be justified." in settle(case, finding, justify=finding, **{f"why-{finding}": WHY}).words
    page = open_page(bare.browser(WRITER), f"/cases/{case.reference}/act/request_clearance")
    assert "ask its owner for a version that is unclassified and TLP:CLEAR or TLP:GREEN" in page.words
    with pytest.raises(Incomplete):
        case.act(Action.REQUEST_CLEARANCE, WRITER)


@pytest.mark.slow
def test_the_officer_the_editors_and_the_reviewers_read_findings_and_reasons(bare: World, case: Steps) -> None:
    justify_all(case)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    work = f"/cases/{case.reference}/work"
    assert WHY in lines_of(open_page(bare.browser(OFFICER), f"/cases/{case.reference}/act/clear"))[0]
    assert WHY in lines_of(open_page(bare.browser(OFFICER), work))[0]
    case.act(Action.CLEAR, OFFICER)
    numbers = [case.assign(reviewer) for reviewer in REVIEWERS]
    assert WHY in lines_of(open_page(bare.browser(EDITOR), work))[0]
    reviewer = bare.browser(REVIEWERS[0])
    assert WHY in lines_of(open_page(reviewer, f"/assignments/{numbers[0]}"))[0]
    case.act(Action.START_REVIEW, EDITOR)
    case.judge()
    assert WHY in lines_of(open_page(bare.browser(EDITOR), f"/cases/{case.reference}/act/publish"))[0]
    case.act(Action.PUBLISH, EDITOR)
    for office in (None, "practitioner"):
        reader = bare.browser(office) if office else bare.visitor()
        assert WHY not in reader.get(f"/cases/{case.reference}").get_data(as_text=True)
        assert reader.get(f"/cases/{case.reference}/check").status_code in (303, 403, 404)
    history = open_page(bare.browser(WRITER), work).one("region", "History").words
    assert "Finding of the check justified" in history
    assert WHY not in history
    assert "Finding of the check justified" not in open_page(bare.browser(EDITOR), work).words


def test_a_rule_that_is_newer_than_the_clearance_keeps_a_case_from_being_published(
    bare: World, case: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("case_studies.case_findings.find", lambda *_args, **_rest: [])
        case.act(Action.REQUEST_CLEARANCE, WRITER)
        case.act(Action.CLEAR, OFFICER)
        for reviewer in REVIEWERS:
            case.assign(reviewer)
        case.act(Action.START_REVIEW, EDITOR)
        case.judge()
    with pytest.raises(Incomplete):
        case.act(Action.PUBLISH, EDITOR)
    case.act(Action.REQUEST_REVISION, EDITOR, note="The check finds a place now.")
    justify_all(case)
    assert len(ids(case)) == 2


def test_saving_says_at_once_what_was_found(bare: World) -> None:
    case = Steps.start(bare)
    author, address = bare.browser(WRITER), f"/cases/{case.reference}/edit/results"
    form = {**hidden_fields(author, address), "results": RESULTS, "go_on": "1"}
    answer = author.post(address, data=form, follow_redirects=True)
    assert "It contains what looks like a grid reference." in Page(answer.get_data(as_text=True)).words
    again = {**hidden_fields(author, address), "results": RESULTS + " Again."}
    draft = Page(author.post(f"{address}/draft", data=again).get_json()["findings"])
    assert ASKED in draft.words
    assert f"“{PLACE}” looks like a grid reference." in draft.words
    assert draft.first("button", "Write “a place in the region” instead").required("data-start") == "17"


def test_neither_finding_nor_reason_is_logged_or_mailed(bare: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        case = Steps.start(bare, sections={**WHOLE_CASE["sections"], "results": RESULTS}, contact="a.person@gmail.com")
        with pytest.raises(Incomplete):
            case.act(Action.REQUEST_CLEARANCE, WRITER)
        justify_all(case)
        case.act(Action.REQUEST_CLEARANCE, WRITER)
        open_page(bare.browser(OFFICER), f"/cases/{case.reference}/act/clear")
    assert not [word for word in (PLACE, "a.person", WHY) if word in caplog.text]
