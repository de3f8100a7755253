"""Signals: what grows, what nobody answered, and words that can be read once enough offices noted them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from case_studies.models import UnansweredNote, UnansweredWords
from case_studies.operations.signals.words import forget_old_words
from case_studies.vocabulary import State
from tests.support.api_client import WRITER, fine
from tests.support.crawl import check_markup
from tests.support.issues import IssueSteps
from tests.support.page_reader import hidden_fields, open_page, read
from tests.support.workflow_cases import case_in
from tests.support.world import World

WORDS = "zeppelin hangars"
TWO_DELEGATIONS = ("focal-point.rwa", "clearance.rwa", "editor.rwa", "focal-point.gha", "clearance.gha")
OTHER_WORDS = "balloon wharves"


def note(world: World, office: str, words: str = WORDS) -> None:
    browser = world.browser(office)
    page = f"/search?q={words.replace(' ', '+')}"
    answer = browser.post("/signals/words", data={**hidden_fields(browser, page), "q": words})
    assert answer.status_code == 303, office


def shown(world: World) -> bool:
    return WORDS in read(world.browser("practitioner"), "/signals")


@pytest.mark.slow
def test_words_are_readable_from_the_fifth_office_of_the_third_delegation_on_for_ninety_days(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    for office in TWO_DELEGATIONS:
        note(bare, office)
    note(bare, TWO_DELEGATIONS[0], "  Zeppelin   HANGARS ")  # the same again
    for office in (*TWO_DELEGATIONS[2:], "practitioner"):
        note(bare, office, OTHER_WORDS)
    with bare.platform.work.reading() as session:
        stored = [value for row in session.scalars(select(UnansweredNote)) for value in vars(row).values()]
        assert not any(word in str(value) for word in ("zeppelin", "balloon") for value in stored)
        assert session.scalars(select(UnansweredWords)).all() == []
        links = [(row.by_office, row.by_delegation) for row in session.scalars(select(UnansweredNote))]
    assert (len(links), len({delegation for _office, delegation in links})) == (9, 5), "no two words can be linked"
    assert not shown(bare), "five offices, but of two delegations"
    note(bare, "practitioner")
    assert shown(bare)
    assert "balloon" not in read(bare.browser("practitioner"), "/signals"), "three delegations, but four offices"
    bare.clock.moment += timedelta(days=90)
    assert not shown(bare)
    forget_old_words(bare.platform.work)
    with bare.platform.work.reading() as session:
        assert session.scalars(select(UnansweredNote)).all() == session.scalars(select(UnansweredWords)).all() == []


@pytest.mark.slow
def test_a_member_learns_nothing_of_what_they_may_not_read(bare: World) -> None:
    case_in(bare, State.PUBLISHED, themes=["MED-AIR"])
    posted = IssueSteps(bare)
    fine(posted.act(WRITER, "post"))
    reader = bare.browser("practitioner")
    page = open_page(reader, "/signals")
    check_markup("/signals", page.html)
    assert "Medical support, CASEVAC and MEDEVAC 0 0 0 1" in page.words
    assert posted.reference in page.words
    case_in(bare, State.IN_REVIEW, themes=["MED-AIR"])
    IssueSteps(bare)
    note(bare, "focal-point.gha")
    assert open_page(reader, "/signals").words == page.words
    assert bare.visitor().get("/signals").status_code == 303
