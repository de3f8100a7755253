"""Only administrators learn how many unpublished cases have an entry, and they learn no more than the number."""

import re

import pytest

from case_studies.vocabulary import State
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import World

PAGES = (
    *("/", "/themes", "/themes/EXP-SEARCH", "/figures", "/operations/MINUSMA", "/initiatives/res-2518"),
    *("/search?theme=EXP-SEARCH", "/suggest?q=search", "/api/v1/themes", "/api/v1/search?theme=EXP-SEARCH"),
)
ENTRY = "/vocabularies/themes/entries/EXP-SEARCH"
CHANGING = re.compile(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"|content="[^"]{40,}"|names/\w+/\d+')


def read_all(world: World, office: str | None, pages: tuple[str, ...]) -> list[str]:
    client = world.browser(office) if office else world.visitor()
    return [CHANGING.sub("", client.get(page).get_data(as_text=True)) for page in pages]


@pytest.mark.slow
@pytest.mark.parametrize("office", [None, "practitioner", "editor.bra", "reviewer.jpn", "admin"])
def test_a_draft_changes_nothing_that_others_read_about_its_entries(bare: World, office: str | None) -> None:
    before = read_all(bare, office, PAGES)
    Steps.start(bare, title="A secret road")
    assert read_all(bare, office, PAGES) == before


def test_an_administrator_learns_the_number_and_nothing_else(bare: World) -> None:
    """A draft and a case under review are the same to them."""
    Steps.start(bare, title="A secret road")
    (draft,) = read_all(bare, "admin", (ENTRY,))
    case = case_in(bare, State.IN_REVIEW, title="Another secret road")
    (both,) = read_all(bare, "admin", (ENTRY,))
    assert both == draft.replace(
        "1 other case: a draft, under review, or no longer published",
        "2 other cases: drafts, under review, or no longer published",
    )
    for text in (draft, both):
        assert "secret" not in text
        assert case.reference not in text
