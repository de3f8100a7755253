"""The desk says what waits, and its one next step; it shows nobody what is not theirs."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.vocabulary import Action, Role, State
from tests.support.api_client import Program
from tests.support.crawl import check_markup
from tests.support.page_reader import hidden_fields, open_page, read, statements, words
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in, unanswered_round
from tests.support.world import PASSWORD, World

STEPS = {
    "focal-point.gha": {"Bringing an encircled garrison": "Continue writing"},
    "focal-point.idn": {"Keeping a channel open": "Answer the remarks", "Lowering risk": "Continue writing"},
    "clearance.deu": {"Teaching every peacekeeper": "Read and decide"},
    "reviewer.jpn": {"Preparing contingents": "Answer the invitation"},
    "editor.bra": {
        "Giving a partner operation": "Assign reviewers",
        "Preparing contingents": "Ask somebody else",
        "Keeping a channel open": "See its status",
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("office", STEPS)
def test_each_thing_that_waits_has_its_next_step_and_the_step_leads_somewhere(library: World, office: str) -> None:
    client = library.browser(office)
    page = client.get("/desk").get_data(as_text=True)
    items = re.findall(r'<li class="desk-item">.*?</li>', page, re.DOTALL)
    for title, step in STEPS[office].items():
        item = next(item for item in items if title in item)
        assert step in item
        link = re.search(r'class="button[^"]*" href="([^"]+)"', item)
        assert link
        assert client.get(link.group(1)).status_code == 200
    assert len(items) == len(STEPS[office])


@pytest.mark.parametrize("office", ["practitioner", "admin", "reviewer.chn", "clearance.bgd"])
def test_an_empty_desk_says_what_to_do(library: World, office: str) -> None:
    page = library.browser(office).get("/desk").get_data(as_text=True)
    assert "Nothing waits for you" in page
    assert "desk-item" not in page


@pytest.mark.slow
def test_a_recused_editor_sees_that_another_one_handles_it_and_nothing_else(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED, implemented_by=["IDN"])
    case_in(bare, State.SUBMITTED, co_submitters=["IDN"])
    client = bare.browser("editor.idn")
    page = client.get("/desk").get_data(as_text=True)
    assert page.count("Another editor handles this") == 2
    assert "CS-2026" not in page
    assert "Submitted" not in page
    assert "Searching the road" not in page
    for tail in ("", "/work", "/reviewers", "/act/decline", "/changes", "/revisions/1", "/remarks"):
        assert client.get(f"/cases/{case.reference}{tail}").status_code == 404, tail


def test_a_conflict_declared_on_the_platform_changes_the_desk_at_once(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    client = bare.browser("editor.idn")
    assert case.reference in read(client, "/desk")
    case.declare("editor.idn")
    page = read(client, "/desk")
    assert case.reference not in page
    assert "Another editor handles this" in page
    case.except_("editor.idn", ("editor.bra", "editor.rwa"))
    page = read(client, "/desk")
    assert case.reference in page
    assert "Another editor handles this" not in page


def test_a_text_that_is_back_with_its_author_is_listed_with_the_title_that_was_judged(library: World) -> None:
    author = library.browser("focal-point.idn")
    url = "/cases/CS-2026-0026/edit/title"
    data = {**hidden_fields(author, url), "title": "Unsent words", "language": "en"}
    assert author.post(url, data=data).status_code == 303
    page = library.browser("editor.bra").get("/desk").get_data(as_text=True)
    assert "Keeping a channel open" in page
    assert "Unsent words" not in page


def test_each_group_says_how_much_since_when_and_by_when(bare: World) -> None:
    unanswered_round(bare)
    bare.clock.moment += timedelta(days=6)
    case = unanswered_round(bare)
    case.respond(REVIEWERS[0])
    page = words(read(bare.browser(REVIEWERS[0]), "/desk"))
    assert "Desk 1 invitation waits for an answer. 1 review is due later." in page
    assert "Invitations to review 1 case" in page
    assert "since 2 November 2026, 6 days answer by 9 November 2026" in page
    assert "since today due 29 November 2026" in page


def test_what_is_late_says_so_in_amber_and_in_words(bare: World) -> None:
    case = unanswered_round(bare)
    case.respond(REVIEWERS[0])
    bare.clock.moment += timedelta(days=18)
    page = read(bare.browser(REVIEWERS[0]), "/desk")
    assert "1 review is due this week." in page
    assert "desk-item__due--late" not in page
    bare.clock.moment += timedelta(days=6)
    page = read(bare.browser(REVIEWERS[0]), "/desk")
    assert "1 review is overdue." in page
    assert 'desk-item__due--late">due 23 November 2026, 3 days overdue' in page


def test_who_has_several_roles_sees_one_group_after_the_other(bare: World) -> None:
    """A focal point who also clears, for their own delegation alone."""
    email = _many_roles(bare)
    case_in(bare, State.IN_CLEARANCE)
    Steps.start(bare)
    other = case_in(bare, State.SUBMITTED)
    other.act(Action.RETURN_TO_SUBMITTER, EDITOR, "Say who measured.")
    page = words(read(bare.browser(email), "/desk"))
    order = [page.index(heading) for heading in ("Sent back 1 case", "Drafts 1 case", "To clear 1 case")]
    assert order == sorted(order)


def _many_roles(world: World) -> str:
    roles = [Role.FOCAL_POINT, Role.CLEARANCE_OFFICER]
    with world.platform.work.writing() as session:
        add_account(
            session, "all@gha.example", "GHA", roles, office="Mission", password_hash=hash_password(session, PASSWORD)
        )
    return "all@gha.example"


# ---- Nothing that reviewers do shows on the delegation's pages

TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


def _read_all(client: FlaskClient, program: Program, cases: list[Steps]) -> dict[str, str]:
    """Return what an office reads on pages and in the API, without the form token that is another one each time."""
    pages = ("work", "remarks", "changes", "revisions/1", "act/withdraw")
    answers = ("", "/history", "/reviews", "/remarks")
    urls = ["/desk", "/inbox", *(f"/cases/{case.reference}/{tail}" for case in cases for tail in pages)]
    told = {url: TOKEN.sub("", client.get(url).get_data(as_text=True)) for url in urls}
    paths = ["/desk", *(f"/cases/{case.reference}{tail}" for case in cases for tail in answers)]
    return told | {f"API {path}": program.get(path).get_data(as_text=True) for path in paths}


@pytest.mark.slow
def test_a_delegation_sees_no_change_while_reviewers_act(bare: World) -> None:
    """Order, dates and text are the same after an answer, a saved draft, a review, and one handed in again."""
    cases = [unanswered_round(bare) for _ in range(3)]
    readers = [(bare.browser(office), Program(bare, office)) for office in (WRITER, OFFICER)]
    before = [[_read_all(*reader, [case]) for case in cases] for reader in readers]
    first, second = REVIEWERS
    for place, act in (
        (0, lambda: cases[0].respond(first)),
        (0, lambda: cases[0].review(first, submit=False)),
        (0, lambda: cases[0].review(first)),
        (0, lambda: cases[0].review(first, overall="Clear.")),
        (1, lambda: cases[1].respond(second, accept=False)),
        (1, lambda: cases[1].declare(first)),
        (2, lambda: cases[2].release(first)),
        (2, lambda: cases[2].assign("reviewer.ken")),
    ):
        bare.clock.moment += timedelta(hours=1)
        act()
        for reader, known in zip(readers, before, strict=True):
            after = _read_all(*reader, [cases[place]])
            assert [url for url in after if after[url] != known[place][url]] == []


# ---- Delegation, filters, order, pages


def titles(client: FlaskClient, url: str) -> list[str]:
    """Return the titles of the tasks on a desk."""
    return [item.all("heading")[0].words for item in open_page(client, url).css("li.desk-item")]


def test_rows_name_the_delegation(bare: World) -> None:
    case_in(bare, State.SUBMITTED)
    page = open_page(bare.browser(EDITOR), "/desk")
    assert "Ghana" in page.css("li.desk-item")[0].words


@pytest.mark.slow
def test_a_desk_is_filtered_and_sorted_without_scripts(bare: World) -> None:
    for number in range(3):
        case_in(bare, State.SUBMITTED, title=f"Number {number}")
        bare.clock.moment += timedelta(days=1)
    for title in ("Beta", "Alpha"):
        case_in(bare, State.IN_REVIEW, title=title)
    client = bare.browser(EDITOR)
    assert not open_page(client, "/desk").all("combobox", "Order")
    case_in(bare, State.DECLINED, title="Not about safety")
    page = open_page(client, "/desk")
    check_markup("/desk", page.html)
    assert page.one("combobox", "Status").all("option", "In review")
    assert titles(client, "/desk?state=submitted") == ["Number 0", "Number 1", "Number 2"]
    assert titles(client, "/desk?state=submitted&sort=newest") == ["Number 2", "Number 1", "Number 0"]
    assert titles(client, "/desk?state=in_review&sort=title") == ["Alpha", "Beta"]
    assert len(titles(client, "/desk?delegation=GHA")) == 5
    assert "Not about safety" in read(client, "/desk?delegation=GHA")
    nothing = read(client, "/desk?delegation=DEU")
    assert "Nothing here waits for you" in nothing
    assert "Not about safety" not in nothing


@pytest.mark.slow
def test_a_filter_is_no_way_to_a_case_of_others(bare: World) -> None:
    case_in(bare, State.SUBMITTED, implemented_by=["RWA"], title="In conflict")
    Steps.start(bare, title="A draft")
    for office in ("editor.rwa", "reviewer.fra", "focal-point.deu"):
        client = bare.browser(office)
        for tail in ("delegation=GHA", "state=submitted", "state=draft", "sort=title", "state=none&sort=none&page=1"):
            page = read(client, f"/desk?{tail}")
            assert "In conflict" not in page
            assert "A draft" not in page
        read(client, "/desk?page=2", 404)


@pytest.mark.slow
def test_the_delegations_other_cases_go_on_over_pages_with_as_many_statements(
    bare: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("case_studies.operations.desk.others.PER_PAGE", 2)
    for number in range(3):
        case_in(bare, State.PUBLISHED, title=f"Number {number}")
    client = bare.browser(WRITER)
    with statements(bare) as few:
        page = open_page(client, "/desk")
    assert [row.words for row in page.all("rowheader")] == ["Number 2", "Number 1"]
    assert open_page(client, page.one("link", "Next").href).one("rowheader").words == "Number 0"
    for number in range(3, 6):
        case_in(bare, State.PUBLISHED, title=f"Number {number}")
    with statements(bare) as many:
        read(client, "/desk")
    assert len(many) == len(few)
