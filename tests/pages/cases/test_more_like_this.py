"""Likely duplicates and what must not be in a case are shown before clearance. Neither prevents it."""

import shutil

import pytest

from case_studies.case_template import KEEP_OUT
from case_studies.search.errors import IndexMissing
from case_studies.vocabulary import Action, State
from tests.support.page_reader import link, read, words
from tests.support.similar_cases import OTHER, RETOLD
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World, csrf

SAME = "Probably the same case"
LIKE_THIS = "Published cases like this one"
ASK, CLEAR = "request_clearance", "clear"


def writing(case: Steps) -> str:
    """Return the tasks page of a case as its author sees it."""
    return read(case.world.browser(WRITER), f"/cases/{case.reference}/edit")


def deciding(case: Steps, office: str, action: str) -> str:
    """Return the page of an action for an office."""
    return read(case.world.browser(office), f"/cases/{case.reference}/act/{action}")


def test_the_author_sees_a_likely_duplicate(bare: World) -> None:
    published = case_in(bare, State.PUBLISHED)
    again = Steps.start(bare, **RETOLD)
    for page in (writing(again), deciding(again, WRITER, ASK)):
        page_text = words(page)
        assert f"{SAME} as {published.reference} : read it before you ask for clearance." in page_text
        assert LIKE_THIS in page_text
        assert link(page, WHOLE_CASE["title"]) == f"/cases/{published.reference}"
        assert "Ghana Mali, MINUSMA 2019–2021" in page_text


def test_the_clearance_officer_sees_a_likely_duplicate(bare: World) -> None:
    published = case_in(bare, State.PUBLISHED)
    again = Steps.start(bare, **RETOLD)
    again.act(Action.REQUEST_CLEARANCE, WRITER)
    page_text = words(deciding(again, OFFICER, CLEAR))
    assert f"{SAME} as {published.reference} : read it before you clear this one." in page_text


def test_a_likely_duplicate_does_not_prevent_clearance(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    again = Steps.start(bare)
    client, url = bare.browser(WRITER), f"/cases/{again.reference}/act/{ASK}"
    answer = client.post(url, data={**csrf(client, url), "version": again.version, "note": ""})
    assert (answer.status_code, again.state) == (303, State.IN_CLEARANCE)


def test_a_case_on_a_similar_subject_is_no_duplicate(library: World) -> None:
    """The library has cases about searching roads for mines, but none of them is this one."""
    page_text = words(writing(Steps.start(library, initiatives=[])))
    assert LIKE_THIS in page_text
    assert SAME not in page_text


@pytest.mark.slow
def test_at_most_three_are_shown(bare: World) -> None:
    for _ in range(4):
        case_in(bare, State.PUBLISHED)
    assert words(writing(Steps.start(bare))).count("Ghana Mali, MINUSMA 2019–2021") == 3


def test_nothing_is_shown_without_similar_cases(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    other = Steps.start(bare, **OTHER)
    for page in (writing(other), deciding(other, WRITER, ASK)):
        assert LIKE_THIS not in page
        assert SAME not in page


@pytest.mark.slow
@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.DECLINED, State.WITHDRAWN])
def test_unpublished_cases_are_not_shown(bare: World, state: State) -> None:
    hidden = case_in(bare, state, title="Sentinel title")
    again = Steps.start(bare)
    for page in (writing(again), deciding(again, WRITER, ASK)):
        assert "Sentinel" not in page
        assert hidden.reference not in page


@pytest.mark.slow
def test_a_title_is_shown_as_typed_and_in_its_direction(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="<i>تفتيش</i> الطريق", language="ar")
    page = writing(Steps.start(bare, title="<i>تفتيش</i> الطريق", language="ar"))
    shown = page.split('id="alike-name"', 1)[1]
    assert 'lang="ar" dir="rtl">&lt;i&gt;' in shown
    assert "<i>" not in page


@pytest.mark.parametrize(("office", "action"), [(WRITER, ASK), (OFFICER, CLEAR)])
def test_what_must_not_be_in_a_case_is_shown_before_clearance(bare: World, office: str, action: str) -> None:
    case = Steps.start(bare)
    if action == CLEAR:
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    page_text = words(deciding(case, office, action))
    assert all(line in page_text for line in KEEP_OUT)
    assert len(KEEP_OUT) <= 10


def test_other_actions_show_neither(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    case = case_in(bare, State.SUBMITTED)
    for office, action in ((WRITER, "withdraw"), (EDITOR, "return_to_submitter")):
        page = deciding(case, office, action)
        assert KEEP_OUT[0] not in page
        assert LIKE_THIS not in page


def test_an_incomplete_case_shows_only_what_is_missing(bare: World) -> None:
    case = Steps.start(bare, sections={})
    page = deciding(case, WRITER, ASK)
    assert KEEP_OUT[0] not in page


def test_each_page_searches_the_index_once(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Steps.start(bare)
    engine, asked = type(bare.platform.search), []
    real = engine.similar_to
    monkeypatch.setattr(engine, "similar_to", lambda *args: asked.append(1) or real(*args))  # type: ignore[func-returns-value]
    for page in (writing, lambda case: deciding(case, WRITER, ASK)):
        asked.clear()
        page(case)
        assert len(asked) == 1


def test_pages_work_without_an_index(bare: World) -> None:
    case = Steps.start(bare)
    shutil.rmtree(bare.config.index_dir)
    with pytest.raises(IndexMissing):
        bare.platform.search.entries("members")
    for page in (writing(case), deciding(case, WRITER, ASK)):
        assert LIKE_THIS not in page
