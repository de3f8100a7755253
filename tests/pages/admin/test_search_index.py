"""An administrator compares the search indexes with the database and has them built again."""

import shutil
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from case_studies.models import IndexRebuild, IndexTask
from case_studies.operations.administration.search_index import LOST_AFTER, NOTED_EVERY, do_asked_rebuild
from case_studies.search.errors import IndexUnusable
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience
from tests.support.crawl import check_markup
from tests.support.page_reader import open_page
from tests.support.world import PASSWORD, World, csrf

URL = "/administration/search"


def send(world: World, act: str) -> tuple[int, str]:
    client = world.browser("admin")
    answer = client.post(f"{URL}/{act}", data=csrf(client, URL))
    return answer.status_code, answer.get_data(as_text=True)


def shown(world: World) -> str:
    page = open_page(world.browser("admin"), URL)
    check_markup(URL, page.html)
    return page.words


@pytest.mark.slow
def test_a_difference_is_counted(library: World) -> None:
    assert "the same as the database" in send(library, "compare")[1]
    with library.platform.search.writing(Audience.MEMBERS) as writer:
        writer.remove("CS-2026-0001")
    with library.platform.work.writing(quietly=True) as session:
        session.execute(delete(IndexTask))
    assert "1 missing, 0 out of date, 0 too many" in send(library, "compare")[1]
    assert "finds 19 of 20 things that its readers may find" in shown(library)


@pytest.mark.slow
def test_the_worker_builds_the_indexes_again_when_asked(library: World) -> None:
    work, indexer = library.platform.work, library.platform.indexer
    shutil.rmtree(library.config.index_dir)
    assert "The index does not answer." in shown(library)
    assert send(library, "compare")[0] == 503
    do_asked_rebuild(work, indexer)
    assert "The index does not answer." in shown(library)  # nobody asked
    assert send(library, "rebuild")[0] == 303
    assert "The worker has not begun yet." in shown(library)
    assert send(library, "rebuild")[0] == 409
    do_asked_rebuild(work, indexer)
    words = shown(library)
    assert "Last built again on" in words
    assert "finds 20 of 20 things that its readers may find" in words


def test_its_progress_is_shown_while_it_runs(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def rebuild(progress: object) -> None:
        for number in range(NOTED_EVERY):
            progress(number)  # type: ignore[operator]
        seen.append(shown(library))
        raise IndexUnusable("public", "of this test")

    monkeypatch.setattr(type(library.platform.indexer), "rebuild", lambda _indexer, progress: rebuild(progress))
    send(library, "rebuild")
    with pytest.raises(IndexUnusable):
        do_asked_rebuild(library.platform.work, library.platform.indexer)
    assert f"{NOTED_EVERY} of 37 entries are written" in seen[0]
    assert "The last attempt did not end." in shown(library)


def test_a_rebuild_whose_worker_was_killed_can_be_asked_for_again(library: World) -> None:
    send(library, "rebuild")
    with library.platform.work.writing(quietly=True) as session:
        moment = now(session)
        session.execute(update(IndexRebuild).values(started_at=moment, noted_at=moment))
    assert "Under way: 0 of 37" in shown(library)
    assert send(library, "rebuild")[0] == 409
    library.clock.moment += LOST_AFTER
    assert "The last attempt did not end." in shown(library)
    assert send(library, "rebuild")[0] == 303


@pytest.mark.parametrize("office", ["practitioner", "editor.bra"])
def test_it_is_for_administrators_alone(library: World, office: str) -> None:
    client = library.browser(office)
    assert client.get(URL).status_code == 403
    for act in ("compare", "rebuild"):
        assert client.post(f"{URL}/{act}", data=csrf(client, "/desk")).status_code == 403


def test_a_rebuild_needs_a_fresh_sign_in(bare: World) -> None:
    client = bare.browser("admin")
    token = csrf(client, URL)
    bare.clock.moment += timedelta(minutes=16)
    answer = client.post(f"{URL}/rebuild", data=token)
    assert answer.headers["Location"].startswith("/sign-in/again")
    page = open_page(client, URL)
    assert not page.has_any("button", "Build the indexes again")
    again = page.one("link", "Sign in again to build the indexes").href
    data = {"password": PASSWORD, "next": URL, **csrf(client, again)}
    assert client.post("/sign-in/again", data=data).headers["Location"] == URL
    assert client.post(f"{URL}/rebuild", data=csrf(client, URL)).status_code == 303
    assert "The worker has not begun yet." in open_page(client, URL).words
