"""The desk says what waits, and its one next step; it shows nobody what is not theirs."""

import re

import pytest

from tests.world import World

STEPS = {
    "focal-point.gha": {"Bringing an encircled garrison": "Continue writing"},
    "focal-point.idn": {"Keeping a channel open": "Read the reviews and revise", "Lowering risk": "Continue writing"},
    "clearance.deu": {"Teaching every peacekeeper": "Read and decide"},
    "reviewer.jpn": {"Preparing contingents": "Answer the invitation"},
    "editor.bra": {"Giving a partner operation": "Assign reviewers", "Preparing contingents": "See the reviews"},
}


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


def test_a_recused_editor_learns_only_how_many(library: World) -> None:
    """The Indonesian editor handles nothing of Indonesia's; here nothing else that is open names Indonesia."""
    page = library.browser("editor.idn").get("/desk").get_data(as_text=True)
    assert "Keeping a channel open" not in page
    assert "CS-2026-0026" not in page


def test_a_text_that_is_back_with_its_author_is_listed_with_the_title_that_was_judged(library: World) -> None:
    author = library.browser("focal-point.idn")
    from tests.pages.test_writing import csrf, version

    url = "/cases/CS-2026-0026/edit/title"
    data = {**csrf(author, url), "version": version(library, "CS-2026-0026"), "title": "Unsent words", "language": "en"}
    assert author.post(url, data=data).status_code == 303
    page = library.browser("editor.bra").get("/desk").get_data(as_text=True)
    assert "Keeping a channel open" in page
    assert "Unsent words" not in page
