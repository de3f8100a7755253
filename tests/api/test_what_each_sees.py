"""What an answer tells depends on who asks, by the same rules as the pages."""

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


def test_a_next_draft_changes_nothing_for_who_reads_what_is_published(bare: World) -> None:
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


def test_a_members_case_is_there_with_a_token_alone(bare: World) -> None:
    reference = published(bare, audience="members")
    refused(Program(bare).get(f"/cases/{reference}"), 404)
    refused(Program(bare).get(f"/cases/{reference}/history"), 404)
    assert Program(bare, "practitioner").case(reference)["audience"] == "members"


def test_an_archived_case_stays_readable_and_leaves_the_search(bare: World) -> None:
    reference = published(bare)
    Program(bare, EDITOR).act(reference, "archive", "Overtaken by a later case.")
    seen = Program(bare).case(reference)
    assert (seen["state"], seen["published_revision"]) == ("archived", 1)
    assert fine(Program(bare).get("/search?q=column"))["total"] == 0
    entries = fine(Program(bare).get(f"/cases/{reference}/history"))
    assert [(entry["action"], entry["note"], entry["by"]) for entry in entries][-1] == ("archive", "", None)


def test_an_editor_who_returns_a_case_is_answered_though_it_is_gone_for_them(bare: World) -> None:
    reference = submitted(bare)
    editor = Program(bare, EDITOR)
    answer = editor.act(reference, "return_to_submitter", "Say who measured.")
    assert (answer["reference"], answer["state"], answer["actions"]) == (reference, "draft", [])
    refused(editor.get(f"/cases/{reference}"), 404)
    assert Program(bare, WRITER).case(reference)["state"] == "draft"


def test_who_reviewed_is_for_the_editors_to_know(bare: World) -> None:
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
        assert review["submitted_at"] is None  # when somebody works tells where they live
        (remark,) = review["remarks"]
        assert {name: remark[name] for name in WHOLE_REVIEW["remarks"][0]} == WHOLE_REVIEW["remarks"][0]
        assert (remark["open"], remark["answers"]) == (True, [])
    assert [review["number"] for review in unnamed] == [1, 2]
    told = writer.get(path).get_data(as_text=True) + writer.get(f"/cases/{reference}/history").get_data(as_text=True)
    assert not any(name in told for name in REVIEWERS)


def test_a_review_in_the_making_is_its_writers_alone(bare: World) -> None:
    reference, (number, _) = in_review(bare)
    fine(Program(bare, REVIEWERS[0]).put(f"/assignments/{number}/review", {"overall": "So far."}))
    for office in (EDITOR, WRITER, REVIEWERS[1]):
        assert fine(Program(bare, office).get(f"/cases/{reference}/reviews")) == []


def test_who_declines_to_review_sees_the_case_no_more(bare: World) -> None:
    reference = submitted(bare)
    reviewer = Program(bare, "reviewer.fra")
    asked = fine(Program(bare, EDITOR).post(f"/cases/{reference}/assignments", {"reviewer": reviewer.email}), 201)["id"]
    assert reviewer.case(reference)["title"] == WHOLE_CASE["title"]
    answer = {"response": "decline", "note": "No time before the rotation."}
    assert fine(reviewer.post(f"/assignments/{asked}/response", answer))["state"] == "declined"
    refused(reviewer.get(f"/cases/{reference}"), 404)
    assert fine(reviewer.get("/assignments")) == []
    (entry,) = fine(Program(bare, EDITOR).get(f"/cases/{reference}/assignments"))
    assert (entry["state"], entry["note"]) == ("declined", "No time before the rotation.")


def test_the_history_names_offices_to_those_inside(bare: World) -> None:
    reference = submitted(bare)
    entries = fine(Program(bare, EDITOR).get(f"/cases/{reference}/history"))
    assert [entry["action"] for entry in entries] == ["clear"]
    assert entries[-1]["by"]["delegation"] == {"id": "GHA", "label": "Ghana"}
    assert (entries[-1]["from_state"], entries[-1]["to_state"]) == ("in_clearance", "submitted")


def test_actions_are_what_the_server_would_do(bare: World) -> None:
    reference = judged(bare)
    expected = {
        WRITER: ["withdraw"],
        OFFICER: ["withdraw"],
        EDITOR: ["request_revision", "publish", "decline"],
        REVIEWERS[0]: [],
    }
    assert {office: Program(bare, office).case(reference)["actions"] for office in expected} == expected
