"""The page on which a delegation says what became of a case, and what readers then see of it."""

from datetime import timedelta

import pytest

from case_studies.vocabulary import Action, SaidLife, State
from tests.support.page import Page
from tests.support.page_reader import hidden_fields, open_page
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in
from tests.support.world import World

SENTENCE = "The unit went home with its trucks."


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.PUBLISHED)


def send(case: Steps, office: str, **typed: str) -> tuple[int, str, Page]:
    """Fill in the page and send it; return the status, where it leads, and the page."""
    browser, address = case.world.browser(office), f"/cases/{case.reference}/confirmation"
    answer = browser.post(address, data={**hidden_fields(browser, address), **typed})
    return answer.status_code, answer.headers.get("Location", ""), Page(answer.get_data(as_text=True))


def page_of(case: Steps, office: str | None = None) -> Page:
    browser = case.world.browser(office) if office else case.world.visitor()
    return open_page(browser, f"/cases/{case.reference}")


def test_a_year_is_confirmed_with_one_choice_and_readers_see_the_day(bare: World, case: Steps) -> None:
    link = open_page(bare.browser(WRITER), f"/cases/{case.reference}/work").one(
        "link", "Say whether it is still in use"
    )
    assert link.href == f"/cases/{case.reference}/confirmation"
    status, where, _ = send(case, WRITER, life="in_use")
    assert (status, where) == (303, f"/cases/{case.reference}")
    assert "Still in use, said the delegation on 2 November 2026." in page_of(case).words


def test_who_says_that_it_changed_opens_the_next_revision_with_one_click(bare: World, case: Steps) -> None:
    status, where, _ = send(case, WRITER, life="changed", note=SENTENCE)
    assert (status, where) == (303, f"/cases/{case.reference}/act/revise")
    browser = bare.browser(WRITER)
    assert browser.post(where, data=hidden_fields(browser, where)).status_code == 303
    assert case.look().state == State.DRAFT


@pytest.mark.slow
def test_a_sentence_is_read_when_the_clearance_officer_has_confirmed_it(bare: World, case: Steps) -> None:
    send(case, WRITER, life="stopped", note=SENTENCE)
    text = page_of(case).words
    assert "Stopped. On 2 November 2026 the delegation said that this is not used any more." in text
    for reader in (None, "practitioner", "editor.idn", "reviewer.fra", "focal-point.deu"):
        assert SENTENCE not in page_of(case, reader).words
    form = open_page(bare.browser(OFFICER), f"/cases/{case.reference}/confirmation")
    assert form.by_id("f-note").value.strip() == SENTENCE
    send(case, OFFICER, life="stopped", note=SENTENCE)
    assert SENTENCE in page_of(case).words
    assert "(Stopped, November 2026)" in page_of(case).by_id("citation").words


def test_a_sentence_for_members_is_read_by_members_alone(case: Steps) -> None:
    send(case, OFFICER, life="harmful", note=SENTENCE, members_only="yes")
    assert "Harmful. On 2 November 2026" in page_of(case).words
    assert SENTENCE not in page_of(case).words
    assert SENTENCE in page_of(case, "practitioner").words


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({}, "life", "Choose one of the four"),
        ({"life": "not_confirmed"}, "life", "Choose one of the four"),
        ({"life": "stopped"}, "note", "Say in a sentence"),
        ({"life": "stopped", "note": "x" * 301}, "note", "At most 300 characters"),
        ({"life": "stopped", "note": "Call +233 24 412 3456."}, "note", "looks like a telephone number"),
    ],
)
def test_what_is_refused_stays_in_the_form_with_the_reason(
    case: Steps, typed: dict[str, str], field: str, message: str
) -> None:
    status, _, page = send(case, OFFICER, **typed)
    assert status == 422
    assert message in page.by_id(f"f-{field}-error").words
    assert page.by_id("f-note").value.strip() == typed.get("note", "")
    assert case.look().confirmation is None


def test_a_page_opened_before_a_colleague_answered_says_so_and_keeps_the_words(bare: World, case: Steps) -> None:
    browser, address = bare.browser(WRITER), f"/cases/{case.reference}/confirmation"
    opened = hidden_fields(browser, address)
    case.confirm(SaidLife.HARMFUL, SENTENCE)
    answer = browser.post(address, data={**opened, "life": "in_use", "note": "All is well."})
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "Your delegation confirmed this case after you opened the page." in page.words
    assert page.by_id("f-note").value.strip() == "All is well."
    assert SENTENCE in page.words


def test_after_twelve_months_without_a_word_the_page_says_so(bare: World, case: Steps) -> None:
    bare.clock.moment += timedelta(days=364)
    assert "Not confirmed" not in page_of(case).words
    bare.clock.moment += timedelta(days=2)
    text = page_of(case).words
    assert "Not confirmed since November 2026. The delegation has not said whether it is still in use." in text
    case.confirm(SaidLife.IN_USE)
    assert "Not confirmed" not in page_of(case).words


def test_history_names_each_confirmation_in_public(case: Steps) -> None:
    case.confirm(SaidLife.IN_USE)
    case.confirm(SaidLife.HARMFUL, SENTENCE)
    history = page_of(case).one("region", "History").words
    assert "Confirmed: still in use" in history
    assert "Said to be harmful" in history


def test_an_archived_case_keeps_its_warning_and_takes_no_further_word(bare: World, case: Steps) -> None:
    case.confirm(SaidLife.HARMFUL, SENTENCE)
    case.act(Action.ARCHIVE, WRITER, "Old.")
    assert SENTENCE in page_of(case).words
    assert bare.browser(WRITER).get(f"/cases/{case.reference}/confirmation").status_code == 409
