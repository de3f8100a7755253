"""The search page: words, facets that narrow and widen, chips that remove filters, and help without results."""

import re

import pytest

from case_studies.vocabulary import State
from tests.support.page_reader import found, link, read, statements, words
from tests.support.workflow_cases import case_in
from tests.support.world import WHOLE_CASE, World

SCRIPT = "<script>alert(1)</script>"
ALL = "/search?per_page=100"


def test_words_find_cases_and_are_marked(library: World) -> None:
    page = read(library.visitor(), "/search?q=convoy")
    assert found(page)
    assert re.search(r"<mark>convoys?</mark>", page, re.IGNORECASE)


def test_two_values_of_one_facet_widen_and_two_facets_narrow(library: World) -> None:
    client = library.visitor()
    mali, lebanon = (found(read(client, f"{ALL}&host_state={code}")) for code in ("MLI", "LBN"))
    assert mali
    assert lebanon
    assert found(read(client, f"{ALL}&host_state=MLI&host_state=LBN")) == mali | lebanon
    ended = found(read(client, f"{ALL}&stage=ended"))
    assert found(read(client, f"{ALL}&host_state=MLI&stage=ended")) == mali & ended


def test_a_theme_includes_its_sub_themes(library: World) -> None:
    client = library.visitor()
    assert found(read(client, f"{ALL}&theme=EXP-SEARCH")) < found(read(client, f"{ALL}&theme=EXP"))


def test_a_click_in_the_sidebar_finds_as_many_cases_as_its_count(library: World) -> None:
    client = library.visitor()
    page = read(client, "/search?q=convoy")
    promised = re.search(r">South Sudan</span>\s*<span[^>]*>(\d+)</span>", page)
    assert promised is not None
    assert len(found(read(client, link(page, "South Sudan")))) == int(promised.group(1))


def test_a_sub_theme_replaces_its_theme(library: World) -> None:
    client = library.visitor()
    page = read(client, "/search?theme=EXP&host_state=MLI")
    narrower = link(page, "Search, detection and route clearance")
    assert narrower == "/search?theme=EXP-SEARCH&host_state=MLI"
    assert link(read(client, narrower), "Explosive threats") == "/search?theme=EXP&host_state=MLI"


def test_one_click_removes_a_filter(library: World) -> None:
    client = library.visitor()
    page = read(client, "/search?q=convoy&host_state=MLI&stage=ended")
    wider = link(page, "Remove Host State or area: Mali")
    assert wider == "/search?q=convoy&stage=ended"
    assert found(page) < found(read(client, wider))
    assert link(page, "Remove all") == "/search?q=convoy"


def test_one_of_two_values_is_removed_alone(library: World) -> None:
    page = read(library.visitor(), "/search?host_state=MLI&host_state=LBN")
    assert link(page, "Remove Host State or area: Lebanon") == "/search?host_state=MLI"
    assert link(page, "Mali (on; choose to remove)") == "/search?host_state=LBN"


def test_searching_again_keeps_the_filters(library: World) -> None:
    page = read(library.visitor(), "/search?q=convoy&host_state=MLI&sort=title")
    box = page.split('role="search"', 1)[1].split("</form>", 1)[0]
    assert 'name="host_state" value="MLI"' in box
    assert 'name="sort" value="title"' in box


def test_an_active_filter_stays_in_the_sidebar_without_cases(library: World) -> None:
    page = read(library.visitor(), "/search?q=zzyzx&host_state=LBN")
    assert "Lebanon (on; choose to remove) 0" in words(page)


def test_years_overlap_the_period_of_the_case(library: World) -> None:
    client = library.visitor()
    everything = found(read(client, ALL))
    late, early = (found(read(client, f"{ALL}&{years}")) for years in ("year_from=2020", "year_to=2019"))
    assert late < everything
    assert late | early == everything


def test_the_pages_of_a_list_cover_it_once(library: World) -> None:
    client = library.visitor()
    everything = read(client, "/search?sort=title&per_page=100")
    total = len(found(everything))
    seen: list[str] = []
    url = "/search?sort=title&per_page=7"
    while url:
        page = read(client, url)
        assert f"{total} cases" in words(page)
        seen += found(page)
        url = link(page, "Next") if 'rel="next"' in page else ""
    assert sorted(seen) == sorted(found(everything))


def test_a_page_past_the_end_says_so_and_leads_back(library: World) -> None:
    client = library.visitor()
    page = read(client, "/search?per_page=10&page=99")
    assert "There is no page 99" in words(page)
    assert "17 cases" in words(page)
    assert found(read(client, link(page, "Go to the last page")))


def test_no_result_names_the_filter_to_drop(library: World) -> None:
    client = library.visitor()
    page = read(client, "/search?q=escort&host_state=LBN&language=ru")
    assert not found(page)
    assert found(read(client, link(page, "Without Host State or area: Lebanon")))
    assert "Without Language" not in page, "dropping the language alone finds nothing"


def test_no_result_for_misspelled_words_leads_to_themes(library: World) -> None:
    client = library.visitor()
    page = read(client, "/search?q=casevak&year_to=1949")
    assert not found(page)
    assert found(read(client, link(page, "Casualty evacuation")))
    assert found(read(client, link(page, "All cases (17)")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "message", "chip"),
    [
        ("theme=NOPE", "Theme: Not a known value: NOPE", "Remove Theme: NOPE"),
        ("host_state=mali", "Host State or area: Not a known value: mali", "Remove Host State or area: mali"),
        ("year_from=soon", "From: Give the year as a number, such as 2019.", "Remove From: soon"),
        ("year_from=2020&year_to=2010", "To: The period ends before it starts.", "Remove To: 2010"),
        ("sort=best", "Order: Choose one of:", None),
        ("page=0", "Page:", None),
    ],
)
def test_an_unknown_value_is_named_and_one_click_corrects_it(
    library: World, query: str, message: str, chip: str | None
) -> None:
    client = library.visitor()
    page = read(client, f"/search?q=convoy&{query}", 422)
    assert message in words(page)
    assert 'value="convoy"' in page, "the words stay in the box"
    assert found(read(client, link(page, "The same search without that part")))
    if chip:
        assert found(read(client, link(page, chip)))


@pytest.mark.slow
def test_a_members_case_is_found_by_those_who_sign_in_and_marked(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, title="For members alone", audience="members")
    visitor, member = bare.visitor(), bare.browser("practitioner")
    for url in ("/search", "/search?q=members", "/search?theme=EXP", "/search?host_state=MLI"):
        assert "For members alone" not in read(visitor, url)
    assert "Mali" not in words(read(visitor, "/search")), "no facet reveals it"
    page = read(member, "/search")
    assert found(page) == {case.reference}
    assert "Members only" in words(page)


@pytest.mark.slow
def test_what_was_written_is_shown_harmless(bare: World) -> None:
    sections = {"summary": f"Patrol {SCRIPT} report", "situation": 'Patrol "><img src=x onerror=alert(1)>'}
    case_in(bare, State.PUBLISHED, title=f"{SCRIPT} & co", sections={**WHOLE_CASE["sections"], **sections})
    page = read(bare.visitor(), "/search?q=patrol")
    assert len(found(page)) == 1
    assert SCRIPT not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert SCRIPT not in read(bare.visitor(), "/search?q=%3Cscript%3Ealert(1)%3C/script%3E&theme=%3Cscript%3E", 422)


def test_a_case_keeps_its_language_and_direction(library: World) -> None:
    page = read(library.visitor(), "/search?language=ar")
    assert re.search(r'<h3[^>]*><a href="/cases/[^"]*" lang="ar" dir="rtl">', page)


def test_the_database_is_asked_as_often_for_many_results_as_for_few(library: World) -> None:
    client = library.visitor()
    read(client, "/search")
    counts = []
    for url in ("/search?per_page=2", "/search?per_page=100", "/search?q=convoy&theme=EXP&host_state=MLI"):
        with statements(library) as seen:
            assert found(read(client, url))
        counts.append(len(seen))
    assert counts[0] == counts[1], counts
    assert max(counts) <= 21, "one more where other names were searched too: it asks for their languages"
