"""A part that is kept, and a submitter who is not named, are nowhere where their readers may not know them.

Two platforms differ in nothing but that. A visitor, and a member, get the same from both, to the byte.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update

from case_studies.models import Case
from case_studies.vocabulary import State
from tests.support.api_client import Program, fine
from tests.support.template import Template
from tests.support.twins import fit_addresses, readable_parts, search_addresses
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import WHOLE_CASE, World

pytestmark = pytest.mark.slow

SENTINELS = {
    "actions": "The zandrith was laid before dawn.",  # for members
    "resources": "The quorbels stood behind the wall.",  # for Kenya; others do not learn of it
    "sources": "Vexilbook, volume 9",  # for members
    "members": "The paper of Brindlewick",  # a single source, for members
    "delegations": "The note of Quillhaven",  # a single source, for Kenya
    "implemented_by": "Iceland",
}
OTHERS = {
    "actions": "The gallivant came with the second truck.",
    "resources": "The frobnitz stood behind the wall.",
    "sources": "Wexelbuch, Band 7",
    "members": "Das Papier von Grobstein",
    "delegations": "Die Note von Wendelau",
    "implemented_by": "Fiji",
}
WORDS = ("zandrith", "zandrit", "quorbels", "quorbel*", "Vexilbook", "gallivant", "frobnitz", "Wexelbuch")
KEPT_TO_MEMBERS = ("zandrith", "Vexilbook", "Brindlewick")
HIDDEN_FROM_ALL = ("quorbel", "Quillhaven")


def _content(texts: dict[str, str], place: str) -> dict[str, Any]:
    return {
        "sections": {**WHOLE_CASE["sections"], "actions": texts["actions"], "resources": texts["resources"]},
        "sources": [texts["sources"]],
        "implemented_by": [place],
        "attribution": "unnamed",
        "section_audiences": {"actions": "members", "sources": "members", "resources": "delegations"},
        "public_sections": {"actions": "The road was searched."},
        "narrower_sources": {"members": [texts["members"]], "delegations": [texts["delegations"]]},
        "unmentioned_sections": {"resources": True},
        "released_to": ["KEN"],
        "contact": f"office.{place.lower()}@example.org",
    }


def _published(world: World, texts: dict[str, str], place: str, submitter: str) -> Steps:
    case = case_in(world, State.PUBLISHED, **_content(texts, place))
    with world.platform.work.writing() as session:
        session.execute(update(Case).where(Case.reference == case.reference).values(submitting_code=submitter))
    world.platform.indexer.rebuild()
    return case


@pytest.fixture(scope="module")
def pair(library_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, World, Steps]]:
    folder = tmp_path_factory.mktemp("parts")
    worlds = []
    for name in ("one", "other"):
        (folder / name).mkdir()
        worlds.append(library_template.copy(folder / name))
    one, other = worlds
    case = _published(one, SENTINELS, "ISL", "GHA")
    assert _published(other, OTHERS, "FJI", "BGD").reference == case.reference
    yield one, other, case
    one.close()
    other.close()


def _addresses(reference: str) -> list[str]:
    texts = [
        {"q": word} for word in (*WORDS, "by:isl", "by:fji", "delegation:gha", "delegation:bgd", "Iceland", "Ghana")
    ]
    filters = [{name: code} for name in ("delegation", "implemented_by") for code in ("GHA", "BGD", "ISL", "FJI")]
    return [
        "/",
        f"/cases/{reference}",
        f"/api/v1/cases/{reference}",
        f"/api/v1/cases/{reference}/history",
        f"/compare?case={reference}&case=CS-2026-0001",
        f"/api/v1/compare?case={reference}&case=CS-2026-0001",
        *search_addresses(*texts, *filters, {}),
        *fit_addresses("host_state=MLI&unit=convoy", "host_state=MLI&threat=ied"),
        *(f"/delegations/{code}" for code in ("GHA", "BGD", "FJI")),
        *(f"/states/{code}" for code in ("GHA", "BGD", "ISL", "FJI", "MLI")),
        "/delegations",
        "/states",
        "/themes/MOV-CONVOY",
        "/figures",
        "/contributors",
        "/figures.csv",
        "/api/v1/figures",
        *(f"/api/v1/evidence-map?columns={name}" for name in ("measure", "host")),
        "/sitemap.xml",
        "/search.atom",
        "/search.jsonl",
        "/api/v1/search.csv",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    ]


@pytest.mark.parametrize("reader", [None, "practitioner"])
def test_nobody_learns_who_submitted_it_or_what_is_kept(pair: tuple[World, World, Steps], reader: str | None) -> None:
    one, other, case = pair
    for address in _addresses(case.reference):
        ours, theirs = (_open(world, reader, address) for world in (one, other))
        if reader is None:
            assert readable_parts(ours) == readable_parts(theirs), address
        text = _without_what_was_asked(ours.get_data(as_text=True), address)
        hidden = HIDDEN_FROM_ALL if reader else (*HIDDEN_FROM_ALL, *KEPT_TO_MEMBERS)
        found = [word for word in hidden if word in text]
        if case.reference in address:
            found += [word for word in ("Ghana", "GHA", "Iceland", "ISL", "office.isl@example.org") if word in text]
        assert not found, (address, found)


def _open(world: World, reader: str | None, address: str) -> Any:
    client = world.visitor() if reader is None else world.browser(reader)
    return client.get(address)


def _without_what_was_asked(text: str, address: str) -> str:
    """Return a page without the words that it repeats because they were in its address."""
    return "" if "q=" in address else text


def test_those_who_may_know_read_it(pair: tuple[World, World, Steps]) -> None:
    one, _other, case = pair
    page = one.browser("reviewer.ken").get(f"/cases/{case.reference}").get_data(as_text=True)
    assert all(text in page for name, text in SENTINELS.items() if name != "implemented_by")
    assert "Released to: Kenya" in page
    assert "Ghana" not in page
    own = one.browser("focal-point.gha").get(f"/cases/{case.reference}").get_data(as_text=True)
    assert "Ghana" in own
    found = fine(Program(one, "practitioner").get("/search?q=zandrith"))
    assert [item["reference"] for item in found["items"]] == [case.reference]
    assert not fine(Program(one, "practitioner").get("/search?q=quorbels"))["items"]
