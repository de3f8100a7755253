"""Writing a case on the pages. A refused form changes nothing and is shown again with what was typed."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from case_studies.models import Case
from case_studies.operations.cases.queries import find_case
from tests.support.page_reader import version
from tests.support.world import World, csrf

DRAFT = "/cases/CS-2026-0027"


def text_of(library: World, section: str) -> str:
    with library.platform.work.reading() as session:
        case = find_case(session, library.actor("focal-point.gha"), "CS-2026-0027")
        return case.current.sections.get(section, "")


@pytest.fixture
def author(library: World) -> FlaskClient:
    return library.browser("focal-point.gha")


def save(author: FlaskClient, part: str, seen: int, **controls: object) -> TestResponse:
    fields = csrf(author, f"{DRAFT}/edit/{part}")
    return author.post(f"{DRAFT}/edit/{part}", data={**fields, "version": seen, **controls})


def test_a_saved_part_is_stored_and_the_form_continues(library: World, author: FlaskClient) -> None:
    answer = save(author, "resources", version(library), resources="Two trucks.", go_on="1")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/edit/results")
    assert text_of(library, "resources") == "Two trucks."


@pytest.mark.parametrize(
    ("part", "controls", "says"),
    [
        ("summary", {"summary": "word " * 151}, "At most 150 words; this has 151."),
        ("results", {"results": "x" * 12_001}, "At most 12000 characters"),
        ("title", {"title": "t" * 121, "language": "en"}, "At most 120 characters"),
        ("title", {"title": "A title", "language": "xx"}, "Choose one of"),
        ("when", {"started": "199x", "ended": ""}, "such as 2019"),
        ("when", {"started": "1900", "ended": ""}, "from 1948"),
        ("when", {"started": "2020", "ended": "2019"}, "ends before it starts"),
        ("themes", {"themes": ["EXP", "FPR", "MOV", "AWR", "TEC", "TRN"]}, "Choose at most 5"),
        ("themes", {"themes": ["NO-SUCH"]}, "NO-SUCH"),
        ("where", {"host_states": ["ATLANTIS"]}, "ATLANTIS"),
        ("where", {"co_submitters": ["GHA"]}, "a co-submitter of its own case"),
        ("audience", {"audience": "amber", "contact": ""}, "TLP:CLEAR"),
        ("audience", {"audience": "public", "contact": "not an address"}, "e-mail address"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_a_refused_value_is_reported_shown_again_and_not_stored(
    library: World, author: FlaskClient, part: str, controls: dict[str, object], says: str
) -> None:
    before = version(library)
    answer = save(author, part, before, **controls)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in page
    assert 'role="alert"' in page
    linked = re.search(r'<a href="#(f-\w+)">', page)
    assert linked, "the summary links to the field"
    assert f'id="{linked.group(1)}"' in page
    for typed in controls.values():
        if isinstance(typed, str) and "\x07" not in typed and typed not in ("xx", "amber"):
            assert typed.strip() in page, "what was typed is still there"
    assert version(library) == before


def test_a_stale_page_gets_409_keeps_its_text_and_shows_what_is_stored(library: World, author: FlaskClient) -> None:
    seen = version(library)
    assert save(author, "results", seen, results="First writer.").status_code == 303
    answer = save(author, "results", seen, results="Second writer.")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Second writer." in page
    assert "First writer." in page
    assert text_of(library, "results") == "First writer."
    assert save(author, "results", version(library), results="Second writer.").status_code == 303
    assert text_of(library, "results") == "Second writer."


def test_a_forged_form_changes_nothing(library: World, author: FlaskClient) -> None:
    before = version(library)
    answer = author.post(f"{DRAFT}/edit/results", data={"version": before, "results": "Forged."})
    assert answer.status_code == 400
    assert "did not come from Casebook" in answer.get_data(as_text=True)
    assert version(library) == before


def test_a_lost_session_returns_the_typed_text(library: World, author: FlaskClient) -> None:
    before = version(library)
    fields = csrf(author, f"{DRAFT}/edit/results")
    author.post("/sign-out", data=fields)
    words = "Three long sentences that took an evening."
    for data in ({"version": before, "results": words}, {**csrf(author), "version": before, "results": words}):
        answer = author.post(f"{DRAFT}/edit/results", data=data)
        assert answer.status_code in (400, 401)
        assert words in answer.get_data(as_text=True)
    assert version(library) == before


def test_someone_elses_draft_does_not_exist(library: World) -> None:
    stranger = library.browser("focal-point.deu")
    fields = csrf(stranger, "/cases/new")
    answer = stranger.post(f"{DRAFT}/edit/results", data={**fields, "version": 1, "results": "Mine now."})
    assert answer.status_code == 404
    assert "Kailahun" not in answer.get_data(as_text=True)


def test_script_in_any_field_is_stored_as_written_and_shown_harmless(library: World, author: FlaskClient) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)> [go](javascript:alert(3))"
    assert save(author, "results", version(library), results=evil).status_code == 303
    assert save(author, "title", version(library), title=evil[:110], language="en").status_code == 303
    assert text_of(library, "results") == evil
    for tail in ("/preview", "/work", "/edit", "/edit/results", "/edit/title"):
        page = author.get(DRAFT + tail).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert "alert(1)" in page, "the words are shown"


def test_a_form_sent_twice_starts_one_case_and_with_another_title_a_second(library: World, author: FlaskClient) -> None:
    page = author.get("/cases/new").get_data(as_text=True)
    key = re.search(r'name="form_key" value="(\w+)"', page)
    assert key
    data = {**csrf(author, "/cases/new"), "form_key": key.group(1), "title": "Once", "language": "fr"}
    first, second = (author.post("/cases/new", data=data) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    with library.platform.work.reading() as session:
        query = select(func.count()).select_from(Case).where(Case.form_key.startswith(key.group(1)))
        assert session.scalar(query) == 1
    again = author.post("/cases/new", data={**data, "title": "Another case"})  # after going back in the browser
    assert again.headers["Location"] != first.headers["Location"]
    assert "Another case" in author.get(again.headers["Location"]).get_data(as_text=True)
    assert "Once" in author.get(first.headers["Location"]).get_data(as_text=True)


def test_only_a_focal_point_starts_a_case(library: World) -> None:
    assert library.browser("reviewer.bra").get("/cases/new").status_code == 403
    assert library.visitor().get("/cases/new").status_code == 303


def test_a_frozen_text_has_no_form(library: World) -> None:
    author = library.browser("focal-point.deu")
    answer = author.get("/cases/CS-2026-0028/edit")
    assert answer.status_code == 409
    fields = csrf(author, "/cases/new")
    seen = version(library, "CS-2026-0028")
    answer = author.post("/cases/CS-2026-0028/edit/results", data={**fields, "version": seen, "results": "Later."})
    assert answer.status_code == 409
    assert "Later." in answer.get_data(as_text=True)
    assert version(library, "CS-2026-0028") == seen


def test_remarks_are_shown_beside_their_section_without_names(library: World) -> None:
    page = library.browser("focal-point.idn").get("/cases/CS-2026-0026/edit/results").get_data(as_text=True)
    assert "Reviewer 1" in page
    assert "reviewer." not in page.replace("reviewer.{", "")


def test_the_list_of_parts_shows_what_is_missing_and_offers_clearance_if_nothing_is(
    library: World, author: FlaskClient
) -> None:
    page = author.get(f"{DRAFT}/edit").get_data(as_text=True)
    assert "Still missing" in page
    assert "/act/request_clearance" not in page
    for section in ("resources", "transfer"):
        assert save(author, section, version(library), **{section: "Not published."}).status_code == 303
    page = author.get(f"{DRAFT}/edit").get_data(as_text=True)
    assert "Nothing is missing" in page
    assert "/act/request_clearance" in page
