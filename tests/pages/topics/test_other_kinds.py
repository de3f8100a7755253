"""The page of a topic shows practices, difficult issues, adoptions and discussions, as far as its reader may know."""

from case_studies.vocabulary import AdoptionState, IssueState, PracticeState
from tests.support.adoptions import adoption_in
from tests.support.issues import issue_in
from tests.support.page_reader import open_page
from tests.support.practices import practice_in, two_cases
from tests.support.threads import ThreadSteps
from tests.support.world import World

PRACTICE, QUESTION = "Put search inside the convoy", "Who may launch an evacuation"
SECTIONS = ("Good practices", "Difficult issues", "Adoptions", "Open discussions")


def _sections(world: World, office: str | None, url: str) -> set[str]:
    page = open_page(world.browser(office) if office else world.visitor(), url)
    return {section for section in SECTIONS if page.has_any("region", section)}


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
