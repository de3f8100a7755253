"""What a response contains depends on the caller, with the same rules as on the pages."""

import pytest

from tests.support.api_client import (
    EDITOR,
    OFFICER,
    REVIEWERS,
    WRITER,
    Program,
    fine,
    in_review,
    judged,
    published,
    refused,
    submitted,
)
from tests.support.world import WHOLE_CASE, WHOLE_REVIEW, World


@pytest.mark.slow
def test_a_next_draft_changes_nothing_for_readers(bare: World) -> None:
    reference = published(bare)
    writer = Program(bare, WRITER)
    readers = [
        Program(bare),
        Program(bare, "practitioner"),
        Program(bare, "reviewer.fra"),
        Program(bare, "focal-point.deu"),
    ]
    paths = (f"/cases/{reference}", f"/cases/{reference}/history", "/search?q=column")
    before = [fine(reader.get(path)) for reader in readers for path in paths]
    opened = writer.act(reference, "revise")
    fine(writer.patch(f"/cases/{reference}", {"title": "Secret so far", "version": opened["version"]}))
    writer.act(reference, "request_clearance")
    assert [fine(reader.get(path)) for reader in readers for path in paths] == before
    own = Program(bare, OFFICER).case(reference)
    assert (own["title"], own["state"], own["revision"], own["published_revision"]) == (
        "Secret so far",
        "in_clearance",
        2,
        1,
    )


def test_a_members_case_needs_a_token(bare: World) -> None:
    reference = published(bare, audience="members")
    refused(Program(bare).get(f"/cases/{reference}"), 404)
    refused(Program(bare).get(f"/cases/{reference}/history"), 404)
    assert Program(bare, "practitioner").case(reference)["audience"] == "members"


def test_an_archived_case_can_be_read_but_not_found(bare: World) -> None:
    reference = published(bare)
    Program(bare, EDITOR).act(reference, "archive", "Overtaken by a later case.")
    seen = Program(bare).case(reference)
    assert (seen["state"], seen["published_revision"]) == ("archived", 1)
    assert fine(Program(bare).get("/search?q=column"))["total"] == 0
    entries = fine(Program(bare).get(f"/cases/{reference}/history"))
    assert [(entry["action"], entry["note"], entry["by"]) for entry in entries][-1] == ("archive", "", None)


def test_an_editor_who_returns_a_case_gets_it_a_last_time(bare: World) -> None:
    reference = submitted(bare)
    editor = Program(bare, EDITOR)
    answer = editor.act(reference, "return_to_submitter", "Say who measured.")
    assert (answer["reference"], answer["state"], answer["actions"]) == (reference, "draft", [])
    refused(editor.get(f"/cases/{reference}"), 404)
    assert Program(bare, WRITER).case(reference)["state"] == "draft"


@pytest.mark.slow
def test_only_editors_know_the_reviewers(bare: World) -> None:
    reference = judged(bare)
    writer, editor, reviewer = Program(bare, WRITER), Program(bare, EDITOR), Program(bare, REVIEWERS[0])
    path = f"/cases/{reference}/reviews"
    assert fine(writer.get(path)) == []  # not before the decision
    assert [review["own"] for review in fine(reviewer.get(path))] == [True]
    named = fine(editor.get(path))
    assert [review["reviewer"]["email"] for review in named] == [f"{name}@demo.example" for name in REVIEWERS]
    assert {review["note_to_editors"] for review in named} == {WHOLE_REVIEW["note_to_editors"]}

    editor.act(reference, "request_revision", "Answer the remarks.")
    unnamed = fine(writer.get(path))
    assert [review["recommendation"] for review in unnamed] == ["approve", "approve"]
    for review in unnamed:
        assert (review["reviewer"], review["assignment"], review["note_to_editors"]) == (None, None, "")
        assert review["submitted_at"] is None  # working hours would reveal where somebody lives
        (remark,) = review["remarks"]
        assert {name: remark[name] for name in WHOLE_REVIEW["remarks"][0]} == WHOLE_REVIEW["remarks"][0]
        assert (remark["open"], remark["answers"]) == (True, [])
    assert [review["number"] for review in unnamed] == [1, 2]
    bodies = writer.get(path).get_data(as_text=True) + writer.get(f"/cases/{reference}/history").get_data(as_text=True)
    assert not any(name in bodies for name in REVIEWERS)


def test_only_its_author_reads_an_unfinished_review(bare: World) -> None:
    reference, (number, _) = in_review(bare)
    fine(Program(bare, REVIEWERS[0]).put(f"/assignments/{number}/review", {"overall": "So far."}))
    for office in (EDITOR, WRITER, REVIEWERS[1]):
        assert fine(Program(bare, office).get(f"/cases/{reference}/reviews")) == []


def test_a_reviewer_who_declines_no_longer_sees_the_case(bare: World) -> None:
    reference = submitted(bare)
    reviewer = Program(bare, "reviewer.fra")
    assignment = fine(Program(bare, EDITOR).post(f"/cases/{reference}/assignments", {"reviewer": reviewer.email}), 201)[
        "id"
    ]
    assert reviewer.case(reference)["title"] == WHOLE_CASE["title"]
    answer = {"response": "decline", "note": "No time before the rotation."}
    assert fine(reviewer.post(f"/assignments/{assignment}/response", answer))["state"] == "declined"
    refused(reviewer.get(f"/cases/{reference}"), 404)
    assert fine(reviewer.get("/assignments")) == []
    (entry,) = fine(Program(bare, EDITOR).get(f"/cases/{reference}/assignments"))
    assert (entry["state"], entry["note"]) == ("declined", "No time before the rotation.")


def test_only_those_who_take_part_read_offices_in_the_history(bare: World) -> None:
    reference = submitted(bare)
    entries = fine(Program(bare, EDITOR).get(f"/cases/{reference}/history"))
    assert [entry["action"] for entry in entries] == ["clear"]
    assert entries[-1]["by"]["delegation"] == {"id": "GHA", "label": "Ghana"}
    assert (entries[-1]["from_state"], entries[-1]["to_state"]) == ("in_clearance", "submitted")


def test_the_actions_of_a_case_are_those_that_the_server_allows(bare: World) -> None:
    reference = judged(bare)
    expected = {
        WRITER: ["withdraw"],
        OFFICER: ["withdraw"],
        EDITOR: ["request_revision", "publish", "decline"],
        REVIEWERS[0]: [],
    }
    assert {office: Program(bare, office).case(reference)["actions"] for office in expected} == expected
