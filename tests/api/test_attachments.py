"""Files through the API: sent, listed with their case, downloaded by their readers, removed."""

import pytest
from werkzeug.test import TestResponse

from case_studies.attachments.limits import LARGEST_FILE
from case_studies.errors import Incomplete
from case_studies.vocabulary import Action, State
from tests.support.api_client import EDITOR, OFFICER, WRITER, Program, fine, refused
from tests.support.files import SENTINEL, docx, pdf, picture
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import World


def send(program: Program, reference: str, content: bytes, name: str = "plan.pdf", **values: str) -> TestResponse:
    """Send a file as a form, put together here: the test client would leave temporary files behind."""
    fields = "".join(f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in values.items())
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = f"{fields}{head}".encode() + content + b"\r\n--x--\r\n"
    path = f"/cases/{reference}/attachments"
    return program.call("POST", path, data=body, content_type="multipart/form-data; boundary=x")


@pytest.mark.slow
def test_a_file_is_sent_listed_downloaded_and_removed(bare: World) -> None:
    case, writer = Steps.start(bare), Program(bare, WRITER)
    sent = fine(send(writer, case.reference, pdf(), "staff/Plan of the road.PDF", description="Where"), 201)
    assert sent == {
        "id": sent["id"],
        "name": "Plan of the road.pdf",
        "media_type": "application/pdf",
        "size": sent["size"],
        "audience": "public",
        "description": "Where",
        "url": f"http://localhost/cases/{case.reference}/attachments/{sent['id']}",
    }
    assert writer.case(case.reference)["attachments"] == [sent]
    address = f"/cases/{case.reference}/attachments/{sent['id']}"
    got = writer.get(address)
    assert (got.status_code, len(got.data)) == (200, sent["size"])
    assert SENTINEL.encode() not in got.data
    assert writer.call("DELETE", address).status_code == 204
    assert writer.case(case.reference)["attachments"] == []
    refused(writer.get(address), 404)


def test_who_may_not_write_the_case_can_neither_send_nor_remove(bare: World) -> None:
    case = Steps.start(bare)
    number = case.attach(pdf())
    for office, status in ((None, 401), ("practitioner", 404), (EDITOR, 404), (OFFICER, 403)):
        program = Program(bare, office)
        refused(send(program, case.reference, pdf("Other")), status)
        refused(program.call("DELETE", f"/cases/{case.reference}/attachments/{number}"), status)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    refused(send(Program(bare, WRITER), case.reference, pdf("Other")), 409)
    refused(Program(bare, WRITER).call("DELETE", f"/cases/{case.reference}/attachments/{number}"), 409)


@pytest.mark.slow
def test_a_frozen_revision_keeps_its_files_and_the_next_one_starts_with_them(bare: World) -> None:
    case = Steps.start(bare)
    first = case.attach(pdf("First"))
    case.publish()
    case.act(Action.REVISE, WRITER)
    second, writer, visitor = case.attach(pdf("Second")), Program(bare, WRITER), Program(bare)
    assert [one["id"] for one in writer.case(case.reference)["attachments"]] == [first, second]
    assert writer.call("DELETE", f"/cases/{case.reference}/attachments/{first}").status_code == 204
    assert [one["id"] for one in visitor.case(case.reference)["attachments"]] == [first]
    assert visitor.get(f"/cases/{case.reference}/attachments/{first}").status_code == 200
    refused(visitor.get(f"/cases/{case.reference}/attachments/{second}"), 404)


@pytest.mark.slow
def test_a_file_for_members_does_not_exist_for_others(bare: World) -> None:
    case = Steps.start(bare)
    kept, shown = case.attach(pdf("Kept"), audience="members"), case.attach(pdf("Shown"))
    case.publish()
    assert [one["id"] for one in Program(bare).case(case.reference)["attachments"]] == [shown]
    assert [one["id"] for one in Program(bare, "practitioner").case(case.reference)["attachments"]] == [kept, shown]
    refused(Program(bare).get(f"/cases/{case.reference}/attachments/{kept}"), 404)
    case.act(Action.WITHDRAW, WRITER)
    refused(Program(bare, "practitioner").get(f"/cases/{case.reference}/attachments/{shown}"), 404)


@pytest.mark.slow
def test_a_file_for_named_delegations_needs_them_and_is_theirs(bare: World) -> None:
    case, writer = Steps.start(bare), Program(bare, WRITER)
    sent = fine(send(writer, case.reference, pdf("Kept"), audience="delegations"), 201)
    assert sent["audience"] == "delegations"
    with pytest.raises(Incomplete) as refusal:
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert list(refusal.value.fields) == ["released_to"]
    case.edit(released_to=["KEN"])
    case.publish()
    address = f"/cases/{case.reference}/attachments/{sent['id']}"
    for office in (WRITER, EDITOR, "reviewer.ken"):
        assert Program(bare, office).get(address).status_code == 200, office
    named = Program(bare, "reviewer.ken").case(case.reference)
    assert [one["audience"] for one in named["attachments"]] == ["delegations"]
    assert named["released_to"] == ["KEN"]
    for other in (None, "practitioner", "focal-point.deu"):
        program = Program(bare, other)
        refused(program.get(address), 404)
        seen = program.case(case.reference)
        assert (seen["attachments"], seen["released_to"]) == ([], []), other


@pytest.mark.slow
def test_the_id_of_a_file_reveals_no_other_file(bare: World) -> None:
    """A platform on which nobody attached anything before gives the same id."""
    with_others, alone = Steps.start(bare), Steps.start(bare)
    for number in range(3):
        with_others.attach(pdf(f"Kept {number}"), audience="members")
    shown = with_others.attach(pdf("Shown"))
    assert shown != alone.attach(pdf("Shown")), "another case, another id"
    program = Program(bare, WRITER)
    for one in program.case(with_others.reference)["attachments"]:
        assert program.call("DELETE", f"/cases/{with_others.reference}/attachments/{one['id']}").status_code == 204
    assert with_others.attach(pdf("Shown")) == shown


REFUSED = (
    ("an unknown kind", b"<svg/>", {}, "file"),
    ("a picture that nobody described", picture(), {}, "description"),
    ("more readers than its case", pdf(), {"audience": "public"}, "audience"),
    ("an unknown audience", pdf(), {"audience": "all"}, "audience"),
    ("a larger file", b"%PDF-" + b"0" * LARGEST_FILE, {}, "file"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("content", "values", "field"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_refused_names_the_field(bare: World, content: bytes, values: dict[str, str], field: str) -> None:
    case = Steps.start(bare, audience="members")
    refused(send(Program(bare, WRITER), case.reference, content, **values), 422, field)
    assert Program(bare, WRITER).case(case.reference)["attachments"] == []


@pytest.mark.slow
def test_the_same_file_is_attached_once_and_a_case_has_room_for_30_mb(
    bare: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, writer = Steps.start(bare), Program(bare, WRITER)
    case.attach(docx())
    refused(send(writer, case.reference, docx()), 422, "file")
    monkeypatch.setattr("case_studies.operations.attachments.attachments.LARGEST_CASE", 1000)
    refused(send(writer, case.reference, pdf()), 422, "file")


def test_a_body_that_is_no_form_or_too_large_is_refused(bare: World) -> None:
    case, writer = case_in(bare, State.DRAFT), Program(bare, WRITER)
    refused(writer.post(f"/cases/{case.reference}/attachments", {"file": "x"}), 415)
    refused(send(writer, case.reference, b"%PDF-" + b"0" * (LARGEST_FILE + 200_000)), 413)
    refused(writer.patch(f"/cases/{case.reference}", {"contact": "x" * 2_000_000}), 413)
