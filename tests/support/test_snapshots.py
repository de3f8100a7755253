"""What comes from a snapshot can't be distinguished from what was built."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from case_studies.capacity_states import MatchState
from case_studies.vocabulary import Action, PracticeState, State
from tests.support.api_client import Program, everything, fine
from tests.support.capacity import match_in
from tests.support.files import pdf
from tests.support.page_reader import found, read
from tests.support.practices import practice_in
from tests.support.rounds import revision_asked
from tests.support.snapshots import build_once, is_untouched
from tests.support.template import Template, prepare_bare
from tests.support.workflow_cases import EDITOR, Steps, case_in, second_round, unanswered_round
from tests.support.world import World

pytestmark = pytest.mark.slow

BUILDS: dict[str, Callable[[World], Any]] = {
    "published": lambda world: case_in(world, State.PUBLISHED),
    "for members": lambda world: case_in(world, State.PUBLISHED, audience="members"),
    "withdrawn": lambda world: case_in(world, State.WITHDRAWN),
    "unanswered": unanswered_round,
    "second round": second_round,
    "revision asked": revision_asked,
    "adopted practice": lambda world: practice_in(world, PracticeState.ADOPTED),
    "delivered match": lambda world: match_in(world, MatchState.DELIVERED),
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template(tmp_path_factory.mktemp("template"), None, prepare_bare)


def contents(world: World) -> object:
    return (
        everything(world),
        world.platform.search.entries("public"),
        world.platform.search.entries("members"),
        found(read(world.visitor(), "/search?q=convoy")),
        world.clock.moment,
    )


@pytest.mark.parametrize("name", BUILDS)
def test_built_and_copied_worlds_have_the_same_contents(template: Template, tmp_path: Path, name: str) -> None:
    results = []
    for copy in ("built", "copied from", "a copy"):
        (tmp_path / copy).mkdir()
        world = template.copy(tmp_path / copy)
        if copy == "built":
            world.snapshots = None
        assert fine(Program(world).get("/search"))["total"] == 0
        world.clock.moment = world.original[0]  # a search looks at the day
        case = BUILDS[name](world)
        results.append((case.reference, contents(world)))
        world.close()
    assert len(template.snapshots) > 0
    assert results[0] == results[1] == results[2]


def test_a_case_from_a_snapshot_goes_on(template: Template, tmp_path: Path) -> None:
    for copy in ("copied from", "a copy"):
        (tmp_path / copy).mkdir()
        world = template.copy(tmp_path / copy)
        case = case_in(world, State.IN_REVIEW)
        assert not case.found()
        case.act(Action.PUBLISH, EDITOR)
        assert case.found()
        assert found(read(world.visitor(), "/search?q=column")) == {case.reference}
        world.close()


def test_the_files_of_a_case_are_in_its_copies(template: Template, tmp_path: Path) -> None:
    for copy in ("copied from", "a copy"):
        (tmp_path / copy).mkdir()
        world = template.copy(tmp_path / copy)

        def build(world: World = world) -> str:
            case = Steps.start(world)
            case.attach(pdf("The road was copied"))
            case.publish()
            return case.reference

        reference = build_once(world, "with a file", build)
        [file] = Program(world).case(reference)["attachments"]
        got = Program(world).get(f"/cases/{reference}/attachments/{file['id']}")
        assert b"The road was copied" in got.data, copy
        world.close()


def test_a_world_that_was_touched_gets_no_copy(bare: World) -> None:
    assert is_untouched(bare)
    bare.clock()
    assert not is_untouched(bare)


def test_a_write_is_a_touch(bare: World) -> None:
    bare.browser(EDITOR)
    fine(Program(bare).get("/search"))
    bare.clock.moment = bare.original[0]  # a search looks at the day
    assert is_untouched(bare), "reading changes nothing"
    bare.headers(EDITOR)
    bare.clock.moment = bare.original[0]
    assert not is_untouched(bare)


def test_other_listeners_get_no_copy(bare: World) -> None:
    assert bare.snapshots is not None
    taken = len(bare.snapshots)
    bare.platform.work.after_commit = ()
    assert build_once(bare, "key", lambda: "CS-2026-0001") == "CS-2026-0001"
    assert len(bare.snapshots) == taken
