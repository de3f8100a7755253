"""Help: how to write a case with a full example, and a page for each role that follows the tables of the workflow."""

import pytest

from app.phrases.labels import ACTIONS, CONSEQUENCES, ROLES, SECTIONS, STATES
from app.phrases.roles import NEEDS, PERMISSIONS, role_slug
from case_studies.policy.permissions import RULES, Permission, may, rights_of
from case_studies.policy.permissions import STATES as STATES_OF
from case_studies.vocabulary import Action, Role, Section
from case_studies.workflow.transitions import TRANSITIONS
from tests.support.page import Element, Page
from tests.support.page_reader import open_page
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps
from tests.support.world import World

ACCOUNTS = {
    Role.FOCAL_POINT: WRITER,
    Role.CLEARANCE_OFFICER: OFFICER,
    Role.REVIEWER: REVIEWERS[0],
    Role.EDITOR: EDITOR,
    Role.PRACTITIONER: "practitioner",
    Role.ADMINISTRATOR: "admin",
}


@pytest.fixture
def case(bare: World) -> Steps:
    """A case that a reviewer is asked to review, so that every role has something to do with it."""
    case = Steps.start(bare)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    case.assign(REVIEWERS[0])
    return case


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_the_rights_of_a_role_are_those_that_the_policy_gives_its_accounts(case: Steps, role: Role) -> None:
    """Whatever the state of the case: that is the other table."""
    actor, stored = case.actor(ACCOUNTS[role]), case.look()
    given = [right for right in RULES if may(actor, right, stored)]
    own = rights_of(role)
    assert [right for right in own if right != Action.CLEAR] == [right for right in given if right != Action.CLEAR]
    assert (Action.CLEAR in own) == (role == Role.CLEARANCE_OFFICER)


@pytest.mark.parametrize("role", Role)
def test_the_help_of_a_role_has_its_steps_with_their_states_and_needs(bare: World, role: Role) -> None:
    page = open_page(bare.visitor(), f"/help/{role_slug(role)}")
    assert page.one("heading", str(ROLES[role]), exact=True)
    shown = steps(page)
    labels = {
        right: str(ACTIONS[right] if isinstance(right, Action) else PERMISSIONS[right][0]) for right in rights_of(role)
    }
    assert set(shown) == set(labels.values())
    assert len(page.css(".role-steps dt")) == len(labels)
    for right, label in labels.items():
        if isinstance(right, Action):
            text = shown[label].words
            assert str(CONSEQUENCES[right]) in text
            for state in STATES_OF[right]:
                assert str(STATES[state]) in text
            for guard in TRANSITIONS[right].needs:
                assert str(NEEDS[guard]) in text
            assert ("A reason." in text) == TRANSITIONS[right].reason


def steps(page: Page) -> dict[str, Element]:
    return {term.words: next(term.ancestors()) for term in page.css(".role-steps dt")}


def test_every_right_and_every_condition_has_its_words() -> None:
    assert set(PERMISSIONS) == set(Permission)
    assert set(NEEDS) == {guard for row in TRANSITIONS.values() for guard in row.needs}


def test_the_example_has_all_eight_sections_each_with_why_it_works(bare: World) -> None:
    page = open_page(bare.visitor(), "/help/writing")
    example = page.one("article")
    assert [region.name for region in example.all("region")] == [*map(str, SECTIONS.values()), "Sources"]
    for section in Section:
        region = page.by_id(f"example-{section}").closest("region")
        assert len(region.words) > 150
        assert "Why it works" in region.words
    assert "not submitted by a State" in page.words
    assert len(page.one("region", "What must not be in a case").all("listitem")) > 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("office", "url", "label", "target"),
    [
        (WRITER, "/cases/new", "How to write a case", "/help/writing"),
        (WRITER, "/cases/{case}/edit", "How to write a case", "/help/writing"),
        (WRITER, "/cases/{case}/edit/results", "See this section in a full example", "/help/writing#example-results"),
        (WRITER, "/cases/{case}/edit/when", "See a full example", "/help/writing#example"),
        (OFFICER, "/cases/{case}/act/clear", "Help for clearance officers", "/help/clearance-officer"),
        (None, "/search", "Terms and acronyms that search knows", "/glossary#terms"),
        (None, "/", "Help", "/help"),
        (None, "/", "Contact and feedback", "/contact"),
        (None, "/", "Accessibility", "/accessibility"),
        (None, "/", "Privacy", "/privacy"),
        (WRITER, "/account", "Focal point", "/help/focal-point"),
        (WRITER, "/cases/{case}/work", "Members only (TLP:GREEN)", "/glossary#audiences-members"),
    ],
)
def test_help_is_reached_from_where_the_question_arises(
    bare: World, office: str | None, url: str, label: str, target: str
) -> None:
    case = Steps.start(bare, audience="members")
    if "clear" in url:
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    client = bare.browser(office) if office else bare.visitor()
    page = open_page(client, url.format(case=case.reference))
    assert page.first("link", label, exact=True).href == target
    address, _, anchor = target.partition("#")
    there = open_page(client, address)
    assert not anchor or there.by_id(anchor)


def test_the_reviewer_finds_the_help_for_reviewers(case: Steps) -> None:
    reviewer = case.world.browser(REVIEWERS[0])
    page = open_page(reviewer, f"/assignments/{case.assignment(REVIEWERS[0])}")
    assert page.first("link", "Help for reviewers").href == "/help/reviewer"


def test_no_help_for_a_role_that_does_not_exist(bare: World) -> None:
    open_page(bare.visitor(), "/help/secretary-general", 404)
