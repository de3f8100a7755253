"""The part "Files" of the form, and files on the pages of a case."""

import io

import pytest

from case_studies.vocabulary import Action
from tests.support.files import SENTINEL, pdf, picture, xlsx
from tests.support.page import Page
from tests.support.workflow_cases import EDITOR, WRITER, Steps
from tests.support.world import World, csrf


@pytest.mark.slow
def test_a_focal_point_attaches_a_picture_without_scripts(bare: World) -> None:
    case, browser = Steps.start(bare), bare.browser(WRITER)
    url = f"/cases/{case.reference}/attachments"

    def send(description: str, follow: bool = True):  # type: ignore[no-untyped-def]
        form = {"file": (io.BytesIO(picture()), "Gate.jpeg"), "description": description, "audience": "public"}
        return browser.post(url, data={**form, **csrf(browser, url)}, follow_redirects=follow)

    nothing = browser.post(url, data=csrf(browser, url))
    assert (nothing.status_code, "Choose a file." in nothing.get_data(as_text=True)) == (422, True)
    refused = send("")
    assert refused.status_code == 422
    assert "Describe what the picture shows" in refused.get_data(as_text=True)
    page = send("The gate of the camp").get_data(as_text=True)
    assert "“Gate.jpg” is attached." in page
    shown = Page(page)
    assert shown.css(".file img")[0].required("alt") == "The gate of the camp"
    assert "JPEG picture · 64 × 48 pixels · 1 KB" in shown.words
    assert "Gate.jpg" in browser.get(f"/cases/{case.reference}/edit").get_data(as_text=True)


@pytest.mark.slow
def test_a_description_is_changed_and_a_file_removed(bare: World) -> None:
    case, browser = Steps.start(bare), bare.browser(WRITER)
    number = case.attach(picture(), "gate.jpg", description="A gate")
    url = f"/cases/{case.reference}/attachments"
    form = csrf(browser, url)
    empty = browser.post(f"{url}/{number}/change", data={"description": "", **form})
    assert empty.status_code == 422
    changed = {"description": "The gate of the camp", "audience": "members", **form}
    assert browser.post(f"{url}/{number}/change", data=changed).status_code == 303
    [attachment] = _files(bare, case)
    assert attachment == ("gate.jpg", "The gate of the camp", "members")
    assert browser.post(f"{url}/{number}/remove", data=form).status_code == 303
    assert _files(bare, case) == []


def _files(world: World, case: Steps) -> list[tuple[str, str, str]]:
    answer = world.visitor().get(f"/api/v1/cases/{case.reference}", headers=world.headers(WRITER)).get_json()
    return [(one["name"], one["description"], one["audience"]) for one in answer["attachments"]]


@pytest.mark.slow
def test_a_download_can_do_nothing_in_this_site(bare: World) -> None:
    case = Steps.start(bare)
    number = case.attach(pdf(), "Планы «дороги».pdf")
    case.publish()
    answer = bare.visitor().get(f"/cases/{case.reference}/attachments/{number}")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D0%9F")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert SENTINEL.encode() not in answer.data


@pytest.mark.slow
def test_a_page_shows_each_reader_the_files_for_them(bare: World) -> None:
    case = Steps.start(bare)
    case.attach(xlsx(), "Shown.xlsx", description="How many searchers")
    case.attach(picture(), "Kept.png", description="Keptdescription", audience="members")
    case.publish()
    url = f"/cases/{case.reference}"
    for_all, for_member = (
        client.get(url).get_data(as_text=True) for client in (bare.visitor(), bare.browser("practitioner"))
    )
    assert [link.words for link in Page(for_all).css(".file__name")] == ["Shown.xlsx"]
    assert "Excel workbook · 1 sheet" in Page(for_all).words
    assert "Kept" not in for_all
    assert len(Page(for_member).css(".file")) == 2
    for address in (f"{url}/work", f"{url}/revisions/1", f"{url}/preview"):
        assert "Kept.jpg" in bare.browser(EDITOR).get(address).get_data(as_text=True), address
    case.act(Action.WITHDRAW, WRITER)
    small = Page(for_member).css(".file img")[0].required("src")
    assert bare.browser("practitioner").get(small).status_code == 404


@pytest.mark.slow
def test_only_the_delegation_reads_about_files_in_the_history_and_no_name_is_there(bare: World) -> None:
    case = Steps.start(bare)
    case.attach(pdf(), "Secretname.pdf")
    own = _history(bare, case, WRITER)
    assert "File added" in own
    assert "Secretname" not in own
    case.publish()
    for office in (EDITOR, "reviewer.chn"):
        assert "File" not in _history(bare, case, office)


def _history(world: World, case: Steps, office: str) -> str:
    page = world.browser(office).get(f"/cases/{case.reference}/work").get_data(as_text=True)
    return Page(page).css(".history")[0].words
