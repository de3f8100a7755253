"""Answers to remarks are saved as they are typed: complete or not, each with its own lock, and not yet as answers."""

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from case_studies.models import HistoryEntry
from case_studies.vocabulary import Action
from tests.support.api_client import Program
from tests.support.page import Page, words
from tests.support.page_reader import read
from tests.support.rounds import LATE, MUST, remark_ids, revision_asked
from tests.support.workflow_cases import OFFICER, WRITER, Steps
from tests.support.world import World, csrf

HALF = "The search teams coun"
WHOLE = "The search teams counted."
OTHER = "A colleague counted too."


@pytest.fixture
def case(bare: World) -> Steps:
    return revision_asked(bare)


class OpenForm:
    """The page of the remarks as one browser opened it, with its hidden fields."""

    def __init__(self, world: World, case: Steps) -> None:
        self.client = world.browser(WRITER)
        self.url = f"/cases/{case.reference}/remarks"
        self.ids = remark_ids(case)
        page = Page(read(self.client, self.url))
        hidden = page.css(f"form[action='{self.url}'] input[type=hidden]")
        self.fields = {field.required("name"): field.value for field in hidden}

    def type(self, remark: str, text: str, done: str = "") -> TestResponse:
        """Save as the script does after a pause, and keep the mark that the answer has."""
        self.fields |= {f"text-{self.ids[remark]}": text, f"done-{self.ids[remark]}": done}
        answer = self.client.post(f"{self.url}/draft", data=self.fields)
        if answer.status_code == 200:
            self.fields["opened"] = answer.get_json()["opened"]
        return answer

    def press(self) -> TestResponse:
        """Send the form by its button."""
        return self.client.post(self.url, data=self.fields)


def shown(world: World, case: Steps, remark: str) -> tuple[str, str]:
    """Return the text of an answer and the state of its remark, as another browser of the delegation shows them."""
    page = Page(read(world.browser(WRITER), f"/cases/{case.reference}/remarks"))
    number = remark_ids(case)[remark]
    return page.by_id(f"f-text-{number}").value, page.by_id(f"remark-{number}").words


def answer_entries(world: World) -> int:
    with world.platform.work.reading() as session:
        query = select(func.count()).select_from(HistoryEntry).where(HistoryEntry.action == "answer_remark")
        return session.scalar(query) or 0


def test_half_an_answer_is_there_on_another_device_and_is_no_answer_yet(bare: World, case: Steps) -> None:
    assert OpenForm(bare, case).type(MUST["text"], HALF).status_code == 200
    text, state = shown(bare, case, MUST["text"])
    assert text == HALF
    assert "Draft, not an answer yet" in state
    assert "0 of 4 answered" in words(read(bare.browser(WRITER), f"/cases/{case.reference}/remarks"))
    listed = Program(bare, WRITER).get(f"/cases/{case.reference}/remarks").get_json()
    assert [remark["answer"] for remark in listed["remarks"]] == [None] * 4
    assert answer_entries(bare) == 0


def test_a_draft_becomes_an_answer_by_the_button_and_is_one_entry_of_the_history(bare: World, case: Steps) -> None:
    page = OpenForm(bare, case)
    for text in (HALF, WHOLE):
        assert page.type(MUST["text"], text, "yes").status_code == 200
    assert page.press().status_code == 303
    text, state = shown(bare, case, MUST["text"])
    assert text == WHOLE
    assert "Answered: done" in state
    assert answer_entries(bare) == 1


@pytest.mark.slow
def test_two_people_answer_two_remarks_at_once(bare: World, case: Steps) -> None:
    one, two = OpenForm(bare, case), OpenForm(bare, case)
    assert one.type(MUST["text"], WHOLE, "yes").status_code == 200
    assert two.type(LATE["text"], OTHER, "no").status_code == 200
    assert two.press().status_code == 303
    assert "Draft" in shown(bare, case, MUST["text"])[1]
    assert "Answered: not done" in shown(bare, case, LATE["text"])[1]
    assert one.type(MUST["text"], f"{WHOLE} Twice.", "yes").status_code == 200
    assert one.press().status_code == 303
    assert shown(bare, case, MUST["text"])[0] == f"{WHOLE} Twice."
    assert shown(bare, case, LATE["text"])[0] == OTHER


def test_of_two_drafts_of_one_answer_neither_is_lost(bare: World, case: Steps) -> None:
    one, two = OpenForm(bare, case), OpenForm(bare, case)
    one.type(MUST["text"], WHOLE, "yes")
    refused = two.type(MUST["text"], OTHER, "yes")
    assert refused.status_code == 409
    assert "Your own account saved this text in another tab or on another device" in refused.get_json()["message"]
    compared = two.press()
    assert compared.status_code == 409
    page = Page(compared.get_data(as_text=True))
    assert WHOLE in page.by_id(f"f-text-{two.ids[MUST['text']]}-error").words
    assert page.by_id(f"f-text-{two.ids[MUST['text']]}").value == OTHER
    assert shown(bare, case, MUST["text"])[0] == WHOLE


def test_a_changed_answer_has_to_be_saved_before_clearance(bare: World, case: Steps) -> None:
    case.answer(text=WHOLE)
    page = OpenForm(bare, case)
    page.type(MUST["text"], OTHER, "yes")
    url = f"/cases/{case.reference}/act/{Action.REQUEST_CLEARANCE}"
    asked = page.client.post(url, data=csrf(page.client, "/desk"))
    assert asked.status_code == 409
    assert "1 are not answered yet" in asked.get_data(as_text=True)
    page.type(MUST["text"], WHOLE, "yes")
    assert "All 4 remarks are answered" in words(read(page.client, page.url))


def test_drafts_are_the_delegations_alone_and_end_with_the_text(bare: World, case: Steps) -> None:
    page = OpenForm(bare, case)
    officer = bare.browser(OFFICER)
    typed = {**page.fields, f"text-{page.ids[MUST['text']]}": HALF, **csrf(officer, "/desk")}
    assert officer.post(f"{page.url}/draft", data=typed).status_code == 403
    case.answer()
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert page.type(MUST["text"], HALF).status_code == 409
