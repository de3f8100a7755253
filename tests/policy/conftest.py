"""The demonstration library with the cases that it lacks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MakeTemplate
from tests.support.policy_cases import add_special_cases
from tests.support.template import Template
from tests.support.world import World


@pytest.fixture(scope="session")
def special_template(make_template: MakeTemplate, library_template: Template) -> Template:
    return make_template(add_special_cases, parent=library_template)


@pytest.fixture
def special_library(special_template: Template, tmp_path: Path) -> Iterator[World]:
    """A platform with the demonstration library, and every state with a conflict."""
    world = special_template.copy(tmp_path)
    yield world
    world.close()
