"""The page of a delegation shows where it takes part, to those who may know its name there."""

import pytest

from case_studies.vocabulary import AdoptionState, EventState, IssueState, PracticeState
from tests.support.adoptions import adoption_in
from tests.support.events import event_in
from tests.support.issues import issue_in
from tests.support.page_reader import open_page
from tests.support.practices import practice_in, two_cases
from tests.support.world import World

PRACTICES, ISSUES = "Practices that rest on its cases", "Difficult issues that it asked"
ADOPTIONS, EVENTS = "What it uses of others", "Next events that it announced"
SECTIONS = {PRACTICES, ISSUES, ADOPTIONS, EVENTS}


def _sections(world: World, office: str | None, code: str) -> set[str]:
    page = open_page(world.browser(office) if office else world.visitor(), f"/delegations/{code}")
    return {section for section in SECTIONS if page.has_any("region", section)}


@pytest.mark.slow
def test_a_delegation_takes_part_where_its_reader_may_know_it(bare: World) -> None:
    cases = two_cases(bare, audience="public", attribution="named_to_members")
    practice = practice_in(bare, PracticeState.ADOPTED, cases)
    assert _sections(bare, None, "GHA") == set()
    assert _sections(bare, "practitioner", "GHA") == {PRACTICES}
    named = {"audience": "public", "attribution": "named"}
    adoption = adoption_in(bare, AdoptionState.RECORDED, adopts=practice.reference, **named)
    event_in(bare, EventState.ANNOUNCED, **named)
    issue_in(bare, IssueState.OPEN, audience="members", attribution="named_to_members")
    asked = {code: _sections(bare, "practitioner", code) & {ISSUES} for code in ("GHA", "DEU")}
    (asker,) = (code for code, found in asked.items() if found)
    assert ISSUES not in _sections(bare, None, asker)
    assert {ADOPTIONS, EVENTS} <= _sections(bare, None, "DEU")
    page = open_page(bare.visitor(), "/delegations/DEU")
    assert (
        page.one("region", ADOPTIONS).one("link", "Put search inside the convoy").href
        == f"/adoptions/{adoption.reference}"
    )


@pytest.mark.slow
def test_nobody_else_learns_who_is_not_named(bare: World) -> None:
    cases = two_cases(bare, audience="public", attribution="unnamed")
    practice = practice_in(bare, PracticeState.ADOPTED, cases)
    adoption_in(bare, AdoptionState.RECORDED, adopts=practice.reference, audience="public", attribution="unnamed")
    event_in(bare, EventState.ANNOUNCED, audience="public", attribution="unnamed")
    issue_in(bare, IssueState.OPEN, audience="members", attribution="unnamed")
    for office in (None, "practitioner", "editor.idn"):
        assert _sections(bare, office, "GHA") | _sections(bare, office, "DEU") == set(), office
    assert {ADOPTIONS, EVENTS} <= _sections(bare, "focal-point.deu", "DEU")
    assert PRACTICES in _sections(bare, "focal-point.gha", "GHA")
