"""Parts for named delegations are searched by those delegations, and others learn nothing of it.

Two platforms differ in nothing but such a part. Visitors and other members get the same from both, to the byte and with
the same number of statements.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from case_studies.search.sync.search_documents import INDEXES
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine
from tests.support.page_reader import open_page, statements
from tests.support.template import Template
from tests.support.twins import readable_parts, search_addresses
from tests.support.workflow_cases import WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

pytestmark = pytest.mark.slow

NAMED, PARTNER, OTHER = "reviewer.ken", "reviewer.sen", "practitioner"
PART, OTHER_PART = "The quorbels stood behind the wall.", "The frobnitz waited in the yard of the school."
WORDS = (
    "quorbels",
    "quorbel",
    "quorb*",
    "qourbels",
    '"quorbels stood"',
    "wall",
    "frobnitz",
    "-quorbels",
    "search team",
    "",
)
NEIGHBOUR = {**WHOLE_CASE["sections"], "lessons": "The quorbeln were not used here."}


def _values(part: str) -> dict[str, Any]:
    return {
        "sections": {**WHOLE_CASE["sections"], "resources": part},
        "section_audiences": {"resources": "delegations"},
        "unmentioned_sections": {"resources": True},
        "released_to": ["KEN"],
        "co_submitters": ["SEN"],
    }


@pytest.fixture
def pair(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, World, Steps]]:
    folder = tmp_path_factory.mktemp("layers")
    worlds = []
    for name, part in (("one", PART), ("other", OTHER_PART)):
        (folder / name).mkdir()
        world = bare_template.copy(folder / name)
        case = case_in(world, State.PUBLISHED, **_values(part))
        case_in(world, State.PUBLISHED, sections=NEIGHBOUR)
        worlds.append(world)
    yield worlds[0], worlds[1], case
    for world in worlds:
        world.close()


def _found(world: World, office: str, words: str) -> list[str]:
    return [item["reference"] for item in fine(Program(world, office).get(f"/search?q={words}"))["items"]]


def test_others_get_the_same_to_the_byte_and_at_the_same_cost(pair: tuple[World, World, Steps]) -> None:
    one, other, case = pair
    addresses = [
        *search_addresses(*({"q": words} for words in WORDS), {"sort": "title"}, {"host_state": "MLI"}),
        f"/cases/{case.reference}",
        f"/api/v1/cases/{case.reference}",
        "/fit?host_state=MLI&unit=convoy",
        "/search.atom",
    ]
    for reader in (None, OTHER):
        ours, theirs = (world.visitor() if reader is None else world.browser(reader) for world in (one, other))
        for address in addresses:
            with statements(one) as spent, statements(other) as spent_otherwise:
                answers = ours.get(address), theirs.get(address)
            assert readable_parts(answers[0]) == readable_parts(answers[1]), address
            assert len(spent) == len(spent_otherwise), address
            assert "stood behind" not in answers[0].get_data(as_text=True), address


@pytest.mark.parametrize("office", [NAMED, PARTNER, WRITER])
def test_those_who_read_the_part_find_its_case_and_see_why(pair: tuple[World, World, Steps], office: str) -> None:
    one, _other, case = pair
    assert _found(one, office, "quorbels") == [case.reference]
    page = open_page(one.browser(office), "/search?q=quorbels")
    assert "The quorbels stood behind the wall." in page.words
    assert _found(one, office, "wall") == [case.reference]


def test_the_index_follows_a_publication_a_withdrawal_and_a_rebuild(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, **_values(PART))
    assert _found(bare, NAMED, "quorbels") == [case.reference]
    bare.platform.indexer.rebuild()
    assert _found(bare, NAMED, "quorbels") == [case.reference]
    assert not _found(bare, OTHER, "quorbels")
    with bare.platform.search.writing("released") as writer:
        writer.remove(case.reference)
    assert [drift.index for drift in bare.platform.indexer.sync() if drift.references] == ["released"]
    assert _found(bare, NAMED, "quorbels") == [case.reference]
    case.act(Action.WITHDRAW, WRITER, "A reason.")
    assert not any(_found(bare, office, "quorbels") for office in (NAMED, PARTNER, WRITER))
    assert not any(bare.platform.search.entries(index) for index in INDEXES)
