"""The preview of a section without scripts: a page of its own that shows what was typed, and saves nothing."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from case_studies.case_template import SECTION_LENGTH
from case_studies.vocabulary import State
from tests.support.page import Page
from tests.support.page_reader import hidden_fields, open_page
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World, csrf

TYPED = "What was **done**:\n\n- UNMAS trained\n- teams searched\n\n| Year | Found |\n| --- | --- |\n| 2019 | 12 |"


def preview_url(case: Steps, name: str = "results") -> str:
    return f"/cases/{case.reference}/edit/{name}/preview"


def preview(client: FlaskClient, case: Steps, text: str, name: str = "results", **changes: Any) -> TestResponse:
    """Press "Preview" in the form of the section, as a browser without scripts does."""
    form = open_page(client, f"/cases/{case.reference}/edit/{name}")
    (button,) = [button for button in form.all("button", "Preview") if button.attribute("formaction")]
    assert button.required("formtarget") == "_blank", "the page with the text stays"
    fields = hidden_fields(client, f"/cases/{case.reference}/edit/{name}")
    return client.post(button.required("formaction"), data={**fields, name: text, **changes})


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_it_shows_the_typed_text_as_readers_will_see_it(bare: World, language: str, direction: str) -> None:
    case = Steps.start(bare, language=language)
    answer = preview(bare.browser(WRITER), case, TYPED)
    assert answer.status_code == 200
    page = Page(answer.get_data(as_text=True))
    (shown,) = page.css("[data-preview]")
    assert (shown.attribute("lang"), shown.attribute("dir")) == (language, direction)
    assert [item.words for item in page.css("[data-preview] li")] == ["UNMAS trained", "teams searched"]
    assert [head.words for head in page.all("columnheader")] == ["Year", "Found"]
    assert "Nothing is saved." in page.words
    assert case.look().current.sections["results"] == WHOLE_CASE["sections"]["results"]


def test_a_text_over_its_limit_and_an_empty_one_are_shown(bare: World) -> None:
    case, client = Steps.start(bare), bare.browser(WRITER)
    long = "word " * SECTION_LENGTH
    assert long.strip() in Page(preview(client, case, long).get_data(as_text=True)).words
    assert "Nothing written yet." in Page(preview(client, case, " ").get_data(as_text=True)).words


def test_what_a_program_could_run_is_shown_harmless(bare: World) -> None:
    answer = preview(bare.browser(WRITER), Steps.start(bare), "<script>alert(1)</script> [x](javascript:alert(1))")
    html = answer.get_data(as_text=True)
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
    assert "<script>alert(1)</script>" in Page(html).words


def test_who_may_not_write_the_case_gets_no_preview(bare: World) -> None:
    case = Steps.start(bare)
    for office in (EDITOR, REVIEWERS[0], "practitioner"):
        client = bare.browser(office)
        fields = csrf(client, "/account")
        assert client.post(preview_url(case), data={**fields, "results": TYPED}).status_code == 404, office
    officer = bare.browser(OFFICER)
    answer = officer.post(preview_url(case), data={**csrf(officer, "/account"), "results": TYPED})
    assert answer.status_code == 403
    assert "data-preview" not in answer.get_data(as_text=True)


def test_it_is_refused_for_a_text_that_is_frozen_and_a_part_that_is_no_section(bare: World) -> None:
    writer = bare.browser(WRITER)
    fields = {**csrf(writer, "/account"), "results": TYPED}
    assert writer.post(preview_url(case_in(bare, State.IN_CLEARANCE)), data=fields).status_code == 409
    draft = Steps.start(bare)
    for name in ("title", "themes", "nothing"):
        assert writer.post(preview_url(draft, name), data=fields).status_code == 404, name
    assert writer.get(preview_url(draft)).status_code in (404, 405)


def test_without_a_session_the_words_are_kept(bare: World) -> None:
    case, writer = Steps.start(bare), bare.browser(WRITER)
    fields = hidden_fields(writer, f"/cases/{case.reference}/edit/results")
    writer.delete_cookie("casebook")
    answer = writer.post(preview_url(case), data={**fields, "results": TYPED})
    assert answer.status_code in (400, 401, 403)
    page = Page(answer.get_data(as_text=True))
    kept = [part.attribute("value") or part.words for part in page.css("input[name=results], textarea")]
    assert any("UNMAS trained" in text for text in kept)
