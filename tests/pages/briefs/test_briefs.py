"""A brief has only what everybody in its audience may read, and the same on its page, in its files and in the API."""

import io
from typing import Any

import pytest
from docx import Document

from case_studies.operations.briefs.facts import FIGURE, NO_FIGURE
from case_studies.vocabulary import EventState, IssueState, PracticeState, State
from tests.support.api_client import Program, fine
from tests.support.documents import text_of
from tests.support.events import event_in
from tests.support.issues import issue_in
from tests.support.page_reader import open_page
from tests.support.practices import practice_in
from tests.support.workflow_cases import WHOLE_CASE, case_in
from tests.support.world import World

THEME = "about=theme:EXP-SEARCH"
MAKER, OWNER = "practitioner", "focal-point.gha"


def results(text: str) -> dict[str, Any]:
    return {**WHOLE_CASE["sections"], "results": text}


def brief(world: World, office: str | None, query: str) -> Any:
    """Return the words of a brief, which are the same in the API, on the page and in Markdown."""
    found = fine(Program(world, office).get(f"/briefs?{query}"))
    client = world.browser(office) if office else world.visitor()
    page = open_page(client, f"/briefs?{query}").words
    markdown = client.get(f"/briefs.md?{query}").get_data(as_text=True).replace("\\", "")
    for line in (line for part in found["parts"] for line in part["lines"]):
        for said in (line["title"], line["text"], line["number"]):
            assert said in page, said
            assert said.rstrip(".") in markdown, said
    return found


def said(found: Any, part: str = "") -> str:
    return " ".join(
        f"{line['title']} {line['text']} {line['number']}"
        for one in found["parts"]
        if part in ("", one["name"])
        for line in one["lines"]
    )


@pytest.mark.slow
def test_a_brief_has_what_all_of_its_readers_may_read(bare: World) -> None:
    public = case_in(
        bare,
        State.PUBLISHED,
        audience="public",
        sections=results("Of 9:\n\n- 7 roads;\n- also 6 tracks.\n\nIt took 31 minutes."),
    )
    case_in(bare, State.PUBLISHED, audience="members", title="For members", sections=results("It took 47 minutes."))
    kept = results("It took 59 minutes.")
    narrow = {"section_audiences": {"results": "delegations"}, "released_to": ["ITA"]}
    case_in(bare, State.PUBLISHED, audience="public", title="For some", sections=kept, **narrow)
    practice_in(bare, PracticeState.IN_CONSULTATION, title="Not adopted yet")
    for office in (None, MAKER, OWNER):
        found = brief(bare, office, THEME)
        assert [line["text"] for line in found["parts"][0]["lines"]] == ["It took 31 minutes."], "no part of a sentence"
        assert f"{public.reference}, revision 1" in said(found, "cases")
        assert not [word for word in ("47 minutes", "59 minutes", "For members", "Not adopted") if word in said(found)]
        assert "No good practice on this subject is adopted." in said(found, "not_known")
        assert found["mark"] == "TLP:CLEAR"
    issue_in(bare, IssueState.OPEN, question="Who may fly at night?", themes=["EXP-SEARCH"], audience="members")
    for office in (MAKER, OWNER):  # the maker is released to, or wrote it; their readers are not and did not
        found = brief(bare, office, f"{THEME}&audience=members")
        assert "47 minutes" in said(found, "facts")
        assert "For members" in said(found, "cases")
        assert "59 minutes" not in said(found)
        assert "Who may fly at night?" not in said(found), "an informal issue is not cited"
        assert found["mark"] == "TLP:GREEN"
    assert bare.visitor().get(f"/briefs?{THEME}&audience=members").status_code == 303
    assert Program(bare, None).get(f"/briefs?{THEME}&audience=members").status_code == 401


@pytest.mark.slow
def test_an_event_leads_to_its_brief(bare: World) -> None:
    case_in(bare, State.PUBLISHED, audience="public", themes=["MED-CASEVAC"], title="On evacuation")
    past = event_in(bare, EventState.DOCUMENTED, audience="public", title="The last meeting")
    coming = event_in(bare, EventState.ANNOUNCED, audience="members", title="A closed meeting")
    page = open_page(bare.browser(MAKER), f"/events/{coming.reference}")
    address = page.one("link", "Brief for this event").href
    assert address == f"/briefs?about=event:{coming.reference}&audience=members"
    shown = open_page(bare.browser(MAKER), address)
    assert shown.one("heading", "A closed meeting")
    assert "On evacuation" in shown.words
    assert "Members agreed on two questions" in shown.one("region", "What came of earlier events").words
    refused = Program(bare, MAKER).get(f"/briefs?about=event:{coming.reference}")
    assert refused.status_code == 403
    assert "This event is for members." in refused.get_data(as_text=True)
    assert Program(bare, None).get(f"/briefs?about=event:{coming.reference}").status_code == 404
    assert "The last meeting" in said(brief(bare, None, f"about=event:{past.reference}"))


@pytest.mark.slow
def test_a_brief_leaves_as_word_and_pdf_with_its_mark(bare: World) -> None:
    case_in(bare, State.PUBLISHED, audience="public", sections=results("It took 31 minutes."))
    for suffix in ("docx", "pdf"):
        answer = bare.visitor().get(f"/briefs.{suffix}?{THEME}")
        assert "TLP-CLEAR" in answer.headers["Content-Disposition"]
        words = text_of(answer.get_data())
        assert "It took 31 minutes." in words
        assert "revision 1, TLP:CLEAR" in " ".join(words.split())
        api = Program(bare, None)
        assert api.client.get(f"/api/v1/briefs.{suffix}?{THEME}").content_type == answer.content_type
    word = Document(io.BytesIO(bare.visitor().get(f"/briefs.docx?{THEME}").get_data()))
    assert "Figures to quote" in [one.text for one in word.paragraphs if one.style and "Heading" in str(one.style.name)]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("about=xyz", 422),
        ("about=theme:NONE", 404),
        ("about=event:EV-2026-9999", 404),
        ("", 200),
        ("about=theme:", 422),
    ],
)
def test_what_is_no_subject_is_refused(bare: World, query: str, status: int) -> None:
    assert bare.visitor().get(f"/briefs?{query}").status_code == status
    assert Program(bare, None).get(f"/briefs?{query}").status_code == (status if query else 422)


@pytest.mark.parametrize(
    ("sentence", "is_figure"),
    [
        ("The delay fell from 41 to 12 minutes.", True),
        ("Deaths fell in 2019.", False),
        ("Resolution 2518 asked for it.", False),
        ("عُثر على ٢٨ عبوة.", True),
        ("Nobody counted.", False),
    ],
)
def test_a_year_is_no_figure(sentence: str, *, is_figure: bool) -> None:
    assert bool(FIGURE.search(NO_FIGURE.sub("", sentence))) == is_figure
