"""The warning about entries that do not belong in a case: where it is shown, to whom, and that it stops nothing."""

import logging

import pytest

from case_studies.vocabulary import Action, State
from tests.support.page import Page
from tests.support.page_reader import hidden_fields, open_page
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps
from tests.support.world import WHOLE_CASE, World

QUESTION = "Does this belong in the case?"
PLACE = "30P XA 123 456"
ENTRIES = {
    "sections": {
        **WHOLE_CASE["sections"],
        "results": f"Found at {PLACE}.",
        "lessons": "Marked TLP:AMBER by its owner.",
    },
    "contact": "a.person@gmail.com",
}


@pytest.fixture
def case(bare: World) -> Steps:
    return Steps.start(bare, **ENTRIES)


def warnings(page: Page) -> list[str]:
    """Return the lines of the warning."""
    return [item.words for region in page.all("region", QUESTION) for item in region.all("listitem")]


def test_the_task_list_says_what_was_found_where_and_what_to_do(bare: World, case: Steps) -> None:
    page = open_page(bare.browser(WRITER), f"/cases/{case.reference}/edit")
    assert warnings(page) == [
        f"Results : {PLACE} looks like a position. Name the region or the kind of place instead.",
        "Lessons : TLP:AMBER looks like a mark above TLP:GREEN. Leave out what comes from that paper. "
        "Casebook holds TLP:CLEAR and TLP:GREEN only.",
        "Contact : a.person@gmail.com looks like an e-mail address of a person. Give the mailbox of an office.",
    ]
    links = [link.href for link in page.one("region", QUESTION).all("link")]
    assert links == [
        f"/cases/{case.reference}/edit/{end}"
        for end in ("results#f-results", "lessons#f-lessons", "audience#f-contact")
    ]


def test_saving_says_so_at_once_and_stores_the_text(bare: World) -> None:
    case = Steps.start(bare)
    author = bare.browser(WRITER)
    address = f"/cases/{case.reference}/edit/results"
    form = {**hidden_fields(author, address), "results": "Call +41 22 917 12 34.", "go_on": "1"}
    answer = author.post(address, data=form, follow_redirects=True)
    assert "It contains what looks like a telephone number." in Page(answer.get_data(as_text=True)).words
    page = open_page(author, address)
    assert "Call +41 22 917 12 34." in page.first("textbox", "Results").value
    assert [line.split(" looks")[0] for line in warnings(page)] == ["Results : +41 22 917 12 34"]
    assert warnings(open_page(author, f"/cases/{case.reference}/edit/lessons")) == []


def test_nothing_is_stopped_and_the_clearance_officer_and_the_editor_are_warned(bare: World, case: Steps) -> None:
    assert warnings(open_page(bare.browser(WRITER), f"/cases/{case.reference}/act/request_clearance"))
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    officer = bare.browser(OFFICER)
    page = open_page(officer, f"/cases/{case.reference}/act/clear")
    assert len(warnings(page)) == 3
    target = page.one("region", QUESTION).first("link", "Results").href
    assert target == f"/cases/{case.reference}/work#results"
    workspace = open_page(officer, target)
    assert len(warnings(workspace)) == 3
    assert workspace.by_id("results").has("aria-labelledby")
    case.act(Action.CLEAR, OFFICER)
    assert case.state == State.SUBMITTED
    assert len(warnings(open_page(bare.browser(EDITOR), f"/cases/{case.reference}/work"))) == 3


def test_no_page_of_the_library_warns(library: World) -> None:
    for office, reference in ((WRITER, "CS-2026-0027"), ("clearance.deu", "CS-2026-0028")):
        page = open_page(library.browser(office), f"/cases/{reference}/work")
        assert warnings(page) == []


def test_the_text_is_never_logged(bare: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        case = Steps.start(bare, **ENTRIES)
        open_page(bare.browser(WRITER), f"/cases/{case.reference}/edit")
        case.act(Action.REQUEST_CLEARANCE, WRITER)
        open_page(bare.browser(OFFICER), f"/cases/{case.reference}/act/clear")
    assert PLACE not in caplog.text
    assert "a.person" not in caplog.text
