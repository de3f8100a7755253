"""What reviewers and authors typed keeps its lines and lists wherever it is shown."""

import pytest
from playwright.sync_api import Browser, Page

from case_studies.vocabulary import Action
from tests.support.browser.person import Person
from tests.support.rounds import MUST, cleared, revision_asked
from tests.support.workflow_cases import OFFICER, REVIEWERS, WRITER, Steps
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REMARK = "Say who counted:\n\n- the teams\n- the mission"
ANSWER = "Both did:\n\n- the teams by day\n- the mission by week"
NOTE = "Read again:\n1. results\n2. lessons"


@pytest.fixture
def answered(library: World) -> Steps:
    """A second revision in the review, after the officer had sent it back once."""
    case = revision_asked(library, second=({**MUST, "text": REMARK},))
    case.answer(text=ANSWER)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.SEND_BACK, OFFICER, NOTE)
    cleared(case).respond(REVIEWERS[1])
    return case


def test_answers_notes_and_remarks_keep_their_lines(browser: Browser, answered: Steps, address: str) -> None:
    author = Person(browser, address, WRITER).page
    author.goto(f"/cases/{answered.reference}/work")
    assert NOTE in texts(author, ".history .typed")
    author.goto(f"/cases/{answered.reference}/revisions/1")
    assert ANSWER in texts(author, ".review .typed")
    assert texts(author, ".review__remarks li") == ["the teams", "the mission"]
    reviewer = Person(browser, address, REVIEWERS[1]).page
    reviewer.goto(f"/cases/{answered.reference}/work")
    reviewer.get_by_role("link", name="Your review").click()
    assert ANSWER in texts(reviewer, ".typed")


def texts(page: Page, selector: str) -> list[str]:
    """Return texts as they are seen, line by line."""
    return [text.strip() for text in page.locator(selector).all_inner_texts()]
