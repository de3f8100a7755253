"""Each reader gets what `who_reads_what.txt`, written by hand, says: by the policy, from pages and the API."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from case_studies.models import Case, Revision
from case_studies.operations.cases.queries import case_with_all
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.attachments import readable_attachments
from case_studies.policy.consents import consent_view
from case_studies.policy.release import ReleasedRevision
from case_studies.policy.release_queries import names_submitter_to, shows_contact_to
from case_studies.policy.visibility import case_view
from case_studies.unit_of_work import Session
from case_studies.vocabulary import PartAudience
from tests.policy.reading_states import FULL, OTHER, PLAIN, STATES, UNMENTIONED, WITH_OTHER, build_cases
from tests.policy.reading_table import ALL, NO_AUDIENCE, READERS, RELEASED, ROWS, Choice, Row
from tests.support.api_client import Program, fine
from tests.support.page import Page
from tests.support.template import Template
from tests.support.workflow_cases import Steps
from tests.support.world import WHOLE_CASE, World

PARTS = (PLAIN, WITH_OTHER, UNMENTIONED)
NAMES = {
    "N": "Ghana",
    "U": "A troop-contributing country",
    "R": "A troop-contributing country in Western Africa",
}
NOTHING = "."


@pytest.fixture(scope="module")
def world(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = bare_template.copy(tmp_path_factory.mktemp("reading"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def cases(world: World) -> dict[str, Steps]:
    return build_cases(world)


@pytest.fixture(scope="module")
def actors(world: World, cases: dict[str, Steps]) -> dict[str, Actor]:
    return {letter: world.actor(office) if office else NOBODY for letter, office in READERS.items()}


def test_the_table_has_each_state_audience_and_attribution_once_for_each_reader() -> None:
    rows = [(state, *choice) for row in ROWS for state in row.states for choice in row.choices]
    assert sorted(rows) == sorted(product(STATES, *ALL))
    assert all(list(row.cells) == list(READERS) for row in ROWS)


def _load(session: Session, steps: Steps) -> Case:
    return session.scalars(case_with_all().where(Case.reference == steps.reference)).one()


def _choose(case: Case, choice: Choice) -> None:
    """Set the readers of a case and of its parts, and who is named, in each revision."""
    audience, part, attribution = choice
    for revision in case.revisions:
        revision.audience, revision.attribution = audience, attribution
        chosen = {} if part == NO_AUDIENCE else dict.fromkeys((*PARTS, "sources", "contact"), part)
        revision.section_audiences = chosen
        for file in revision.attachments:
            file.audience = PartAudience.PUBLIC if part == NO_AUDIENCE else PartAudience(part)


def _cell(texts: dict[str, str], mentioned: set[str], others: tuple[Any, ...], name: str) -> str:
    """Return how the table writes what somebody gets: texts, kept parts, sources and files, and who submitted it."""
    full = dict.fromkeys(PARTS, FULL)
    if texts == full and all(others):
        return f"F{name}"
    if texts == {WITH_OTHER: OTHER} and mentioned == {PLAIN, "sources"} and not any(others):
        return f"k{name}"
    return f"{texts} {mentioned} {others} {name}"


# ---- By the policy


def _by_policy(actor: Actor, case: Case) -> str:
    seen = case_view(actor, case)
    if seen is None:
        return _by_consent(actor, case)
    return _of_released(seen.released, readable_attachments(actor, case, seen.stored))


def _by_consent(actor: Actor, case: Case) -> str:
    asked = consent_view(actor, case)
    if asked is None:
        files = [readable_attachments(actor, case, revision) for revision in case.revisions]
        return "files" if any(files) else NOTHING
    files = readable_attachments(actor, case, asked.stored)
    return "c" if _of_released(asked.released, files) == "FN" else "?"


def _of_released(released: ReleasedRevision, files: list[Any]) -> str:
    texts = {part: released.sections[part] for part in PARTS if part in released.sections}
    mentioned = set(released.kept_parts) - {"contact"}
    cell = _cell(texts, mentioned, (released.sources, files), _name(released))
    is_contact_shown = bool(released.contact)
    return cell if is_contact_shown == (cell == "FN") else f"{cell}, contact: {is_contact_shown}"


def _name(released: ReleasedRevision) -> str:
    submitter = released.submitter
    named = (submitter.code, submitter.name, released.co_submitters, released.implemented_by)
    if any(named):
        return "N" if all(named) else "?"
    return "R" if submitter.region_of else "U"


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_the_one_audience_view(world: World, cases: dict[str, Steps], actors: dict[str, Actor], state: str) -> None:
    with world.platform.work.reading() as session, session.no_autoflush:
        case = _load(session, cases[state])
        for row in ROWS:
            for choice in row.choices if state in row.states else ():
                _choose(case, choice)
                found = {letter: _by_policy(actor, case) for letter, actor in actors.items()}
                assert found == row.cells, (state, choice)
        session.rollback()


@pytest.mark.slow
@pytest.mark.parametrize("state", RELEASED)
def test_conditions_of_queries(world: World, cases: dict[str, Steps], actors: dict[str, Actor], state: str) -> None:
    with world.platform.work.reading() as session:
        case = _load(session, cases[state])
        for row in ROWS:
            for choice in row.choices if state in row.states else ():
                _choose(case, choice)
                session.flush()
                _compare_queries(session, case, actors, row)
        session.rollback()


def _compare_queries(session: Session, case: Case, actors: dict[str, Actor], row: Row) -> None:
    """Compare conditions with the table for readers who take no part; who takes part reads everything anyway."""
    assert case.readable is not None
    own = select(Revision.id).where(Revision.id == case.readable.id)
    for letter in "VPKS":
        cell, actor = row.cells[letter], actors[letter]
        if cell != NOTHING:
            named = session.scalar(own.where(names_submitter_to(actor))) is not None
            assert named == (cell[1] == "N"), (row, letter)
            contact = session.scalar(own.where(names_submitter_to(actor), shows_contact_to(actor))) is not None
            assert contact == (cell == "FN" and row.about[1] != "delegations"), (row, letter)


# ---- From the API and from pages


def _sample(turn: int) -> Iterator[tuple[str, Choice, dict[str, str], dict[str, str]]]:
    """Yield each row with one of its states and choices, the cells of four readers, and all cells.

    Each reader has its turn, and each state and choice.
    """
    letters = list(READERS)
    for place, row in enumerate(ROWS, start=turn):
        readers = [letters[(place + step * 5) % len(letters)] for step in range(4)]
        choice = row.choices[place % len(row.choices)]
        yield row.states[place % len(row.states)], choice, {letter: row.cells[letter] for letter in readers}, row.cells


def _store(world: World, steps: Steps, choice: Choice) -> None:
    with world.platform.work.writing(quietly=True) as session:
        _choose(_load(session, steps), choice)


@pytest.mark.slow
def test_the_api(world: World, cases: dict[str, Steps]) -> None:
    programs = {letter: Program(world, office) for letter, office in READERS.items()}
    for state, choice, cells, _row in _sample(0):
        _store(world, cases[state], choice)
        for letter, cell in cells.items():
            found = _by_api(programs[letter], cases[state].reference)
            assert found == cell.replace("c", NOTHING), (state, choice, letter)


def _by_api(program: Program, reference: str) -> str:
    answer = program.get(f"/cases/{reference}")
    if answer.status_code == 404:
        return NOTHING
    case = fine(answer)
    texts = {part: case["sections"][part] for part in PARTS if case["sections"][part]}
    mentioned = {part for part in case["section_audiences"] if part != "contact"}
    submitter = case["submitted_by"]
    name = next(letter for letter, label in NAMES.items() if label == submitter["label"])
    known = (submitter["id"], case["co_submitters"], case["implemented_by"])
    assert all(known) if name == "N" else not any((*known, case["contact"]))
    cell = _cell(texts, mentioned, (case["sources"], case["attachments"]), name)
    assert bool(case["contact"]) == (cell == "FN")
    return cell


@pytest.mark.slow
def test_the_pages(world: World, cases: dict[str, Steps]) -> None:
    browsers = {letter: world.browser(office) if office else world.visitor() for letter, office in READERS.items()}
    for state, choice, cells, row in _sample(1):
        _store(world, cases[state], choice)
        for letter, cell in cells.items():
            page = _page_of(letter, cell)
            address = f"/cases/{cases[state].reference}{page}"
            assert _by_page(browsers[letter], address) == cell.replace("c", "FN"), (state, choice, letter)
            if page == "/work" and state in RELEASED:
                assert _by_page(browsers[letter], address.removesuffix(page)) == row["P"], (state, choice, letter)


def _page_of(letter: str, cell: str) -> str:
    """Return the page where somebody reads what the table says."""
    if cell == "c":
        return "/consent"
    return "/work" if letter in "RE" and cell != NOTHING else ""


def _by_page(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address, follow_redirects=True)
    if answer.status_code == 404:
        return NOTHING
    words = Page(answer.get_data(as_text=True)).css("main")[0].words
    texts = dict.fromkeys(PARTS, FULL) if words.count(FULL) == len(PARTS) else {}
    texts |= {WITH_OTHER: OTHER} if OTHER in words and not texts else {}
    mentioned = {PLAIN, "sources"} if words.count("This part is kept") == 2 else set()
    others = (WHOLE_CASE["sources"][0] in words, "x.pdf" in words)
    name = next((letter for letter in "RUN" if f"submitted by {NAMES[letter]}".lower() in words.lower()), words)
    assert name == "N" or not re.search("Ghana|Senegal|peacekeeping@", words)
    return _cell(texts, mentioned, others, name)
