"""A file that is sent in pieces: gone on with after a lost link, by its own account and case alone, within limits."""

import io
from datetime import timedelta
from hashlib import sha256

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from case_studies.attachments.limits import LARGEST_FILE, LARGEST_PIECE, MOST_UPLOADS
from case_studies.models import Upload, UploadPiece
from case_studies.operations.accounts.accounts import set_roles
from case_studies.operations.attachments.unfinished_uploads import delete_old_uploads
from case_studies.operations.cases.deletion import delete_draft
from case_studies.operations.cases.queries import find_case
from case_studies.vocabulary import Action, Role
from tests.support.files import pdf, picture
from tests.support.page import Page
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps
from tests.support.world import World, csrf

FILE = pdf("The road was searched before the column left.")


class Sender:
    """What a browser does with the files of one case."""

    def __init__(self, world: World, case: Steps, office: str = WRITER) -> None:
        self.url = f"/cases/{case.reference}/attachments"
        self.client: FlaskClient = world.browser(office)
        self.form = csrf(self.client, "/account")

    def begin(self, content: bytes, name: str = "plan.pdf", size: int | None = None) -> TestResponse:
        about = {"name": name, "size": len(content) if size is None else size, "digest": sha256(content).hexdigest()}
        return self.client.post(f"{self.url}/uploads", data={**about, **self.form})

    def piece(self, token: str, start: int, content: bytes) -> TestResponse:
        headers = {"X-CSRFToken": self.form["csrf_token"]}
        return self.client.put(f"{self.url}/uploads/{token}/{start}", data=content, headers=headers)

    def send(self, content: bytes, name: str = "plan.pdf", size: int = LARGEST_PIECE) -> str:
        """Send all pieces, and return the token."""
        token = str(self.begin(content, name).get_json()["token"])
        for start in range(0, len(content), size):
            assert self.piece(token, start, content[start : start + size]).status_code == 200
        return token

    def finish(self, token: str, **described: str) -> TestResponse:
        return self.client.post(self.url, data={"upload": token, **described, **self.form})

    def page(self) -> Page:
        return Page(self.client.get(self.url).get_data(as_text=True))


@pytest.fixture
def sender(bare: World) -> Sender:
    return Sender(bare, Steps.start(bare))


def rows(world: World) -> tuple[int, int]:
    """Return the number of uploads and of their pieces."""
    with world.platform.work.reading() as session:
        counts = [session.scalars(select(func.count()).select_from(kind)).one() for kind in (Upload, UploadPiece)]
        return counts[0], counts[1]


@pytest.mark.slow
def test_a_file_arrives_in_pieces_and_is_attached(bare: World, sender: Sender) -> None:
    token = sender.send(FILE, "Radio plan.PDF", size=400)
    assert rows(bare) == (1, -(-len(FILE) // 400))
    assert sender.finish(token, description="Who listens when").status_code == 303
    [shown] = sender.page().css(".file")
    assert "Radio plan.pdf" in shown.words
    assert rows(bare) == (0, 0)
    [key] = [link.required("href") for link in sender.page().css(".file__name")]
    assert b"The road was searched" in sender.client.get(key).data


def test_after_a_lost_link_it_goes_on_from_where_it_was(sender: Sender) -> None:
    first = sender.begin(FILE).get_json()
    assert first["received"] == 0
    half = len(FILE) // 2
    sender.piece(first["token"], 0, FILE[:half])
    assert f"{half * 100 // len(FILE)} % of 1 KB is here" in sender.page().words
    again = sender.begin(FILE, "another name.pdf").get_json()
    assert (again["token"], again["received"]) == (first["token"], half)
    assert sender.begin(pdf("Another")).get_json()["token"] != first["token"]
    assert sender.finish(first["token"]).status_code == 422, "half a file is no file"
    sender.piece(first["token"], half, FILE[half:])
    assert sender.finish(first["token"]).status_code == 303


def test_two_tabs_that_send_the_same_file_do_not_spoil_it(bare: World, sender: Sender) -> None:
    other = Sender(bare, Steps(bare, sender.url.split("/")[2]))
    token = sender.begin(FILE).get_json()["token"]
    assert other.begin(FILE).get_json()["token"] == token
    assert sender.piece(token, 0, FILE[:300]).status_code == 200
    late = other.piece(token, 0, FILE[:500])
    assert (late.status_code, late.get_json()["received"]) == (409, 300)
    assert other.piece(token, 300, FILE[300:]).status_code == 200
    assert sender.piece(token, 300, FILE[300:]).get_json()["received"] == len(FILE)
    assert sender.finish(token).status_code == 303
    assert other.finish(token).status_code == 404
    assert len(sender.page().css(".file")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("start", [1, 299, 301, 999_999_999])
def test_a_piece_that_leaves_a_gap_or_overlaps_is_not_kept(bare: World, sender: Sender, start: int) -> None:
    token = sender.begin(FILE).get_json()["token"]
    sender.piece(token, 0, FILE[:300])
    answer = sender.piece(token, start, FILE[300:400])
    assert (answer.status_code, answer.get_json()["received"]) == (409, 300)
    assert rows(bare) == (1, 1)


def test_a_piece_is_never_longer_than_the_file_or_than_512_kb(bare: World, sender: Sender) -> None:
    token = sender.begin(FILE).get_json()["token"]
    assert sender.piece(token, 0, FILE + b"x").status_code == 422
    assert sender.piece(token, 0, b"").status_code == 422
    token = sender.begin(b"large", size=LARGEST_FILE).get_json()["token"]
    assert sender.piece(token, 0, b"0" * (LARGEST_PIECE + 1)).status_code == 422
    assert sender.piece(token, 0, b"0" * 2_000_000).status_code == 413
    assert rows(bare) == (2, 0)


@pytest.mark.slow
def test_a_token_is_for_its_account_and_its_case_alone(bare: World, sender: Sender) -> None:
    token = sender.begin(FILE).get_json()["token"]
    elsewhere = Sender(bare, Steps.start(bare))
    with bare.platform.work.writing() as session:
        set_roles(session, f"{OFFICER}@demo.example", [Role.FOCAL_POINT, Role.CLEARANCE_OFFICER])
    colleague = Sender(bare, Steps(bare, sender.url.split("/")[2]), OFFICER)
    for stranger in (elsewhere, colleague):
        assert stranger.piece(token, 0, FILE).status_code == 404
        assert stranger.finish(token).status_code == 404
        assert "plan.pdf" not in stranger.page().words
        assert stranger.client.post(f"{stranger.url}/uploads/{token}/discard", data=stranger.form).status_code == 303
    assert colleague.begin(FILE).get_json()["token"] != token
    assert rows(bare) == (2, 0)
    for office in (EDITOR, "practitioner"):
        other = Sender(bare, Steps(bare, sender.url.split("/")[2]), office)
        assert other.begin(FILE).status_code == other.piece(token, 0, FILE).status_code == 404
    assert bare.visitor().put(f"{sender.url}/uploads/{token}/0", data=FILE).status_code == 400, "no form, no session"
    assert sender.piece(token, 0, FILE).status_code == 200


def test_an_upload_ends_when_the_case_can_no_longer_be_written(bare: World) -> None:
    case = Steps.start(bare)
    sender = Sender(bare, case)
    token = sender.send(FILE)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert sender.begin(FILE).status_code == sender.finish(token).status_code == 409
    assert sender.piece(token, 0, FILE).status_code == 409


def test_files_on_their_way_count_for_the_limits_of_a_case(bare: World, sender: Sender) -> None:
    assert sender.begin(b"x", size=LARGEST_FILE + 1).status_code == 422
    assert sender.begin(b"x", size=0).status_code == 422
    for name in (b"a", b"b", b"c"):
        assert sender.begin(name, size=LARGEST_FILE).status_code == 200
    refused = sender.begin(b"d")
    assert (refused.status_code, "30 MB" in refused.get_json()["message"]) == (422, True)
    elsewhere = Sender(bare, Steps.start(bare))
    for number in range(MOST_UPLOADS - 3):
        assert elsewhere.begin(f"{number}".encode()).status_code == 200
    refused = elsewhere.begin(b"one more")
    assert (refused.status_code, "Discard one first" in refused.get_json()["message"]) == (422, True)


def test_what_did_not_arrive_as_it_was_sent_is_not_attached(sender: Sender) -> None:
    token = sender.begin(FILE).get_json()["token"]
    sender.piece(token, 0, FILE[:-1] + b"x")
    answer = sender.finish(token)
    assert answer.status_code == 422
    assert "did not arrive as it was sent" in answer.get_data(as_text=True)
    assert sender.page().css(".file") == []


@pytest.mark.slow
def test_a_refused_form_keeps_a_good_file_and_forgets_a_bad_one(bare: World, sender: Sender) -> None:
    token = sender.send(picture(), "gate.jpg")
    refused = sender.finish(token)
    assert refused.status_code == 422
    page = Page(refused.get_data(as_text=True))
    assert "Describe what the picture shows" in page.words
    assert page.css("input[name=upload]")[0].required("value") == token
    assert not page.css("input[type=file]"), "it need not be sent again"
    assert sender.finish(token, description="The gate of the camp").status_code == 303
    assert sender.finish(sender.send(b"<svg/>", "x.svg")).status_code == 422
    assert rows(bare) == (0, 0)


@pytest.mark.slow
def test_a_whole_file_is_attached_and_any_is_discarded_without_scripts(bare: World, sender: Sender) -> None:
    whole, half = sender.send(FILE), sender.begin(pdf("Half"), "half.pdf").get_json()["token"]
    [link] = [one.required("href") for one in sender.page().css(".upload a.button")]
    form = Page(sender.client.get(link).get_data(as_text=True))
    assert form.css("input[name=upload]")[0].required("value") == whole
    assert sender.client.post(f"{sender.url}/uploads/{half}/discard", data=sender.form).status_code == 303
    assert rows(bare) == (1, 1)
    sent = {"file": (io.BytesIO(pdf("Plain")), "plain.pdf"), **sender.form}
    assert sender.client.post(sender.url, data=sent).status_code == 303


def test_nobody_reads_a_half_upload_and_after_a_day_it_is_gone(bare: World, sender: Sender) -> None:
    token = sender.begin(FILE).get_json()["token"]
    sender.piece(token, 0, FILE[:300])
    for address in (f"{sender.url}/uploads/{token}", f"{sender.url}/uploads/{token}/0", f"{sender.url}/uploads"):
        assert sender.client.get(address).status_code in (404, 405), address
    assert not list((bare.config.data_dir / "files").rglob("*"))
    bare.clock.moment += timedelta(hours=23)
    delete_old_uploads(bare.platform.work)
    assert rows(bare) == (1, 1)
    bare.clock.moment += timedelta(hours=1)
    sender = Sender(bare, Steps(bare, sender.url.split("/")[2]))  # the session may have ended as well
    assert sender.piece(token, 300, FILE[300:]).status_code == sender.finish(token).status_code == 404
    assert "plan.pdf" not in sender.page().words
    delete_old_uploads(bare.platform.work)
    assert rows(bare) == (0, 0)


def test_a_deleted_draft_takes_its_uploads_with_it(bare: World) -> None:
    case = Steps.start(bare)
    Sender(bare, case).send(FILE)
    with bare.platform.work.writing() as session:
        actor = bare.actor(WRITER)
        found = find_case(session, actor, case.reference, for_change=True)
        delete_draft(session, found, actor, version=found.version)
    assert rows(bare) == (0, 0)
