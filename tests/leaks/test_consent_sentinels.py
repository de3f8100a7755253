"""A delegation that withdrew its consent is nowhere: in no body, facet, count, suggestion, feed, file or mail."""

import pytest

from case_studies.operations.inbox import inbox
from case_studies.vocabulary import Action, SaidLife, State
from tests.support.api_client import Program
from tests.support.files import pdf
from tests.support.workflow_cases import WRITER, Steps
from tests.support.world import WHOLE_CASE, World

pytestmark = pytest.mark.slow

NAMES = ("iceland", "islande", "islandia", "исланд", "آيسلندا", "冰岛")
SECTIONS = {
    **WHOLE_CASE["sections"],
    "summary": "An Icelandic team and Icelanders walked first. L’Islande a aidé.",
    "actions": "Исландия помогла. 冰岛提供了车辆。 See [the report](https://iceland.example/report).",
}


@pytest.fixture
def case(bare: World) -> Steps:
    with bare.platform.work.writing() as session:
        from case_studies.demo.offices import open_offices

        open_offices(session, [], "open-casebook-2518", confirming=["ISL"])
    values = {
        "implemented_by": ["GHA", "ISL"],
        "co_submitters": ["ISL"],
        "host_states": ["ISL"],
        "released_to": ["ISL"],
    }
    case = Steps.start(bare, **values, title="How Iceland searches", sections=SECTIONS, sources=["iceland.example"])
    case.attach(pdf("Written in Iceland"), "plan.pdf")
    case.attach(pdf("Nobody is named"), "open.pdf")
    case.publish()
    case.confirm(SaidLife.CHANGED, "The engineers of Iceland went home.")
    bare.platform.indexer.drain()
    return case


def _addresses(reference: str) -> list[str]:
    """Return addresses that do not have the name themselves."""
    found = ["/", "/figures", "/figures.csv", "/sitemap.xml", "/search.atom", "/search", "/delegations/GHA"]
    found += [f"/cases/{reference}", f"/compare?case={reference}", f"/api/v1/cases/{reference}"]
    found += [f"/cases/{reference}/report", f"/cases/{reference}/report?part=actions"]
    found += [f"/api/v1/cases/{reference}/history", "/api/v1/search", "/api/v1/figures", "/themes/MOV-CONVOY"]
    return [*found, "/search?q=searches", "/search.atom?q=searches", "/suggest?q=how", "/api/v1/suggest?q=how"]


@pytest.mark.parametrize("office", [None, "practitioner", "reviewer.sen", WRITER])
def test_nothing_that_readers_get_names_it_any_more(bare: World, case: Steps, office: str | None) -> None:
    before = _hits(bare, office)
    assert before == {"implemented_by": 1, "host_state": 1, "q": 1}
    case.withdraw_consent("clearance.isl")
    client = bare.visitor() if office is None else bare.browser(office)
    page = client.get(f"/cases/{case.reference}").get_data(as_text=True)  # at once, before the index follows
    assert not [name for name in NAMES if name in page.casefold()]
    bare.platform.indexer.drain()
    assert not any(drift.references for drift in bare.platform.indexer.check())
    assert _hits(bare, office) == {"implemented_by": 0, "host_state": 0, "q": 0}
    for address in _addresses(case.reference):
        body = client.get(address).get_data(as_text=True).casefold()
        assert not [name for name in NAMES if name in body], address


def test_an_administrator_does_not_read_the_name_in_lists_of_cases(bare: World, case: Steps) -> None:
    case.withdraw_consent("clearance.isl")
    text = bare.browser("admin").get("/vocabularies/themes/entries/MOV-CONVOY").get_data(as_text=True).casefold()
    assert "how [name withheld] searches" in text
    assert not [name for name in NAMES if name in text]


def _hits(world: World, office: str | None) -> dict[str, int]:
    program = Program(world, office)
    queries = {"implemented_by": "implemented_by=ISL", "host_state": "host_state=ISL", "q": "q=Iceland"}
    return {name: program.get(f"/search?{query}").get_json()["total"] for name, query in queries.items()}


def test_a_file_that_names_it_can_no_longer_be_downloaded(bare: World, case: Steps) -> None:
    keys = {one["name"]: one["id"] for one in Program(bare).case(case.reference)["attachments"]}
    case.withdraw_consent("clearance.isl")
    visitor, folder = bare.visitor(), f"/cases/{case.reference}/attachments"
    assert visitor.get(f"{folder}/{keys['plan.pdf']}").status_code == 404
    assert visitor.get(f"{folder}/{keys['open.pdf']}").status_code == 200


def test_notifications_afterwards_do_not_name_it(bare: World, case: Steps) -> None:
    case.withdraw_consent("clearance.isl")
    with bare.platform.work.reading() as session:
        items = inbox(session, bare.actor("reviewer.chn")).items
    titles = [item.message.public_title for item in items]
    assert titles
    assert not [name for name in NAMES for title in titles if name in title.casefold()]


def test_its_next_revision_does_not_name_it_either(bare: World, case: Steps) -> None:
    case.withdraw_consent("clearance.isl")
    case.act(Action.REVISE, WRITER)
    case.publish()
    bare.platform.indexer.drain()
    body = bare.visitor().get(f"/cases/{case.reference}").get_data(as_text=True)
    assert "[name withheld]" in body
    assert not [name for name in NAMES if name in body.casefold()]
    assert case.state == State.PUBLISHED
