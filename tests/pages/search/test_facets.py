"""The sidebar of facets: counts for this search, themes on two levels, and long lists that can be filtered."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

from case_studies.taxonomy.catalogue import load_vocabularies
from tests.support.page_reader import found, read, words
from tests.support.world import World

FACET = re.compile(r'<details class="facet".*?</svg>(.*?)</summary>(.*?)(?=<details class="facet"|</nav>)', re.DOTALL)
ITEM = re.compile(
    r'<li class="facet__above">(?P<above>.*?)</li>'
    r'|<a class="facet__item(?P<sub> facet__item--sub)?" href="(?P<url>[^"]*)".*?</svg>\s*'
    r'<span[^>]*>(?P<label>.*?)</span>\s*<span class="facet__count">(?P<count>\d+)</span>',
    re.DOTALL,
)
Item = tuple[str, int, str, bool]  # label, count, address, whether indented


def facets(page: str) -> dict[str, str]:
    """Return the markup of each facet by its title."""
    return {words(title): body for title, body in FACET.findall(page)}


def label_of(markup: str) -> str:
    """Return the label of a value, without the note that it is active."""
    return words(markup).removesuffix(" (on; choose to remove)")


def items(body: str) -> list[Item]:
    """Return the values of a facet in their order on the page."""
    return [
        (
            label_of(match["label"]),
            int(match["count"]),
            unescape(match["url"]),
            bool(match["sub"]),
        )
        for match in ITEM.finditer(body)
        if match["label"] is not None
    ]


def tree(body: str) -> Iterator[tuple[str, str]]:
    """Yield each sub-theme with the theme above it."""
    top = ""
    for match in ITEM.finditer(body):
        if match["above"] is not None:
            top = words(match["above"])
        elif not match["sub"]:
            top = label_of(match["label"])
        else:
            yield label_of(match["label"]), top


def total(client: FlaskClient, url: str) -> int:
    return len(found(read(client, url + ("&" if "?" in url else "?") + "per_page=100")))


@pytest.mark.slow
@pytest.mark.parametrize(
    "search", ["/search", "/search?q=convoy", "/search?q=convoy&host_state=MLI", "/search?theme=MED"]
)
def test_each_value_gives_as_many_cases_as_it_says(library: World, search: str) -> None:
    """Of a facet in which nothing is chosen: one click, and so many cases are left."""
    client = library.visitor()
    for title, body in facets(read(client, search)).items():
        for label, count, url, _ in items(body)[:6]:
            if "aria-current" not in body:
                assert total(client, url) == count, f"{title}: {label}"


def test_a_choice_does_not_empty_the_other_values_of_its_facet(library: World) -> None:
    client = library.visitor()
    before = {
        label: count for label, count, _, _ in items(facets(read(client, "/search?q=patrol"))["Host State or area"])
    }
    page = read(client, "/search?q=patrol&host_state=MLI")
    after = {label: count for label, count, _, _ in items(facets(page)["Host State or area"])}
    assert after == before
    assert len(before) > 3


def test_a_choice_narrows_the_counts_of_all_other_facets(library: World) -> None:
    client = library.visitor()
    everything, narrowed = (
        {label: count for label, count, _, _ in items(facets(read(client, url))["Stage"])}
        for url in ("/search", "/search?host_state=MLI")
    )
    assert sum(narrowed.values()) == total(client, "/search?host_state=MLI") < sum(everything.values())


def test_a_further_value_of_the_facet_adds_its_cases(library: World) -> None:
    client = library.visitor()
    one = found(read(client, "/search?host_state=MLI&per_page=100"))
    values = items(facets(read(client, "/search?host_state=MLI"))["Host State or area"])
    label, count, url, _ = next(value for value in values if value[0] == "South Sudan")
    both = found(read(client, f"{url}&per_page=100"))
    alone = found(read(client, "/search?host_state=SSD&per_page=100"))
    assert both == one | alone
    assert len(alone) == count, label


FEW = "/search?language=es&host_state=HTI"  # two sub-themes, of two themes


@pytest.mark.slow
@pytest.mark.parametrize(
    "search", ["/search", "/search?theme=MED", "/search?theme=EXP-SEARCH", "/search?q=convoy", FEW]
)
def test_every_sub_theme_is_indented_under_its_theme(library: World, search: str) -> None:
    with library.platform.work.reading() as session:
        known = load_vocabularies(session)
    parents = {known.themes[theme]: known.themes[top] for theme, top in known.parents.items() if top}
    stands = dict(tree(facets(read(library.visitor(), search))["Theme"]))
    assert stands
    assert stands == {theme: parents[theme] for theme in stands}


def test_few_sub_themes_are_directly_under_their_themes(library: World) -> None:
    """Nothing is under "Show more" if that would save no space."""
    body = facets(read(library.visitor(), FEW))["Theme"]
    assert "facet__above" not in body
    assert "facet__more" not in body
    assert [sub for _, _, _, sub in items(body)] == [False, True, False, True]


def test_values_come_with_most_cases_first(library: World) -> None:
    for title, body in facets(read(library.visitor(), "/search")).items():
        counts = [count for _, count, _, sub in items(body) if not sub]
        assert counts == sorted(counts, reverse=True), title


def test_a_long_list_has_the_texts_of_its_box_and_a_short_one_has_none(library: World) -> None:
    seen = set()
    for title, body in facets(read(library.visitor(), "/search")).items():
        long = len(items(body)) > 8
        assert (f'data-find="Find in {title}"' in body) == long, title
        assert ('data-found="{n} of {all} shown"' in body) == long
        seen.add(long)
    assert seen == {True, False}


def test_without_scripts_every_value_can_be_reached(library: World) -> None:
    """Values are hidden only under "Show more", and there is no box that does nothing without scripts."""
    page = read(library.visitor(), "/search")
    for title, body in facets(page).items():
        assert " hidden" not in body, title
        assert 'type="search"' not in body, title
