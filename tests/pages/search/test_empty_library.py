"""An empty library and an empty search say different things: nothing is published, or nothing has these words."""

import pytest

from case_studies.vocabulary import State
from tests.support.page import Element, Page
from tests.support.page_reader import read
from tests.support.workflow_cases import case_in
from tests.support.world import World

SEARCHES = (
    "/search",
    "/search?q=zzyzx",
    "/search?q=casevak+explos*",
    "/search?theme=EXP",
    "/search?q=mine&year_to=1949",
)
NO_WORDS = "/search?q=zzyzx"


def answer(world: World, url: str, office: str = "") -> Element:
    """Return the main part of a search page."""
    client = world.browser(office) if office else world.visitor()
    return Page(read(client, url)).one("main")


@pytest.mark.slow
@pytest.mark.parametrize("url", SEARCHES)
def test_every_search_of_an_empty_library_says_that_nothing_is_published(bare: World, url: str) -> None:
    main = answer(bare, url)
    assert main.one("heading", "Nothing is published yet", exact=True)
    for advice in ("No case has", "No case matches", "fewer words", "Similar themes", "Try this", "All cases"):
        assert advice not in main.words
    assert main.one("link", "Sign in", exact=True).href == "/sign-in"


def test_members_in_an_empty_library_are_not_asked_to_sign_in(bare: World) -> None:
    main = answer(bare, "/search", "practitioner")
    assert main.one("heading", "Nothing is published yet", exact=True)
    assert not main.has_any("link", "Sign in")


def test_words_without_a_case_in_a_library_with_one(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    main = answer(bare, NO_WORDS)
    assert main.one("heading", "No case has these words", exact=True)
    assert main.has_any("link", "All cases (1)", exact=True)
    assert "Nothing is published" not in main.words


def test_a_library_of_members_cases_is_empty_for_visitors_alone(bare: World) -> None:
    case_in(bare, State.PUBLISHED, audience="members")
    assert answer(bare, NO_WORDS).has_any("heading", "Nothing is published yet", exact=True)
    assert answer(bare, NO_WORDS, "practitioner").has_any("heading", "No case has these words", exact=True)


def test_a_draft_is_no_published_case(bare: World) -> None:
    case_in(bare, State.DRAFT)
    assert answer(bare, "/search").has_any("heading", "Nothing is published yet", exact=True)
