"""Who takes part in a theme: as far as the reader may know, without a rank."""

import pytest

from case_studies.models import Delegation, DelegationContribution
from case_studies.operations.reviewers.profiles import save_profile
from case_studies.vocabulary import Contribution, State
from tests.support.crawl import check_markup
from tests.support.page import Page
from tests.support.page_reader import open_page
from tests.support.workflow_cases import case_in
from tests.support.world import World

URL = "/contributors"
MOVES, THREATS = "Convoy, patrol and movement security", "Explosive threats (C-IED, EOD, mines)"
MEDICAL, CRIMES = "Medical support, CASEVAC and MEDEVAC", "Accountability for crimes against peacekeepers"


def named(page: Page, theme: str) -> list[str]:
    """Return the rows of a theme as words."""
    return [row.words for row in page.one("region", theme).css(".facts__row")]


def contribute(world: World, code: str, *kinds: Contribution) -> None:
    with world.platform.work.writing() as session:
        session.get_one(Delegation, code).contributions = [DelegationContribution(kind) for kind in kinds]


@pytest.mark.slow
def test_delegations_are_listed_by_what_they_contribute_in_alphabetical_order(bare: World) -> None:
    """Ghana has more cases of the theme than Bangladesh."""
    contribute(bare, "GHA", Contribution.TROOPS, Contribution.POLICE)
    contribute(bare, "BGD", Contribution.TROOPS)
    for _ in range(2):
        case_in(bare, State.PUBLISHED)
    case_in(bare, State.PUBLISHED, implemented_by=["BGD"])
    page = open_page(bare.browser("practitioner"), URL)
    check_markup(URL, page.html)
    for theme in (MOVES, THREATS):
        assert named(page, theme) == ["Troops Bangladesh , Ghana", "Police Ghana"]
    assert named(page, MEDICAL) == []
    assert {link.href for link in page.one("region", MOVES).all("link", "Ghana")} == {"/delegations/GHA"}
    assert not [sign for sign in page.one("region", MOVES).words if sign.isdigit()]


def test_a_delegation_that_states_no_contribution_is_not_left_out(bare: World) -> None:
    contribute(bare, "GHA")
    case_in(bare, State.PUBLISHED)
    assert named(open_page(bare.browser("practitioner"), URL), MOVES) == ["No contribution stated Ghana"]


@pytest.mark.slow
def test_nobody_learns_there_who_is_not_named_to_them(bare: World) -> None:
    assert "Who takes part" not in bare.visitor().get(URL).get_data(as_text=True)
    member = bare.browser("practitioner")
    empty = named(open_page(member, URL), MOVES)
    case_in(bare, State.SUBMITTED)
    case_in(bare, State.PUBLISHED, attribution="unnamed")
    case_in(bare, State.PUBLISHED, attribution="region")
    assert named(open_page(member, URL), MOVES) == empty == []
    case_in(bare, State.PUBLISHED, attribution="named_to_members")
    assert "Ghana" in named(open_page(member, URL), MOVES)[0]


def test_only_editors_read_which_delegations_have_reviewers_for_a_theme(bare: World) -> None:
    for reviewer, theme in (("reviewer.fra", "ACC-INV"), ("reviewer.chn", "ACC")):
        with bare.platform.work.writing() as session:
            save_profile(session, bare.actor(reviewer), themes=[theme], languages=["en"], largest_load=2)
    editor, member = (open_page(bare.browser(office), URL) for office in ("editor.idn", "reviewer.fra"))
    assert named(editor, CRIMES) == ["Have reviewers for it China , France"]
    assert named(member, CRIMES) == []
    assert "Have reviewers" not in member.words
