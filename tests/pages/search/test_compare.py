"""Cases side by side on a page: an address to share, each text in its language, and a message for missing cases."""

import re
from urllib.parse import urlencode

import pytest

from case_studies.vocabulary import State
from tests.support.crawl import check_markup
from tests.support.page_reader import Page, found, link, open_page, read, statements, words
from tests.support.workflow_cases import case_in
from tests.support.world import WHOLE_CASE, World

SCRIPT = "<script>alert(1)</script>"
ENGLISH, MALI, ARABIC, CHINESE = "CS-2026-0001", "CS-2026-0002", "CS-2026-0009", "CS-2026-0015"


def address(*references: str) -> str:
    return "/compare?" + "&".join(f"case={reference}" for reference in references)


def rows(page: str) -> dict[str, str]:
    """Return the words of each row of the table by its heading."""
    pairs = re.findall(r'<tr role="row"[^>]*>\s*<th role="rowheader"[^>]*>(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    return {words(name): words(cells) for name, cells in pairs}


def columns(page: str) -> list[str]:
    """Return the references of the cases that are compared."""
    return re.findall(r'<th role="columnheader" scope="col">.*?/cases/(CS-\d{4}-\d{4})"', page)


def test_two_cases_are_compared_field_by_field(library: World) -> None:
    page = read(library.visitor(), address(ENGLISH, MALI))
    check_markup("compare", page)
    assert columns(page) == [ENGLISH, MALI]
    table = rows(page)
    assert table["Submitted by"].count("Example for") == 2
    for field in ("Host States and areas", "Period", "Operations", "Themes", "Stage", "Evidence", "Language"):
        assert field in table
    for section in ("Summary", "Situation", "Actions", "Resources", "Results", "What did not work", "Lessons"):
        assert link(page, section).startswith("#")
        assert table[section]
    assert "Use elsewhere" in table


def test_equal_values_are_shown_once(library: World) -> None:
    page = read(library.visitor(), address(ENGLISH, MALI))
    assert rows(page)["Language"] == "English the same in all"
    assert rows(page)["Host States and areas"] == "Mali the same in all"
    themes = rows(page)["Themes"]
    assert themes.count("Convoy escort and combat convoys in all") == 2
    assert "Explosive hazard awareness and behaviour in all" not in themes


def test_each_text_keeps_its_language_and_direction(library: World) -> None:
    page = read(library.visitor(), address(ENGLISH, ARABIC, CHINESE))
    for language, direction in (("en", "ltr"), ("ar", "rtl"), ("zh", "ltr")):
        assert page.count(f'<div class="prose" lang="{language}" dir="{direction}">') == 8
    assert '<html lang="en" dir="ltr"' in page


def test_each_cell_names_its_case_for_readers_without_columns(library: World) -> None:
    page = read(library.visitor(), address(ENGLISH, ARABIC))
    summary = page.split('id="summary"', 1)[1].split("</tr>", 1)[0]
    names = re.findall(r'<p class="compare__name"><span lang="(\w\w)" dir="(\w+)">', summary)
    assert names == [("en", "ltr"), ("ar", "rtl")]


@pytest.mark.slow
def test_the_audience_and_the_responsibility_are_shown(bare: World) -> None:
    public = case_in(bare, State.PUBLISHED).reference
    members = case_in(bare, State.PUBLISHED, audience="members").reference
    page = read(bare.browser("practitioner"), address(public, members))
    case = rows(page)["Case"]
    assert "Public (TLP:CLEAR)" in case
    assert "Members only (TLP:GREEN)" in case
    assert "responsibility of the delegation that submitted it" in words(page)
    assert "no State submitted them" not in words(page.split("<main", 1)[1]), "these are no demonstration entries"


def test_a_demonstration_entry_is_marked_as_such(library: World) -> None:
    assert "no State submitted them" in words(read(library.visitor(), address(ENGLISH, MALI)).split("<main", 1)[1])


def test_a_case_is_removed_and_another_added(library: World) -> None:
    client = library.visitor()
    page = read(client, address(ENGLISH, MALI, ARABIC))
    assert link(page, "Remove : Escorting supplies") == address(ENGLISH, ARABIC)
    added = Page(page).first("link", "Add :").href
    assert columns(read(client, added))[:3] == [ENGLISH, MALI, ARABIC]
    assert len(columns(read(client, added))) == 4


def test_a_case_is_added_by_searching_for_it(library: World) -> None:
    """The search begins with the compared cases ticked, and their comparison is one click away."""
    client = library.visitor()
    box = Page(read(client, address(ENGLISH, MALI))).by_id("add").one("search")
    ticked = [("compare", element.value) for element in box.css("input[name=compare]")]
    assert ticked == [("compare", ENGLISH), ("compare", MALI)]
    results = open_page(client, f"{box.required('action')}?{urlencode([('q', 'water'), *ticked])}")
    assert "2 chosen" in results.css("[data-picks]")[0].words
    ticking = results.first("link", "Compare :").href
    comparison = open_page(client, ticking).css("[data-picks]")[0].one("link", "Compare").href
    assert columns(read(client, comparison))[:2] == [ENGLISH, MALI]
    assert len(columns(read(client, comparison))) == 3


@pytest.mark.slow
def test_no_similar_case_is_offered_that_the_reader_may_not_read(library: World) -> None:
    offers = {
        office: {
            one.href
            for reference in sorted(found(read(library.visitor(), "/search?per_page=100")))
            for one in open_page(client, address(reference)).by_id("add").all("link")
        }
        for office, client in (("", library.visitor()), ("practitioner", library.browser("practitioner")))
    }
    for_members = ("CS-2026-0003", "CS-2026-0004", "CS-2026-0016")
    assert not [href for href in offers[""] if href.endswith(for_members)]
    assert [href for href in offers["practitioner"] if href.endswith(for_members)]


def test_a_fifth_case_has_no_field(library: World) -> None:
    page = read(library.visitor(), address(ENGLISH, MALI, ARABIC, CHINESE))
    check_markup("four", page)
    assert not Page(page).css("#add")
    assert "Remove one to add another" in words(page)


def test_without_cases_the_page_says_what_it_does(library: World) -> None:
    for url in ("/compare", "/compare?case="):
        page = read(library.visitor(), url)
        check_markup(url, page)
        assert "Two to four cases side by side" in words(page)
        assert "<table" not in page
        assert Page(page).by_id("add").one("search").required("action") == "/search"


def test_one_case_alone_asks_for_another(library: World) -> None:
    page = read(library.visitor(), address(ENGLISH))
    check_markup("one", page)
    assert columns(page) == [ENGLISH]
    assert "Add another one to compare it with" in words(page)
    assert "the same in all" not in words(page)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ((ENGLISH, MALI, "CS-1999-0001"), "CS-1999-0001: there is no published case"),
        ((ENGLISH, MALI, "mali"), "MALI: there is no published case"),
        ((ENGLISH, ENGLISH, MALI), "CS-2026-0001 was requested twice and is shown once."),
    ],
)
def test_a_wrong_reference_is_named_and_the_others_are_compared(
    library: World, asked: tuple[str, ...], message: str
) -> None:
    page = read(library.visitor(), address(*asked), 422)
    check_markup("wrong", page)
    assert message in words(page.split('role="alert"', 1)[1])
    assert columns(page) == [ENGLISH, MALI]


def test_too_many_cases_are_refused_and_the_first_four_are_compared(library: World) -> None:
    page = read(library.visitor(), address(ENGLISH, MALI, ARABIC, CHINESE, "CS-2026-0012"), 422)
    check_markup("five", page)
    assert "At most 4 cases can be compared." in words(page)
    assert columns(page) == [ENGLISH, MALI, ARABIC, CHINESE]


def test_a_hidden_case_is_treated_like_one_that_does_not_exist(bare: World) -> None:
    public = case_in(bare, State.PUBLISHED).reference
    members = case_in(bare, State.PUBLISHED, audience="members", title="For members alone").reference
    draft = case_in(bare, State.DRAFT, title="A draft").reference
    nothing = read(bare.visitor(), address(public, "CS-1999-0001"), 422)
    for hidden in (members, draft):
        assert read(bare.visitor(), address(public, hidden), 422).replace(hidden, "CS-1999-0001") == nothing


@pytest.mark.parametrize("typed", ["%00", "%ED%A0%80", "%3Cscript%3Ealert(1)%3C/script%3E", "x" * 3000, "%E2%80%AE"])
def test_hostile_references_are_answered_harmlessly(library: World, typed: str) -> None:
    page = read(library.visitor(), address(ENGLISH, typed), 422)
    assert "<script>alert" not in page.lower()
    assert len(page) < 60_000


@pytest.mark.slow
def test_what_was_written_is_shown_harmless(bare: World) -> None:
    sections = dict.fromkeys(WHOLE_CASE["sections"], f"{SCRIPT} [x](javascript:1) <img src=x onerror=alert(1)>")
    pair = [case_in(bare, State.PUBLISHED, title=f"{n} {SCRIPT}", sections=sections).reference for n in "ab"]
    page = read(bare.visitor(), address(*pair))
    assert SCRIPT not in page
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_a_search_leads_here_by_boxes_to_tick(library: World) -> None:
    client = library.visitor()
    page = open_page(client, "/search?host_state=MLI")
    check_markup("search", page.html)
    first, second = (tick.required("data-pick") for tick in page.css("[data-pick]")[:2])
    ticked = open_page(client, page.first("link", "Compare :").href)
    page = open_page(client, ticked.css(f"[data-pick={second}]")[0].href)
    check_markup("ticked", page.html)
    bar = page.css("[data-picks]")[0]
    assert bar.words.startswith("2 chosen")
    assert columns(read(client, bar.one("link", "Compare").href)) == [first, second]
    removed = open_page(client, page.css(f"[data-pick={first}]")[0].href)
    assert removed.css("[data-picks]")[0].words.startswith("1 chosen")
    assert open_page(client, bar.one("link", "Clear").href).css("[data-picks]")[0].has("hidden")


def test_ticks_stay_while_the_search_changes(library: World) -> None:
    """By every facet, chip, page, order, delegation and theme, and without results too."""
    client = library.visitor()
    ticks = f"compare={ENGLISH}&compare={ARABIC}"
    for url in ("/search?q=patrol&per_page=2&page=2&host_state=MLI", "/search?q=zzyzx&theme=MED", "/search?per_page=2"):
        page = open_page(client, f"{url}&{ticks}")
        assert page.css("[data-picks]")[0].words.startswith("2 chosen"), url
        searches = [one for one in page.one("main").all("link") if one.href.startswith("/search?")]
        kept = [one for one in searches if "data-pick" not in one.node.attributes and one.name != "Clear"]
        assert kept
        assert not [one.name for one in kept if ticks not in one.href]
        for box in page.one("main").css("form[action='/search']"):
            assert [element.value for element in box.css("input[name=compare]")] == [ENGLISH, ARABIC]


def test_a_fifth_case_cannot_be_ticked_nor_what_is_no_reference(library: World) -> None:
    four = "&".join(f"compare={reference}" for reference in (ENGLISH, MALI, ARABIC, CHINESE))
    page = open_page(library.visitor(), f"/search?per_page=100&{four}")
    assert {tick.required("data-pick") for tick in page.css("[data-pick]")} == {ENGLISH, MALI, ARABIC, CHINESE}
    page = open_page(library.visitor(), f"/search?{four}&compare=CS-2026-0012")
    assert page.css("[data-picks]")[0].words.startswith("4 chosen")
    page = open_page(library.visitor(), "/search?compare=%3Cscript%3E&compare=mali")
    assert page.css("[data-picks]")[0].has("hidden")


def test_ticks_belong_neither_to_a_saved_search_nor_to_a_feed(library: World) -> None:
    page = open_page(library.browser("practitioner"), f"/search?q=patrol&compare={ENGLISH}")
    line = page.css(".quiet-line")[0]
    assert "compare" not in line.one("link", "Feed").href
    assert "compare" not in line.one("button", "Save this search").closest("form").required("action")


def test_one_result_alone_has_no_box(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    assert not open_page(bare.visitor(), "/search").css("[data-pick]")


def test_a_case_leads_here_beside_each_related_case(library: World) -> None:
    client = library.visitor()
    page = read(client, f"/cases/{ENGLISH}")
    assert link(page, "Compare with another case") == address(ENGLISH)
    assert columns(read(client, link(page, "Compare :")))[0] == ENGLISH


def test_an_archived_case_is_compared_with_nothing(bare: World) -> None:
    case = case_in(bare, State.ARCHIVED)
    assert "/compare" not in read(bare.visitor(), f"/cases/{case.reference}")


def test_the_database_is_asked_as_often_for_three_cases_as_for_two(library: World) -> None:
    client = library.visitor()
    counts = []
    for url in (address(ENGLISH, MALI), address(ENGLISH, MALI, ARABIC)):
        with statements(library) as seen:
            read(client, url)
        counts.append(len(seen))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 22


def test_four_cases_stay_a_light_page(library: World) -> None:
    assert len(read(library.visitor(), address(ENGLISH, MALI, ARABIC, CHINESE)).encode()) < 90_000
