"""A sentence about a published case is read where it was cleared for, and nowhere else."""

from collections.abc import Iterator

import pytest

from case_studies.vocabulary import SaidLife, State
from tests.support.template import Template
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World

pytestmark = pytest.mark.slow

WAITING, FOR_MEMBERS, FOR_ALL = "Sentencenotcleared", "Sentenceformembers", "Sentenceforall"
MEMBERS = ("practitioner", "admin", "reviewer.fra", "focal-point.deu", EDITOR)


@pytest.fixture(scope="module")
def cases(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Steps]]:
    world = bare_template.copy(tmp_path_factory.mktemp("sentences"))
    waiting, for_members, for_all = (case_in(world, State.PUBLISHED) for _ in range(3))
    waiting.confirm(SaidLife.HARMFUL, WAITING, WRITER)
    for_members.confirm(SaidLife.STOPPED, FOR_MEMBERS, members_only=True)
    for_all.confirm(SaidLife.STOPPED, FOR_ALL)
    yield [waiting, for_members, for_all]
    world.close()


def addresses(cases: list[Steps]) -> Iterator[str]:
    """Yield where a case is shown."""
    yield from ("/", "/search", "/search?life=harmful", "/search.atom", "/delegations/gha")
    yield from ("/api/v1/search", "/states/mli", "/figures", "/desk", "/inbox")
    yield "/compare?" + "&".join(f"case={case.reference}" for case in cases)
    yield "/api/v1/compare?" + "&".join(f"case={case.reference}" for case in cases)
    for case in cases:
        pages = ("", "/work", "/confirmation", "/readers?as=public", "/readers?as=member")
        yield from (f"/cases/{case.reference}{page}" for page in pages)
        yield from (f"/api/v1/cases/{case.reference}{page}" for page in ("", "/history", "/similar"))


def texts(world: World, cases: list[Steps], reader: str | None) -> str:
    browser = world.browser(reader) if reader else world.visitor()
    headers = world.headers(reader) if reader else {}
    answers = [
        browser.get(address, headers=headers if address.startswith("/api/") else {}) for address in addresses(cases)
    ]
    return "\n".join(answer.get_data(as_text=True) for answer in answers if answer.status_code == 200)


def read(cases: list[Steps], reader: str | None) -> set[str]:
    """Return the sentences that a reader finds anywhere."""
    found = texts(cases[0].world, cases, reader)
    return {one for one in (WAITING, FOR_MEMBERS, FOR_ALL) if one in found}


def test_the_public_reads_what_is_for_all(cases: list[Steps]) -> None:
    assert read(cases, None) == {FOR_ALL}


@pytest.mark.parametrize("reader", MEMBERS)
def test_members_read_what_is_cleared(cases: list[Steps], reader: str) -> None:
    assert read(cases, reader) == {FOR_MEMBERS, FOR_ALL}


@pytest.mark.parametrize("reader", [WRITER, OFFICER])
def test_its_delegation_reads_what_waits(cases: list[Steps], reader: str) -> None:
    assert read(cases, reader) == {WAITING, FOR_MEMBERS, FOR_ALL}


@pytest.mark.parametrize(
    ("narrowed_to", "readers"), [("unnamed", (None, "practitioner")), ("named_to_members", (None,))]
)
def test_a_sentence_with_a_name_that_is_narrowed_away_is_not_read(
    bare: World, narrowed_to: str, readers: tuple[str | None, ...]
) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.confirm(SaidLife.CHANGED, "Ghanaian engineers left, and the Xanthoquill came.")
    assert "Xanthoquill" in texts(bare, [case], None)
    case.narrow(attribution=narrowed_to)
    for reader in readers:
        assert "Xanthoquill" not in texts(bare, [case], reader)
    assert "Xanthoquill" in texts(bare, [case], OFFICER)
