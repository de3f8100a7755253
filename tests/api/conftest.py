"""One case in each situation, shared by the tests of a module: refusals do not change them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.api_scene import Scene, open_cases
from tests.support.template import Template
from tests.support.world import World


@pytest.fixture(scope="session")
def prepared(
    template_folder: Callable[[], Path], server: str | None, bare_template: Template
) -> tuple[Template, dict[str, Any]]:
    places: dict[str, Any] = {}

    def prepare(world: World) -> None:
        places.update(open_cases(world))

    return Template(template_folder(), server, prepare, parent=bare_template, keeps_time=True), places


@pytest.fixture(scope="module")
def scene(prepared: tuple[Template, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    template, places = prepared
    world = template.copy(tmp_path_factory.mktemp("scene"))
    yield Scene(world, dict(places))
    world.close()
