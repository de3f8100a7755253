"""Cases that fit my situation: the form, reasons beside differences, and help if nothing fits."""

import re

import pytest

from case_studies.vocabulary import State
from tests.support.crawl import check_markup
from tests.support.page_reader import found, link, read, statements, words
from tests.support.workflow_cases import case_in
from tests.support.world import World

CONVOY = "/fit?host_state=MLI&threat=ied&unit=convoy&means=armoured-vehicles&means=trucks&means=ambulances"


def titles(page: str) -> list[str]:
    """Return the references of the cases listed, in their order."""
    return re.findall(r'<h3 class="result__title"><a href="/cases/(CS-\d{4}-\d{4})"', page)


def test_an_empty_form_is_the_form_with_one_line_of_help(library: World) -> None:
    page = read(library.visitor(), "/fit")
    check_markup("/fit", page)
    assert "Choose what is true where you are" in words(page)
    assert "cases to read" in words(page)
    assert not titles(page)
    for label in ("Explosive devices (IEDs)", "Jungle or forest", "Police unit", "Helicopters or aeroplanes", "Mali"):
        assert label in words(page)


def test_a_case_says_why_it_fits_and_what_differs_with_the_passages_marked(library: World) -> None:
    page = read(library.visitor(), CONVOY)
    check_markup(CONVOY, page)
    assert titles(page)[:2] == ["CS-2026-0002", "CS-2026-0001"]
    said = words(page)
    assert "Nothing here says whether something will work where you are." in said
    assert "Host State: Mali, as yours" in said
    assert "Threat: explosive devices (IEDs), as yours" in said
    assert "Means: armoured vehicles, trucks or light vehicles, and ambulances, which you have" in said
    assert "Classified under: Convoy escort and combat convoys" in said
    assert "Needs helicopters or aeroplanes, which you did not list" in said
    assert "States a limit that mentions explosive devices (IEDs)" in said
    assert "Does not mention explosive devices (IEDs)" in said
    assert "<mark>armoured personnel carriers</mark>" in page
    assert re.search(r'<q lang="zh" dir="ltr">[^<]*.*?<mark>直升机</mark>', page)


def test_a_passage_in_arabic_is_written_from_the_right(library: World) -> None:
    page = read(library.visitor(), "/fit?unit=medical")
    assert re.search(r'<q lang="ar" dir="rtl">[^<]*<mark>المستشفى</mark>', page)


def test_choices_stay_and_each_is_removed_alone(library: World) -> None:
    client = library.visitor()
    page = read(client, CONVOY)
    assert re.search(r'value="MLI" selected', page)
    assert re.search(r'value="ied" checked', page)
    wider = link(page, "Remove Threat: explosive devices (IEDs)")
    assert wider == CONVOY.replace("&threat=ied", "")
    assert "Threat:" not in words(read(client, wider)).split("cases to read")[1]
    assert link(page, "Remove all") == "/fit"


def test_two_host_states_can_be_chosen_and_both_stay(library: World) -> None:
    page = read(library.visitor(), "/fit?host_state=MLI&host_state=SSD&unit=medical")
    assert page.count(" selected>") == 2
    assert "Host State: Mali, as yours" in words(page)
    assert "Host State: South Sudan, as yours" in words(page)


def test_where_nothing_fits_it_says_so_and_what_cases_name_instead(library: World) -> None:
    client = library.visitor()
    page = read(client, "/fit?terrain=coast&means=boats")
    assert "No case fits" in words(page)
    assert not titles(page)
    instead = link(page, "Wide open country")
    assert instead == "/fit?terrain=open&means=boats"
    assert titles(read(client, instead))
    read(client, link(page, "Search for the same in plain words"))


def test_search_home_and_case_lead_to_it(library: World) -> None:
    client = library.visitor()
    for url in ("/", "/search", "/search?q=convoy", "/cases/CS-2026-0002"):
        assert link(read(client, url), "my situation") == "/fit"


def test_a_members_case_is_not_named_to_visitors(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="For members alone", audience="members")
    for url in ("/fit?host_state=MLI", "/fit?unit=convoy", "/fit?threat=mines&means=radios", "/fit?terrain=coast"):
        page = read(bare.visitor(), url)
        assert "For members alone" not in page
        assert not found(page)
        assert "name these instead" not in words(page)
    assert "For members alone" in read(bare.browser("practitioner"), "/fit?host_state=MLI")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("threat=dragons", "Threat: Not a known value: dragons."),
        ("host_state=ATLANTIS&unit=police", "Host State or area: Not a known value: ATLANTIS."),
        ("means=%3Cscript%3E", "Means: Not a known value: <script>."),
        ("terrain=" + "x" * 100, "Terrain: At most 60 characters; this has 100."),
        ("unit=a%00b", "Kind of unit: Not a known value: ab."),
        ("&".join(f"host_state=X{n}" for n in range(10_000)), "Choose at most 10; these are 10000."),
        ("&".join(f"means=X{n}" for n in range(10_000)), "Choose at most 40; these are 10000."),
        ("unit=%E2%80%8B", "Choose at least one thing"),
    ],
    ids=lambda value: value[:30],
)
def test_an_invalid_situation_is_refused_by_field(library: World, query: str, says: str) -> None:
    page = read(library.visitor(), f"/fit?{query}", 422)
    check_markup(query, page)
    assert says in words(page)
    assert "<script>" not in page.split("<main", 1)[1]
    assert len(page) < 200_000


def test_blanks_and_repetitions_are_forgiven(library: World) -> None:
    page = read(library.visitor(), "/fit?threat=+ied+&threat=ied&threat=&stranger=1")
    assert titles(page)
    assert page.count("Remove</span>") == 1


@pytest.mark.slow
def test_the_database_is_asked_a_fixed_number_of_times(library: World) -> None:
    client = library.visitor()
    counts = []
    for url in ("/fit?unit=police", CONVOY):
        read(client, url)
        with statements(library) as seen:
            read(client, url)
        counts.append(len(seen))
    assert max(counts) <= 25
    assert len(set(counts)) == 1
