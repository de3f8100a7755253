"""One case in each situation, shared by the tests of a module: refusals do not change them."""

from collections.abc import Iterator

import pytest

from tests.conftest import MakeTemplate
from tests.support.api_scene import Scene, open_cases
from tests.support.template import Template


@pytest.fixture(scope="session")
def prepared(make_template: MakeTemplate, bare_template: Template) -> Template:
    return make_template(open_cases, parent=bare_template, keeps_time=True)


@pytest.fixture(scope="module")
def scene(prepared: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    world = prepared.copy(tmp_path_factory.mktemp("scene"))
    yield Scene(world, dict(prepared.places))
    world.close()
