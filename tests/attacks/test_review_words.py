"""Text of reviews, responses and decisions that was typed during other changes is neither lost nor overwritten."""

from html import unescape

import pytest
from sqlalchemy import func, select

from case_studies.models import HistoryEntry, Notification, Review
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine, refused
from tests.support.page_reader import hidden_fields
from tests.support.rounds import ALSO, LATE, cleared, remark_ids, revision_asked
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import World, csrf

ONE = REVIEWERS[0]
REASON = "A long reason that took an hour to write & <check>."


def _review(case: Steps) -> Review:
    with case.world.platform.work.reading() as session:
        return session.scalars(select(Review).where(Review.assignment_id == case.assignment(ONE))).one()


def _controls(world: World, url: str, **more: str) -> dict[str, str]:
    """Return a complete review as the form sends it, with the hidden fields of the current page."""
    client = world.browser(ONE)
    page = client.get(url).get_data(as_text=True)
    hidden = {name: page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0] for name in ("page", "opened")}
    ratings = {f"ratings-{name}": "4" for name in ("relevance", "clarity", "evidence", "transfer")}
    return {**csrf(client, url), **ratings, "recommendation": "revise", "overall": "All.", **hidden, **more}


def test_a_reason_is_shown_again_if_the_approvals_are_gone(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    client, url = bare.browser(EDITOR), f"/cases/{case.reference}/act/publish"
    data = {**csrf(client, url), "version": case.version, "note": REASON}
    case.review(ONE, recommendation="revise")
    answer = client.post(url, data=data)
    assert answer.status_code == 409
    assert REASON in unescape(answer.get_data(as_text=True))


def test_short_text_is_shown_again_too(bare: World) -> None:
    case = revision_asked(bare)
    client, number = bare.browser(WRITER), remark_ids(case)[LATE["text"]]
    data = {**csrf(client, "/desk"), f"done-{number}": "yes", f"text-{number}": "Done: p. 4"}
    case.answer()
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    answer = client.post(f"/cases/{case.reference}/remarks", data=data)
    assert answer.status_code == 409
    assert "Done: p. 4" in answer.get_data(as_text=True)


def test_changes_to_a_review_are_saved_in_parts_and_handed_in_together(bare: World) -> None:
    case = revision_asked(bare)
    case.answer()
    cleared(case).respond(ONE)
    case.review(ONE)
    program, path = Program(bare, ONE), f"/assignments/{case.assignment(ONE)}/review"
    first, second = (remark_ids(case)[remark["text"]] for remark in (LATE, ALSO))
    verdict = {"verdict": "reopened", "text": "Where?"}
    for piece in (
        {"ratings": {"clarity": 1}},
        {"ratings": {"relevance": 2}},
        {"verdicts": [{"remark": first, **verdict}]},
        {"verdicts": [{"remark": second, **verdict}]},
        {"overall": "On second thought, no."},
    ):
        fine(program.put(path, piece))
    told = fine(program.put(path, {"submit": True}))
    assert told["ratings"] == {"relevance": 2, "clarity": 1, "evidence": 3, "transfer": 4}
    assert told["overall"] == "On second thought, no."
    reviews = fine(program.get(f"/cases/{case.reference}/reviews"))
    earlier = [remark for seen in reviews if seen["own"] and seen["revision"] == 1 for remark in seen["remarks"]]
    assert [(r["answers"][0]["verdict"], r["answers"][0]["verdict_text"]) for r in earlier] == [
        ("reopened", "Where?")
    ] * 2


def test_a_verdict_on_a_remark_of_another_reviewer_is_not_saved(bare: World) -> None:
    case = revision_asked(bare)
    case.answer()
    cleared(case).respond(ONE)
    case.review(ONE)
    others = [number for text, number in remark_ids(case).items() if text not in (LATE["text"], ALSO["text"])]
    program, path = Program(bare, ONE), f"/assignments/{case.assignment(ONE)}/review"
    for number in (*others, 10**9, 10**30):
        verdicts = [{"remark": number, "verdict": "reopened", "text": "Not mine."}]
        refused(program.put(path, {"verdicts": verdicts}), 422, "verdicts")
    assert _review(case).changes is None


def test_an_incomplete_verdict_is_saved(bare: World) -> None:
    case = revision_asked(bare)
    case.answer()
    cleared(case).respond(ONE)
    client, url = bare.browser(ONE), f"/assignments/{case.assignment(ONE)}"
    control = f"verdicts-{remark_ids(case)[LATE['text']]}-text"
    data = {**hidden_fields(client, url), control: "The second line."}
    assert client.post(f"{url}/draft", data=data).status_code == 200
    assert "The second line." in client.get(url).get_data(as_text=True)


def test_a_draft_that_arrives_after_the_review_was_handed_in_is_refused(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    url = f"/assignments/{case.assignment(ONE)}"
    typed = _controls(bare, url, overall="Half a sen")
    case.review(ONE, overall="Half a sentence, and the rest of it.")
    client = bare.browser(ONE)
    for address in ("draft", "review"):
        answer = client.post(f"{url}/{address}", data={**typed, **csrf(client, url)})
        assert answer.status_code == 409
    assert "Half a sen" in answer.get_data(as_text=True)  # of the form; the automatic save still has its text
    review = _review(case)
    assert (review.overall, review.changes) == ("Half a sentence, and the rest of it.", None)


def test_a_review_sent_twice_is_handed_in_once(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    url = f"/assignments/{case.assignment(ONE)}"
    data = _controls(bare, url, submit="1")
    client = bare.browser(ONE)
    data |= csrf(client, url)
    for _ in range(2):
        assert client.post(f"{url}/review", data=data).status_code == 303
    with bare.platform.work.reading() as session:
        entries = select(func.count()).where(HistoryEntry.action == "resubmit_review")
        assert session.scalar(entries) == 1
        receipts = select(func.count()).where(
            Notification.event == "review_received", Notification.account_id == case.actor(ONE).account_id
        )
        assert session.scalar(receipts) == 2  # one from the first review, one from this one


@pytest.mark.slow
def test_a_response_that_a_colleague_changed_is_not_overwritten(bare: World) -> None:
    case = revision_asked(bare)
    case.answer(text="It says so on page 3.")
    client, url = bare.browser(WRITER), f"/cases/{case.reference}/remarks"
    opened = _answers(client.get(url).get_data(as_text=True), case)
    number = remark_ids(case)[LATE["text"]]
    case.answer(text="It says so on page 4.")
    left_alone = client.post(url, data={**opened, **csrf(client, url)})
    assert left_alone.status_code == 303
    assert _stored(case) == {"It says so on page 4."}
    changed = client.post(url, data={**opened, f"text-{number}": "Page 3, line 2.", **csrf(client, url)})
    page = unescape(changed.get_data(as_text=True))
    assert changed.status_code == 409
    assert "Page 3, line 2." in page
    assert "It says so on page 4." in page
    assert _stored(case) == {"It says so on page 4."}
    again = {**_answers(page, case), f"text-{number}": "Page 3, line 2.", **csrf(client, url)}
    assert client.post(url, data=again).status_code == 303
    assert _stored(case) == {"It says so on page 4.", "Page 3, line 2."}


def _answers(page: str, case: Steps) -> dict[str, str]:
    """Return the responses as the form on this page sends them."""
    sent = {"opened": page.split('name="opened" value="', 1)[1].split('"', 1)[0]}
    for number in remark_ids(case).values():
        was = unescape(page.split(f'name="text-{number}"', 1)[1].split(">\n", 1)[1].split("<", 1)[0])
        sent |= {f"done-{number}": "yes", f"text-{number}": was}
    return sent


def _stored(case: Steps) -> set[str]:
    seen = case.look()
    return {
        answer.text
        for assignment in seen.revisions[0].assignments
        for remark in (assignment.review.remarks if assignment.review else [])
        for answer in remark.answers
    }


def test_the_delegation_reads_no_verdict_during_a_round(bare: World) -> None:
    case = revision_asked(bare)
    case.answer()
    cleared(case).respond(ONE)
    case.review(ONE, verdict="reopened")
    for office in (WRITER, OFFICER):
        told = fine(Program(bare, office).get(f"/cases/{case.reference}/reviews"))
        assert {a["verdict"] for seen in told for remark in seen["remarks"] for a in remark["answers"]} == {None}
