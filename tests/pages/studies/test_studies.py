"""The list of studies: from the form to everybody, by API and pages."""

import pytest

from app.api.examples_of_studies import STUDY
from case_studies.demo.study_loader import load_studies
from case_studies.study_vocabulary import StudyState
from case_studies.vocabulary import State
from tests.support.api_client import Program, fine, refused
from tests.support.crawl import check_markup
from tests.support.page import Page
from tests.support.page_reader import hidden_fields, open_page, read
from tests.support.studies import study_in
from tests.support.workflow_cases import case_in
from tests.support.world import World


@pytest.mark.slow
def test_from_the_form_to_everybody(bare: World) -> None:
    public, kept = case_in(bare, State.PUBLISHED), case_in(bare, State.PUBLISHED, audience="members")
    writer, editor = bare.browser("focal-point.gha"), bare.browser("editor.bra")
    beside = f"{public.reference}, {kept.reference}"
    form = {**STUDY, "year": "2021", "cases": beside}
    wrong = writer.post("/studies/new", data={**hidden_fields(writer, "/studies/new"), **form, "address": "a copy"})
    assert wrong.status_code == 422
    assert "https://" in wrong.get_data(as_text=True)
    sent = {**hidden_fields(writer, "/studies/new?theme=MOV"), **form}
    url = writer.post("/studies/new", data=sent).headers["Location"]
    read(bare.visitor(), url, 404)
    assert open_page(bare.visitor(), "/studies").has_any("heading", "No study here")
    page = open_page(editor, url)
    check_markup(url, page.html)
    answer = editor.post(f"{url}/act/check", data=hidden_fields(editor, url))
    assert answer.status_code == 303
    seen = open_page(bare.visitor(), url)
    assert public.reference in seen.words
    assert kept.reference not in seen.words
    assert kept.reference in read(bare.browser("practitioner"), url)
    assert open_page(bare.visitor(), "/studies?theme=MOV").one("link", STUDY["title"]).href == url
    assert not open_page(bare.visitor(), "/studies?theme=MED").has_any("link", STUDY["title"])
    read(writer, f"{url}/edit", 409)


def test_an_entry_changes_until_it_is_checked(bare: World) -> None:
    study, writer = study_in(bare, StudyState.LISTED), Program(bare, "focal-point.gha")
    changed = {**STUDY, "title": "Another title", "version": study.version}
    assert fine(writer.put(f"/studies/{study.reference}", changed))["title"] == "Another title"
    assert writer.put(f"/studies/{study.reference}", changed).status_code == 409
    assert Program(bare, "focal-point.deu").put(f"/studies/{study.reference}", changed).status_code == 403
    refused(writer.post("/studies", {**STUDY, "themes": []}), 422, "themes")
    for name in ("title", "authors", "finding"):
        refused(writer.post("/studies", {**STUDY, name: " … "}), 422, name)
    refused(writer.post("/studies", {**STUDY, "cases": ["CS-2020-0001"]}), 422, "cases")


def test_a_mistake_in_the_form_does_not_undo_what_somebody_saved_meanwhile(bare: World) -> None:
    study, writer = study_in(bare, StudyState.LISTED), bare.browser("focal-point.gha")
    url = f"/studies/{study.reference}/edit"
    opened = {**hidden_fields(writer, url), **STUDY, "year": "2021", "cases": ""}
    later = {**STUDY, "title": "Saved meanwhile", "version": study.version}
    fine(Program(bare, "focal-point.gha").put(f"/studies/{study.reference}", later))
    wrong = writer.post(url, data={**opened, "address": "a copy"})
    assert wrong.status_code == 422
    version = Page(wrong.get_data(as_text=True)).css("input[name=version]")[0].required("value")
    again = {**opened, "version": version, "title": "Written before"}
    stale = writer.post(url, data=again)
    assert stale.status_code == 409
    assert "Written before" in stale.get_data(as_text=True)
    version = Page(stale.get_data(as_text=True)).css("input[name=version]")[0].required("value")
    assert writer.post(url, data={**again, "version": version}).status_code == 303


def test_the_demonstration_is_loaded_once(bare: World) -> None:
    assert load_studies(bare.platform.work) == 7
    assert load_studies(bare.platform.work) == 0
    page = open_page(bare.visitor(), "/studies")
    assert page.has_any("heading", "Improving Casualty Evacuations")
