"""Writing a case on the pages. A refused form changes nothing and is shown again with what was typed."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from case_studies.models import Case
from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.operations.cases.queries import find_case
from case_studies.vocabulary import Role
from tests.support.api_client import Program, fine, refused
from tests.support.page_reader import Page, hidden_fields, open_page, version
from tests.support.world import PASSWORD, World, csrf

DRAFT = "/cases/CS-2026-0027"


def text_of(library: World, section: str) -> str:
    with library.platform.work.reading() as session:
        case = find_case(session, library.actor("focal-point.gha"), "CS-2026-0027")
        return case.current.sections.get(section, "")


@pytest.fixture
def author(library: World) -> FlaskClient:
    return library.browser("focal-point.gha")


def save(author: FlaskClient, part: str, **controls: object) -> TestResponse:
    """Open a part of the form, type into it, and save it."""
    url = f"{DRAFT}/edit/{part}"
    return author.post(url, data={**hidden_fields(author, url), **controls})


def problems(author: FlaskClient) -> str:
    """Return what the list of parts says that clearance still needs."""
    aside = open_page(author, f"{DRAFT}/edit").css("aside.panel")
    return aside[0].words


def test_a_saved_part_is_stored_and_the_form_continues(library: World, author: FlaskClient) -> None:
    answer = save(author, "resources", resources="Two trucks.", go_on="1")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/edit/results")
    assert text_of(library, "resources") == "Two trucks."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "controls", "says"),
    [
        ("results", {"results": "x" * 100_001}, "At most 100000 characters"),
        ("title", {"title": "t" * 2_001, "language": "en"}, "At most 2000 characters"),
        ("title", {"title": "A title", "language": "xx"}, "Choose one of"),
        ("themes", {"themes": ["NO-SUCH"]}, "NO-SUCH"),
        ("where", {"host_states": ["ATLANTIS"]}, "ATLANTIS"),
        ("audience", {"audience": "amber", "contact": ""}, "TLP:CLEAR"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_a_value_that_no_draft_can_hold_is_reported_shown_again_and_not_stored(
    library: World, author: FlaskClient, part: str, controls: dict[str, object], says: str
) -> None:
    before = version(library)
    answer = save(author, part, **controls)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in page
    assert 'role="alert"' in page
    linked = re.search(r'<a href="#(f-\w+)">', page)
    assert linked, "the summary links to the field"
    assert f'id="{linked.group(1)}"' in page
    for typed in controls.values():
        if isinstance(typed, str) and typed not in ("xx", "amber"):
            assert typed.strip() in page, "what was typed is still there"
    assert version(library) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "controls", "says"),
    [
        ("summary", {"summary": "word " * 151}, "Summary : At most 150 words; this has 151."),
        ("results", {"results": "x" * 12_001}, "Results : At most 12000 characters; this has 12001."),
        ("title", {"title": "t" * 121, "language": "en"}, "Title : At most 120 characters; this has 121."),
        ("when", {"started": "199x", "ended": ""}, "First year : Give the year as a number, such as 2019."),
        ("when", {"started": "1900", "ended": ""}, "First year : Give a year from 1948 to 2100."),
        ("when", {"started": "2020", "ended": "2019"}, "Last year : The period ends before it starts."),
        ("when", {"started": "2020", "ended": "2021 or so"}, "Last year : Give the year as a number"),
        ("themes", {"themes": ["EXP", "FPR", "MOV", "AWR", "TEC", "TRN"]}, "Themes : Choose at most 5; these are 6."),
        ("where", {"co_submitters": ["GHA"]}, "Co-submitters : The submitting delegation can't be"),
        ("evidence", {"sources": "\n".join(map(str, range(31)))}, "Sources : At most 30 lines; these are 31."),
        ("evidence", {"sources": "s" * 401}, "Sources : At most 400 characters a line"),
        ("audience", {"audience": "public", "contact": "not an address"}, "Contact : Give an e-mail address"),
        ("audience", {"audience": "public", "contact": f"{'c' * 200}@example.org"}, "Contact : At most 200 characters"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_a_draft_stores_what_is_over_a_limit_and_clearance_names_it(
    library: World, author: FlaskClient, part: str, controls: dict[str, object], says: str
) -> None:
    for section in ("resources", "transfer"):
        assert save(author, section, **{section: "Not published."}).status_code == 303
    assert save(author, part, **controls).status_code == 303
    page = open_page(author, f"{DRAFT}/edit/{part}")
    for name, typed in controls.items():
        if isinstance(typed, list):
            boxes = page.css(f"[name={name}][checked]")
            assert {box.required("value") for box in boxes} == set(typed)
        elif name not in ("language", "audience"):
            assert page.by_id(f"f-{name}").value == typed.strip()
    assert says in problems(author)
    assert "/act/request_clearance" not in author.get(f"{DRAFT}/edit").get_data(as_text=True)
    act = Program(library, "focal-point.gha")
    body = {"action": "request_clearance", "version": version(library)}
    answer = act.post("/cases/CS-2026-0027/transitions", body)
    assert answer.status_code == 422
    assert says.split(" : ")[1] in str(answer.get_json()["errors"])


def test_two_parts_are_saved_at_the_same_time(library: World, author: FlaskClient) -> None:
    results, lessons = (hidden_fields(author, f"{DRAFT}/edit/{part}") for part in ("results", "lessons"))
    assert author.post(f"{DRAFT}/edit/results", data={**results, "results": "By one."}).status_code == 303
    assert author.post(f"{DRAFT}/edit/lessons", data={**lessons, "lessons": "By another."}).status_code == 303
    assert (text_of(library, "results"), text_of(library, "lessons")) == ("By one.", "By another.")


def test_two_texts_of_one_part_are_shown_side_by_side_and_one_is_chosen(library: World, author: FlaskClient) -> None:
    url = f"{DRAFT}/edit/results"
    opened = hidden_fields(author, url)
    assert save(author, "results", results="First text, with more.").status_code == 303
    answer = author.post(url, data={**opened, "results": "Second text, with more."})
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "Your own account saved this text in another tab or on another device" in page.first("main").words
    assert "Stored text" in page.first("table").words
    assert (page.css("del")[0].words.split()[-1], page.css("ins")[0].words.split()[-1]) == ("First", "Second")
    assert page.one("textbox", "Results").value == "Second text, with more."
    assert text_of(library, "results") == "First text, with more."
    chosen = {field.required("name"): field.required("value") for field in page.css("form[data-settles] input")}
    stored = author.post(url, data={**chosen, "use_stored": "1"})
    assert stored.status_code == 303
    assert text_of(library, "results") == "First text, with more."
    assert author.post(url, data=chosen).status_code == 303
    assert text_of(library, "results") == "Second text, with more."


def test_another_office_is_named_and_values_of_lists_are_compared_by_their_names(
    library: World, author: FlaskClient
) -> None:
    url = f"{DRAFT}/edit/when"
    opened = hidden_fields(author, url)
    with library.platform.work.writing() as session:
        password_hash = hash_password(session, PASSWORD)
        add_account(
            session, "desk2@example.org", "GHA", [Role.FOCAL_POINT], office="Second desk", password_hash=password_hash
        )
    other = library.browser("desk2@example.org")
    controls = {"started": "2001", "ended": "2002", "stage": "ended"}
    assert other.post(url, data={**hidden_fields(other, url), **controls}).status_code == 303
    answer = author.post(url, data={**opened, **controls, "stage": "planned"})
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "Second desk, Ghana saved this text after you opened this page" in page.first("main").words
    assert [heading.words for heading in page.css("main h2")] == ["Stage", "Merge the two texts"]
    assert "Planned" in page.first("table").words
    assert page.by_id("f-started").value == "2001"


def test_a_page_on_which_nothing_was_typed_changes_nothing(library: World, author: FlaskClient) -> None:
    url, before = f"{DRAFT}/edit/results", text_of(library, "results")
    opened = hidden_fields(author, url)
    assert save(author, "results", results="Written meanwhile.").status_code == 303
    assert author.post(url, data={**opened, "results": before}).status_code == 303
    assert text_of(library, "results") == "Written meanwhile."


def test_what_is_typed_is_saved_by_the_same_page_again_and_again(library: World, author: FlaskClient) -> None:
    url = f"{DRAFT}/edit/results"
    opened = hidden_fields(author, url)
    for text in ("Some", "Some more", "Some more text"):  # the page never hears that it was saved: a lost answer
        assert author.post(f"{url}/draft", data={**opened, "results": text}).status_code == 200
    assert text_of(library, "results") == "Some more text"
    save(author, "results", results="On another page.")
    late = author.post(f"{url}/draft", data={**opened, "results": "Some more text, late"})
    assert late.status_code == 409
    assert late.get_json()["message"].startswith("Your own account saved this text")
    assert text_of(library, "results") == "On another page."


def test_the_program_of_a_colleague_and_the_form_do_not_overwrite_each_other(
    library: World, author: FlaskClient
) -> None:
    url, program = f"{DRAFT}/edit/results", Program(library, "focal-point.gha")
    opened, seen = hidden_fields(author, url), version(library)
    assert save(author, "lessons", lessons="By the form.").status_code == 303
    refused(program.patch("/cases/CS-2026-0027", {"version": seen, "title": "By the program"}), 409)
    body = {"version": version(library), "sections": {"results": "By the program."}}
    fine(program.patch("/cases/CS-2026-0027", body))
    assert author.post(url, data={**opened, "results": "By the form."}).status_code == 409
    assert text_of(library, "results") == "By the program."


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
    assert save(author, "results", results=evil).status_code == 303
    assert save(author, "title", title=evil[:110], language="en").status_code == 303
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
    assert "still missing" in page
    assert "/act/request_clearance" not in page
    for section in ("resources", "transfer"):
        assert save(author, section, **{section: "Not published."}).status_code == 303
    page = author.get(f"{DRAFT}/edit").get_data(as_text=True)
    assert "Nothing is missing" in page
    assert "/act/request_clearance" in page
