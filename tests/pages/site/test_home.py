"""The first page: what the reader's library holds, and three ways in."""

import re

from case_studies.vocabulary import State
from tests.support.page_reader import link, read, words
from tests.support.workflow_cases import case_in
from tests.support.world import World


def total(page: str) -> int:
    match = re.search(r"(\d+) case stud", words(page))
    assert match is not None
    return int(match.group(1))


def test_it_has_one_search_box_and_three_ways_in(library: World) -> None:
    client = library.visitor()
    page = read(client, "/")
    assert page.count('role="search"') == 1
    for label in ("Convoy, patrol and movement security", "Mali", "All cases, newest first", "All themes"):
        read(client, link(page, label))


def test_a_count_says_how_many_cases_its_link_finds(library: World) -> None:
    client = library.visitor()
    page = read(client, "/")
    count = re.search(r">Mali</a><span[^>]*>(\d+)<", page)
    assert count is not None
    assert f"{count.group(1)} cases" in words(read(client, link(page, "Mali")))


def test_members_cases_count_for_those_who_sign_in_alone(library: World) -> None:
    assert total(read(library.visitor(), "/")) < total(read(library.browser("practitioner"), "/"))


def test_a_members_case_among_the_newest_is_not_named_to_visitors(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="For members alone", audience="members")
    assert "For members alone" not in read(bare.visitor(), "/")
    assert "For members alone" in read(bare.browser("practitioner"), "/")


def test_an_empty_library_says_so_and_how_to_take_part(bare: World) -> None:
    page = words(read(bare.visitor(), "/"))
    assert "Nothing is published yet. Cases for members are shown after they sign in." in page
    assert "Cases for members" not in words(read(bare.browser("practitioner"), "/"))
    assert "How to take part" in page
