"""The page of a topic shows what there is besides its cases, as far as its reader may know."""

from datetime import timedelta

import pytest

from case_studies.study_vocabulary import StudyState
from case_studies.vocabulary import AdoptionState, EventState, IssueState, PracticeState
from tests.support.adoptions import adoption_in
from tests.support.events import EventSteps, event_in
from tests.support.issues import issue_in
from tests.support.page_reader import open_page, read
from tests.support.practices import practice_in, two_cases
from tests.support.studies import study_in
from tests.support.threads import ThreadSteps
from tests.support.world import World

PRACTICE, QUESTION = "Put search inside the convoy", "Who may launch an evacuation"
SECTIONS = ("Good practices", "Difficult issues", "Adoptions", "Open discussions")


def _sections(world: World, office: str | None, url: str) -> set[str]:
    page = open_page(world.browser(office) if office else world.visitor(), url)
    return {section for section in SECTIONS if page.has_any("region", section)}


@pytest.mark.slow
def test_each_topic_shows_what_there_is_besides_its_cases(bare: World) -> None:
    assert _sections(bare, "practitioner", "/themes/EXP-SEARCH") == set()
    cases = two_cases(bare, audience="public")
    practice = practice_in(bare, PracticeState.ADOPTED, cases)
    practice_in(bare, PracticeState.DRAFT, title="Draft of a practice")
    adoption_in(bare, AdoptionState.RECORDED, adopts=practice.reference, audience="public", attribution="unnamed")
    issue_in(bare, IssueState.OPEN)
    issue_in(bare, IssueState.DRAFT)
    ThreadSteps(bare, anchor=cases[0].reference)
    expected: dict[str, tuple[set[str], set[str]]] = {
        "/themes/EXP": ({"Good practices"}, {"Good practices", "Open discussions"}),
        "/themes/MED-CASEVAC": (set(), {"Difficult issues"}),
        "/states/MLI": ({"Good practices"}, set(SECTIONS) - {"Adoptions"}),
        "/states/CAF": ({"Adoptions"}, {"Adoptions"}),
        "/operations/MINUSCA": ({"Good practices", "Adoptions"}, {"Good practices", "Adoptions"}),
        "/operations/MINUSMA": ({"Good practices"}, set(SECTIONS) - {"Adoptions"}),
        "/delegations/DEU": (set(), set()),
    }
    for url, (of_public, of_members) in expected.items():
        assert _sections(bare, None, url) == of_public, url
        assert _sections(bare, "practitioner", url) == of_members, url
    theme = open_page(bare.browser("editor.idn"), "/themes/EXP-SEARCH")
    assert "Draft of a practice" not in theme.words
    assert theme.one("link", "Search in practices").href == "/search?kind=practice&theme=EXP-SEARCH"
    operation = open_page(bare.visitor(), "/operations/MINUSCA").one("region", "Adoptions")
    assert "A troop-contributing country" in operation.words
    assert "Germany" not in operation.words


@pytest.mark.slow
def test_a_place_does_not_reveal_a_row_that_its_reader_may_not_read(bare: World) -> None:
    """The section on which the only row from an operation rests is for members."""
    public, _ = two_cases(bare, audience="public")
    narrowed = two_cases(bare, audience="public", operations=["UNMISS"], section_audiences={"results": "members"})[0]
    third = two_cases(bare, audience="public")[1]
    practice = practice_in(bare, PracticeState.ADOPTED, (public, third, narrowed))
    for office, sees in ((None, False), ("practitioner", True)):
        page = open_page(bare.browser(office) if office else bare.visitor(), "/operations/UNMISS")
        assert (PRACTICE in page.words) == sees, office
    assert practice.read(None)["cases"] == 2


@pytest.mark.slow
def test_a_topic_shows_its_studies_and_its_next_events(bare: World) -> None:
    """A sub-theme's are shown on the theme, too. What is over, cancelled, replaced, or not for the reader is not."""
    study_in(bare, StudyState.CHECKED, title="Convoys of ten years")
    study_in(bare, StudyState.LISTED, title="Not checked by anybody")
    study_in(bare, StudyState.SUPERSEDED, title="An older count")
    for number in range(7):
        later = (bare.clock.moment + timedelta(days=30 - number)).date().isoformat()
        event_in(bare, EventState.ANNOUNCED, title=f"Workshop {number}", starts=later, audience="public")
    event_in(bare, EventState.ANNOUNCED, title="Closed workshop")
    event_in(bare, EventState.CANCELLED, title="Cancelled workshop", audience="public")
    EventSteps(bare, title="Planned workshop")
    visitor, member = (open_page(client, "/themes/MED") for client in (bare.visitor(), bare.browser("practitioner")))
    titles = [item.words[:10] for item in visitor.one("region", "Next events").all("listitem")]
    assert titles == [f"Workshop {number}" for number in (6, 5, 4, 3, 2)], "the next five"
    for page, is_seen in ((visitor, False), (member, True)):
        assert ("Closed workshop" in page.words) == is_seen
        assert "Cancelled workshop" not in page.words
        assert "Planned workshop" not in page.words
    for url in ("/themes/MOV", "/states/MLI"):
        visitor, member = (open_page(client, url) for client in (bare.visitor(), bare.browser("practitioner")))
        assert "Convoys of ten years" in visitor.words
        assert "Not checked by anybody" not in visitor.words
        assert "Not checked by anybody A. Author; B. Writer, 2021 · Policy brief · Not checked yet" in member.words
        assert "An older count" not in member.words
    assert visitor.one("link", "Search in studies").href == "/search?kind=study&host_state=MLI"
    initiative = open_page(bare.visitor(), "/initiatives/gof-safety")
    assert initiative.one("link", "Search in events").href == "/search?kind=event&initiative=gof-safety"
    listed = read(bare.visitor(), "/events?when=coming&theme=MED")
    assert "Workshop 0" in listed, "the list by a theme has its sub-themes, too"
