"""Two requests at the same time in a round: one succeeds, the other is refused and its text is shown."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from case_studies.models import HistoryEntry, Review
from case_studies.operations.review.response_drafts import TypedResponse
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program
from tests.support.rounds import LATE, remark_ids, revision_asked
from tests.support.workflow_cases import EDITOR, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import WHOLE_REVIEW, World, csrf

pytestmark = pytest.mark.slow

SECOND, THIRD = "editor.rwa", "reviewer.jpn"
WORDS = 'Who counted, and when? The report says "about 40"; the <annex> says 38 & names nobody.'
OTHERS = "The same figures stand in two other cases, and in neither is it said who counted."
DECISIONS = (Action.PUBLISH, Action.DECLINE, Action.REQUEST_REVISION)
DONE = (200, 303)
PAGE = {"page": "the same page", "opened": ""}  # before its first automatic save
Post = Callable[[], TestResponse]


def at_once(*posts: Post) -> list[TestResponse]:
    """Send all requests at the same time, and return the answers."""
    barrier = Barrier(len(posts))

    def send(post: Post) -> TestResponse:
        barrier.wait(timeout=30)
        return post()

    with ThreadPoolExecutor(len(posts)) as threads:
        return list(threads.map(send, posts))


def form(world: World, office: str, url: str, **controls: object) -> Post:
    """Return a function that sends a form from its own browser, with the token of its page."""
    client = world.browser(office)
    data = {**csrf(client, "/desk"), **controls}
    return lambda: client.post(url, data=data)


def deciding(world: World, case: Steps, office: str, action: Action, note: str, *, page: bool) -> Post:
    """Return a function that sends a decision, by page or API, with the current version of the case."""
    version, program = case.version, Program(world, office)
    if page:
        return form(world, office, f"/cases/{case.reference}/act/{action}", version=version, note=note, sure="yes")
    body = {"action": action, "note": note, "version": version}
    return lambda: program.post(f"/cases/{case.reference}/transitions", body)


def handing_in(world: World, assignment: int, office: str, overall: str, *, page: bool) -> Post:
    """Return a function that hands in a review."""
    if page:
        ratings = {f"ratings-{name}": "4" for name in WHOLE_REVIEW["ratings"]}
        controls = {**ratings, "recommendation": "revise", "overall": overall, "submit": "1", **PAGE}
        return form(world, office, f"/assignments/{assignment}/review", **controls)
    body = {**WHOLE_REVIEW, "recommendation": "revise", "overall": overall, "submit": True}
    program = Program(world, office)
    return lambda: program.put(f"/assignments/{assignment}/review", body)


def answering(world: World, case: Steps, remark: int, text: str, *, page: bool) -> Post:
    """Return a function that sends the first response to a remark."""
    if page:
        controls = {f"done-{remark}": "yes", f"text-{remark}": text, "opened": ""}
        return form(world, WRITER, f"/cases/{case.reference}/remarks", **controls)
    program = Program(world, WRITER)
    body = {"done": True, "text": text}
    return lambda: program.put(f"/cases/{case.reference}/remarks/{remark}/answer", body)


def is_refused(answer: TestResponse, words: str, *statuses: int) -> bool:
    """Check that a request succeeded or got one of these statuses, and that a refused page has the text."""
    if answer.status_code in DONE:
        return False
    said = answer.get_data(as_text=True)
    assert answer.status_code in statuses, said
    assert not answer.content_type.startswith("text/html") or words in unescape(said)
    return True


def entries(world: World, *actions: str) -> int:
    """Count the history entries of these actions."""
    with world.platform.work.reading() as session:
        return session.scalar(select(func.count()).where(HistoryEntry.action.in_(actions))) or 0


@pytest.fixture(params=[True, False], ids=["pages", "api"])
def page(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize("second", DECISIONS)
def test_of_two_decisions_at_once_one_succeeds(bare: World, page: bool, second: Action) -> None:
    case = case_in(bare, State.IN_REVIEW)
    one, two = at_once(
        deciding(bare, case, EDITOR, Action.PUBLISH, WORDS, page=page),
        deciding(bare, case, SECOND, second, OTHERS, page=page),
    )
    assert is_refused(one, WORDS, 409) != is_refused(two, OTHERS, 409)
    assert entries(bare, *DECISIONS) == 1


@pytest.mark.parametrize("action", DECISIONS)
def test_a_review_and_the_decision_at_once(bare: World, page: bool, action: Action) -> None:
    """The decision counts the reviews that are in, or is refused because another one came in."""
    case = case_in(bare, State.IN_REVIEW)
    assignment = case.assign(THIRD)
    case.respond(THIRD)
    decision, review = at_once(
        deciding(bare, case, EDITOR, action, WORDS, page=page),
        handing_in(bare, assignment, THIRD, OTHERS, page=page),
    )
    assert is_refused(decision, WORDS, 409) != is_refused(review, OTHERS, 409)
    assert (entries(bare, action), entries(bare, "submit_review")) in {(1, 2), (0, 3)}


def test_a_withdrawal_in_the_middle_of_a_review_is_always_done(bare: World, page: bool) -> None:
    case = case_in(bare, State.IN_REVIEW)
    assignment = case.assign(THIRD)
    case.respond(THIRD)
    withdrawal, review, decision = at_once(
        deciding(bare, case, WRITER, Action.WITHDRAW, "", page=page),
        handing_in(bare, assignment, THIRD, OTHERS, page=page),
        deciding(bare, case, EDITOR, Action.REQUEST_REVISION, WORDS, page=page),
    )
    assert not is_refused(withdrawal, "")
    is_refused(review, OTHERS, 404, 409)
    is_refused(decision, WORDS, 404, 409)
    assert case.state == State.WITHDRAWN
    assert Program(bare, THIRD).get(f"/cases/{case.reference}").status_code == 404


def test_a_draft_that_races_the_handing_in_changes_nothing_of_it(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    case.act(Action.START_REVIEW, EDITOR)
    case.respond(REVIEWERS[0])
    assignment = case.assignment(REVIEWERS[0])
    draft, review = at_once(
        form(bare, REVIEWERS[0], f"/assignments/{assignment}/draft", overall=WORDS[:30], **PAGE),
        handing_in(bare, assignment, REVIEWERS[0], WORDS, page=True),
    )
    assert review.status_code == 303
    is_refused(draft, WORDS[:30], 409)
    with bare.platform.work.reading() as session:
        stored = session.scalars(select(Review)).one()
    assert (stored.overall, stored.changes) == (WORDS, None)


def test_a_review_sent_twice_at_once_is_handed_in_once(bare: World, page: bool) -> None:
    case = case_in(bare, State.IN_REVIEW)
    assignment = case.assign(THIRD)
    case.respond(THIRD)
    answers = at_once(*(handing_in(bare, assignment, THIRD, WORDS, page=page) for _ in range(2)))
    assert {answer.status_code for answer in answers} <= set(DONE)
    assert (entries(bare, "submit_review"), entries(bare, "resubmit_review")) == (3, 0)


def test_of_two_answers_to_one_remark_at_once_one_is_kept(bare: World, page: bool) -> None:
    case = revision_asked(bare)
    remark = remark_ids(case)[LATE["text"]]
    one, two = at_once(
        answering(bare, case, remark, WORDS, page=page), answering(bare, case, remark, OTHERS, page=page)
    )
    assert is_refused(one, WORDS, 409) != is_refused(two, OTHERS, 409)
    assert entries(bare, "answer_remark") == 1


def test_an_answer_and_the_clearance_at_once(bare: World, page: bool) -> None:
    """The clearance covers the responses before it. A later response is refused."""
    case = revision_asked(bare)
    case.answer()
    remark = remark_ids(case)[LATE["text"]]
    program = Program(bare, WRITER)
    changed = {"done": True, "text": WORDS, "instead_of": "It says so now."}
    opened = TypedResponse(True, "It says so now.")
    controls = {f"done-{remark}": "yes", f"text-{remark}": WORDS, "opened": f"{remark}:{opened.mark}"}
    url = f"/cases/{case.reference}/remarks"
    answer: Post = (
        form(bare, WRITER, url, **controls)
        if page
        else lambda: program.put(f"/cases/{case.reference}/remarks/{remark}/answer", changed)
    )
    said, asked = at_once(answer, deciding(bare, case, WRITER, Action.REQUEST_CLEARANCE, "", page=page))
    assert is_refused(said, WORDS, 409) != is_refused(asked, "", 409)
    assert entries(bare, "answer_remark", "request_clearance") == 6
