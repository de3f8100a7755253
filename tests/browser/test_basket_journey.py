"""From a search to a Word file in a real browser: the file has the whole text of what was ticked, and nothing else."""

from collections.abc import Iterator

import docx
import pytest
from playwright.sync_api import Browser, expect

from case_studies.vocabulary import Audience, State
from tests.support.browser.person import Person
from tests.support.web_server import serving_at_once
from tests.support.workflow_cases import case_in
from tests.support.world import WHOLE_CASE, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLES = ("Dogs search the road", "Drones search the road", "Searchers walk the road")
TICKED, LEFT = TITLES[:2], TITLES[2]
SECTIONS = WHOLE_CASE["sections"]


@pytest.fixture
def served(bare: World) -> Iterator[str]:
    with serving_at_once(bare, NETWORK_TRIES="10000") as address:
        yield address


def test_search_to_basket_to_word(browser: Browser, bare: World, served: str) -> None:
    for title in TITLES:
        case_in(
            bare,
            State.PUBLISHED,
            audience=Audience.PUBLIC if title != TICKED[1] else Audience.MEMBERS,
            title=title,
            sections={name: f"{text} This is of “{title}”." for name, text in SECTIONS.items()},
        )
    reader = Person(browser, served, "practitioner")
    page = reader.page
    page.goto("/search?q=road")
    for title in TICKED:
        page.get_by_label(f"For the basket: {title}").check()
    reader.picture("basket-ticked")
    reader.press("Put what is ticked into the basket")
    expect(page.get_by_role("link", name="Your basket (2)")).to_be_visible()
    reader.press("Your basket (2)")
    expect(page.locator("main ol").get_by_role("link")).to_have_text(TICKED)
    reader.picture("basket")
    with page.expect_download() as loading:
        reader.press("Word")
    file = docx.Document(loading.value.path())
    headings = [one.text for one in file.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings == ["Contents", *TICKED, "Index"]
    written = "\n".join(one.text for one in file.paragraphs)
    expected = [f"{text} This is of “{title}”." for title in TICKED for text in SECTIONS.values()]
    assert [text for text in expected if text not in written] == []
    assert LEFT not in written
    assert "TLP-GREEN" in loading.value.suggested_filename
    assert reader.problems == []
