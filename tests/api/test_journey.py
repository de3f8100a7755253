"""The life of a case by API: from draft to search hit to withdrawal."""

import pytest

from tests.support.api_client import EDITOR, OFFICER, REVIEWERS, WRITER, Program, everything, fine, published, refused
from tests.support.world import WHOLE_CASE, WHOLE_REVIEW, World


def hits(program: Program, query: str) -> list[str]:
    answer = fine(program.get("/search", query_string=query))
    return [item["reference"] for item in answer["items"]]


@pytest.mark.slow
def test_a_case_goes_from_draft_to_search_hit_to_withdrawal(bare: World) -> None:
    writer, officer, editor = Program(bare, WRITER), Program(bare, OFFICER), Program(bare, EDITOR)
    reviewers = [Program(bare, name) for name in REVIEWERS]
    public, practitioner = Program(bare), Program(bare, "practitioner")

    # The focal point starts with a title and continues later.
    answer = writer.post("/cases", {"title": WHOLE_CASE["title"]})
    started = fine(answer, 201)
    reference = started["reference"]
    assert answer.headers["Location"].endswith(f"/api/v1/cases/{reference}")
    assert (started["state"], started["revision"]) == ("draft", 1)
    assert started["published_revision"] is None
    assert started["audience"] == "members"
    assert "request_clearance" not in started["actions"]
    written = fine(writer.patch(f"/cases/{reference}", {**WHOLE_CASE, "version": started["version"]}))
    assert {name: written[name] for name in WHOLE_CASE} == WHOLE_CASE
    assert written["version"] == writer.case(reference)["version"] > started["version"]
    assert "request_clearance" in written["actions"]
    for stranger in (public, practitioner, editor, *reviewers):
        refused(stranger.get(f"/cases/{reference}"), 404)

    # The delegation clears it.
    assert writer.act(reference, "request_clearance")["state"] == "in_clearance"
    assert officer.case(reference)["actions"] == ["clear", "send_back", "withdraw"]
    assert officer.act(reference, "clear")["state"] == "submitted"

    # An editor invites two reviewers, who accept, and starts the review.
    assignments = []
    for reviewer in reviewers:
        body = {"reviewer": reviewer.email, "due_on": "2026-12-24"}
        assignment = fine(editor.post(f"/cases/{reference}/assignments", body), 201)
        assert (assignment["state"], assignment["due_on"]) == ("invited", "2026-12-24")
        assignments.append(assignment["id"])
        (mine,) = fine(reviewer.get("/assignments"))
        assert (mine["id"], mine["reference"], mine["title"]) == (assignment["id"], reference, WHOLE_CASE["title"])
        accepted = fine(reviewer.post(f"/assignments/{assignment['id']}/response", {"response": "accept"}))
        assert accepted["state"] == "accepted"
    assert [entry["id"] for entry in fine(editor.get(f"/cases/{reference}/assignments"))] == assignments
    assert editor.act(reference, "start_review")["state"] == "in_review"

    # The reviewers write, save and hand in their reviews.
    for reviewer, number in zip(reviewers, assignments, strict=True):
        saved = fine(reviewer.put(f"/assignments/{number}/review", {"overall": "So far."}))
        assert (saved["overall"], saved["submitted_at"]) == ("So far.", None)
        assert "publish" not in editor.case(reference)["actions"]
        handed_in = fine(reviewer.put(f"/assignments/{number}/review", {**WHOLE_REVIEW, "submit": True}))
        remarks = [{name: remark[name] for name in WHOLE_REVIEW["remarks"][0]} for remark in handed_in["remarks"]]
        assert {**{name: handed_in[name] for name in WHOLE_REVIEW}, "remarks": remarks} == WHOLE_REVIEW
        assert handed_in["submitted_at"]
    assert hits(public, "q=choke") == []

    # The editor publishes the case. At once, everybody finds it by text, theme and host State.
    out = editor.act(reference, "publish")
    assert (out["state"], out["published_revision"]) == ("published", 1)
    for query in ("q=choke+point", "theme=EXP", "theme=EXP-SEARCH", "host_state=MLI", "q=column&operation=MINUSMA"):
        assert hits(public, query) == [reference], query
    case = public.case(reference)
    assert {name: case[name] for name in WHOLE_CASE} == WHOLE_CASE
    assert (case["state"], case["actions"], case["version"]) == ("published", [], None)
    assert [entry["action"] for entry in fine(public.get(f"/cases/{reference}/history"))] == ["clear", "publish"]

    # The delegation withdraws the case. At once, nobody finds it.
    assert officer.act(reference, "withdraw")["state"] == "withdrawn"
    assert hits(public, "q=choke+point") == hits(practitioner, "theme=EXP") == []
    for reader in (public, practitioner, editor, *reviewers):
        refused(reader.get(f"/cases/{reference}"), 404)
    assert writer.case(reference)["actions"] == []


@pytest.mark.slow
def test_a_second_revision_replaces_the_first(bare: World) -> None:
    reference = published(bare)
    writer, officer, editor = Program(bare, WRITER), Program(bare, OFFICER), Program(bare, EDITOR)
    opened = writer.act(reference, "revise")
    assert (opened["state"], opened["revision"], opened["published_revision"]) == ("draft", 2, 1)
    change = {"title": "Searching the road, revised", "version": opened["version"]}
    fine(writer.patch(f"/cases/{reference}", change))
    writer.act(reference, "request_clearance")
    officer.act(reference, "clear")
    for name in REVIEWERS:
        assignment = fine(editor.post(f"/cases/{reference}/assignments", {"reviewer": f"{name}@demo.example"}), 201)[
            "id"
        ]
        reviewer = Program(bare, name)
        fine(reviewer.post(f"/assignments/{assignment}/response", {"response": "accept"}))
    editor.act(reference, "start_review")
    for name in REVIEWERS:
        reviewer = Program(bare, name)
        assignment = max(assignment["id"] for assignment in fine(reviewer.get("/assignments")))
        fine(reviewer.put(f"/assignments/{assignment}/review", {**WHOLE_REVIEW, "submit": True}))
    assert Program(bare).case(reference)["title"] == WHOLE_CASE["title"]
    editor.act(reference, "publish")
    case = Program(bare).case(reference)
    assert (case["title"], case["revision"], case["published_revision"]) == ("Searching the road, revised", 2, 2)
    assert hits(Program(bare), "q=revised") == [reference]


def test_an_idempotency_key_starts_one_case(bare: World) -> None:
    writer, other = Program(bare, WRITER), Program(bare, "focal-point.deu")
    key = {"Idempotency-Key": "import-1"}
    first = fine(writer.post("/cases", {"title": "Once"}, headers=key), 201)
    assert fine(writer.post("/cases", {"title": "Once"}, headers=key), 201) == first
    assert fine(other.post("/cases", {"title": "Once"}, headers=key), 201)["reference"] != first["reference"]
    assert fine(writer.post("/cases", {"title": "Once"}), 201)["reference"] != first["reference"]


def test_an_idempotency_key_with_another_body_is_refused_and_starts_nothing(bare: World) -> None:
    writer = Program(bare, WRITER)
    first = {key: fine(writer.post("/cases", body, headers={"Idempotency-Key": key}), 201) for key, body in SENT}
    before = everything(bare)
    for key, own in SENT:
        for body in (*BODIES, {}):
            answer = writer.post("/cases", body, headers={"Idempotency-Key": key})
            if body == own:
                assert fine(answer, 201)["reference"] == first[key]["reference"]
            else:
                assert "another body" in str(refused(answer, 422, "Idempotency-Key"))
    assert everything(bare) == before


BODIES = (
    {"title": "Once"},
    {"title": "Once", "language": "fr"},
    {"title": "Once", "sections": {"results": "Not measured."}},
    {"title": "Once", "themes": ["EXP", "MOV"]},
    {"title": "Once", "themes": ["MOV", "EXP"]},
)
SENT = tuple((f"import-{place}", body) for place, body in enumerate(BODIES))
