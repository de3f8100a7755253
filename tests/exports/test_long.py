"""Long documents: made by the worker for one account, refused once what is in them changed, gone when they expire."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.exports import long
from app.exports.citation import Citation
from app.limits import LONG_EXPORTS
from case_studies.collection_vocabulary import CollectionState
from case_studies.export_vocabulary import ExportState
from case_studies.models import Export, Notification
from case_studies.models.export import MOST_TRIES
from case_studies.operations.exports.ending import KEPT_FOR, delete_old_exports
from case_studies.operations.exports.making import CLAIM_TIME, Progress
from case_studies.vocabulary import Action, Audience, NotificationEvent, State
from tests.support.api_client import Program, fine
from tests.support.collections import collection_in
from tests.support.documents import text_of
from tests.support.page_reader import hidden_fields, open_page, read
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in
from tests.support.world import World, csrf

T = TypeVar("T")
SEARCH = "/search.epub?sort=title"
OTHER = "focal-point.deu"


class Killed(BaseException):
    """Takes the place of a signal that ends a worker at once."""


def kill(*_arguments: object) -> None:
    raise Killed


@pytest.fixture
def cases(bare: World, monkeypatch: pytest.MonkeyPatch) -> list[Steps]:
    """Three cases, of which a request makes a document of two at most."""
    bare.reconnect(public_url="http://localhost")
    found = [case_in(bare, State.PUBLISHED, title=title) for title in ("First", "Second")]
    found.append(case_in(bare, State.PUBLISHED, title="Third", audience=Audience.MEMBERS))
    for place in ("results", "offers"):
        monkeypatch.setattr(f"app.exports.{place}.IN_A_REQUEST", 2)
    return found


def ask(client: FlaskClient, address: str = SEARCH) -> None:
    """Follow a link to a long document, and send the form of the page that it leads to."""
    answer = client.get(address)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    form = hidden_fields(client, answer.headers["Location"])
    assert client.post("/exports", data=form).headers["Location"] == "/exports"


def work(world: World) -> None:
    """Let a worker do its jobs with exports."""
    delete_old_exports(world.platform.work, world.platform.exports)
    with world.app.app_context():
        long.make_waiting_export()


def in_thread(function: Callable[..., T], *values: object, **named: object) -> T:
    """Let a reader do something while a worker works: in a context of their own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function, *values, **named).result()


def rows(world: World) -> list[Export]:
    with world.platform.work.reading() as session:
        return list(session.scalars(select(Export).order_by(Export.id)))


def files(world: World) -> list[str]:
    return [path.name for path in world.platform.exports.folder.glob("*/*")]


@pytest.mark.slow
def test_a_long_document_is_made_once_for_its_account_and_then_gone(
    cases: list[Steps], bare: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, other = bare.browser(WRITER), bare.browser(OTHER)
    assert bare.visitor().get(SEARCH).mimetype == "application/epub+zip"
    assert bare.app.view_functions.keys() >= LONG_EXPORTS
    ask(member)
    assert "Waiting." in read(member, "/exports")
    assert open_page(member, "/exports").has_any("link", "Show the progress")
    work(bare)
    page = open_page(member, "/exports")
    assert "Ready until" in page.html
    assert not page.has_any("link", "Show the progress")
    (export,) = rows(bare)
    (file,) = files(bare)
    address = page.first("link", "Download").href
    answer = member.get(address)
    monkeypatch.setattr("app.exports.offers.IN_A_REQUEST", 100)
    assert answer.get_data() == member.get(SEARCH).get_data()
    assert (answer.mimetype, answer.headers["Casebook-Marking"]) == ("application/epub+zip", "TLP:GREEN")
    assert other.get(address).status_code == 404
    assert other.post(f"/exports/{export.token}/remove", data=csrf(other)).status_code == 404
    assert bare.visitor().get(address).headers["Location"].startswith("/sign-in")
    with bare.platform.work.reading() as session:
        (notice,) = session.scalars(select(Notification).where(Notification.event == NotificationEvent.EXPORT_READY))
    assert notice.facts == {}
    program = Program(bare, WRITER)
    wanted = {"source": "search", "about": "sort=title", "form": "epub"}
    asked = program.post("/exports", wanted)
    assert (asked.status_code, asked.get_json()["state"], asked.get_json()["file"]) == (202, "waiting", None)
    work(bare)
    ready = program.client.get(asked.headers["Location"], headers=program.headers).get_json()
    assert (ready["state"], ready["done"], ready["things"]) == ("ready", 3, 3)
    assert program.get(f"/exports/{ready['id']}/file").get_data() == answer.get_data()
    assert program.call("DELETE", f"/exports/{ready['id']}").status_code == 204
    assert (files(bare), len(program.get("/exports").get_json())) == ([file], 1)
    bare.clock.moment += KEPT_FOR
    member = bare.browser(WRITER)
    assert member.get(address).status_code == 404
    assert files(bare) == [file]
    work(bare)
    assert rows(bare) == []
    assert files(bare) == []


@pytest.mark.slow
def test_a_file_is_refused_and_deleted_once_its_account_reads_less(cases: list[Steps], bare: World) -> None:
    member = bare.browser(OTHER)
    ask(member)
    ask(member, "/search.docx?sort=title")
    for _export in range(2):
        work(bare)
    first, second = rows(bare)
    assert member.get(f"/exports/{first.token}/file").status_code == 200
    cases[0].act(Action.WITHDRAW, WRITER, "It was wrong.")
    for export in (first, second):
        assert member.get(f"/exports/{export.token}/file").headers["Location"] == "/exports"
    page = open_page(member, "/exports")
    assert page.html.count("What it contains has changed; make it again.") >= 2
    assert files(bare) == []
    member.post("/exports", data={**csrf(member, "/exports"), "source": "search", "about": first.about, "form": "epub"})
    work(bare)
    assert rows(bare)[-1].state == ExportState.READY
    cases[1].narrow(OFFICER, "Too open.", section_audiences={"lessons": "delegations"})
    assert member.get(f"/exports/{rows(bare)[-1].token}/file").status_code == 303


@pytest.mark.slow
def test_a_basket_and_a_collection_are_read_again_as_well(cases: list[Steps], bare: World) -> None:
    member = bare.browser(OTHER)
    things = {case.reference: "It shows how." for case in cases}
    collection = collection_in(bare, CollectionState.PUBLISHED, things)
    member.post("/basket", data={**csrf(member), "reference": list(things)})
    for address in ("/basket.docx", f"/collections/{collection.reference}.docx"):
        ask(member, address)
        work(bare)
    basket, collected = rows(bare)
    bare.clock.moment += KEPT_FOR - timedelta(minutes=1)  # the cover of a basket has the day before
    member = bare.browser(OTHER)
    for export in (basket, collected):
        text = text_of(member.get(f"/exports/{export.token}/file").get_data())
        assert [title for title in ("First", "Second", "Third") if title not in text] == []
    fine(collection.act("clearance.gha", "withdraw"))
    assert member.get(f"/exports/{basket.token}/file").status_code == 200
    assert member.get(f"/exports/{collected.token}/file").headers["Location"] == "/exports"
    assert len(files(bare)) == 1


@pytest.mark.slow
def test_an_account_has_three_at_once_and_can_stop_one_while_it_is_made(
    cases: list[Steps], bare: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = bare.browser(WRITER)
    for order in ("title", "newest", "relevance", "title"):  # the last one waits already
        ask(member, f"/search.epub?sort={order}")
    form = {**csrf(member, "/exports"), "source": "search", "about": "sort=title", "form": "pdf"}
    member.post("/exports", data=form)
    assert "At most 3 exports can wait or be under way." in read(member, "/exports")
    count, pages = long._count, list[str]()

    def count_and_stop(things: Iterable[Citation], most: int, progress: Progress) -> Iterator[Citation]:
        yield from count(things, most, progress)
        pages.append(in_thread(read, member, "/exports"))
        in_thread(member.post, f"/exports/{rows(bare)[0].token}/stop", data=form)

    monkeypatch.setattr(long, "_count", count_and_stop)
    work(bare)
    assert "Under way: all 3 are read" in pages[0]
    assert [one.state for one in rows(bare)] == ["stopped", "waiting", "waiting"]
    assert files(bare) == []


@pytest.mark.slow
def test_a_killed_worker_is_followed_by_another_one_twice_and_leaves_no_file(
    cases: list[Steps], bare: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(bare.browser(WRITER))
    with monkeypatch.context() as patch:
        patch.setattr("case_studies.operations.exports.making._note_ready", kill)
        for _try in range(MOST_TRIES):
            with pytest.raises(Killed):
                work(bare)
            work(bare)  # another worker leaves it alone while it is claimed
            assert [one.state for one in rows(bare)] == ["under_way"]
            assert len(files(bare)) == 1, "the one before is deleted, and this one is not"
            bare.clock.moment += CLAIM_TIME
    work(bare)
    assert [one.failure for one in rows(bare)] == ["not_made"]
    work(bare)
    assert files(bare) == []
    ask(bare.browser(WRITER))
    work(bare)
    assert "Ready until" in read(bare.browser(WRITER), "/exports")
