"""One case in each situation, shared by the tests of a module: refusals do not change them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select

from case_studies.models import Case
from tests.support.api_client import (
    EDITOR,
    OFFICER,
    WRITER,
    Program,
    ask,
    draft,
    fine,
    in_review,
    judged,
    published,
    submitted,
)
from tests.support.world import Template, World

OFFICES = (
    WRITER,
    OFFICER,
    EDITOR,
    "editor.bra",
    "focal-point.deu",
    "reviewer.bra",
    "reviewer.jpn",
    "reviewer.fra",
    "practitioner",
    "admin",
)


@dataclass
class Scene:
    """Cases by situation, programs by office."""

    world: World
    places: dict[str, Any] = field(default_factory=dict)
    programs: dict[str | None, Program] = field(default_factory=dict)

    def __post_init__(self) -> None:
        world = self.world
        self.places["draft"] = draft(world)
        self.places["bare_draft"] = fine(Program(world, WRITER).post("/cases", {"title": "Only a title"}), 201)[
            "reference"
        ]
        self.places["submitted"] = submitted(world)
        body = {"reviewer": "reviewer.bra@demo.example"}
        answer = Program(world, EDITOR).post(f"/cases/{self.places['submitted']}/assignments", body)
        self.places["invited"] = fine(answer, 201)["id"]
        self.places["in_review"], (self.places["accepted"], _) = in_review(world)
        self.places["revision_asked"] = judged(world)
        Program(world, EDITOR).act(self.places["revision_asked"], "request_revision", "Say who counted.")
        self.places["published"] = published(world)
        self.places["withdrawn"] = draft(world)
        Program(world, OFFICER).act(self.places["withdrawn"], "withdraw")
        self.places["accepted_before_review"] = ask(world, self.places["submitted"], "reviewer.jpn")
        self.programs = {office: Program(world, office) for office in (None, *OFFICES)}

    def send(self, office: str | None, method: str, path: str, body: Any) -> Any:
        """Call the API; `{draft}` in the path is replaced by that case, NOW in the body by its version."""
        if isinstance(body, dict) and body.get("version") == NOW:
            reference = path.format(**self.places).split("/")[2]
            with self.world.platform.work.reading() as session:
                version = session.scalar(select(Case.version).where(Case.reference == reference))
            body = {**body, "version": version}
        return self.programs[office].call(method, path.format(**self.places), json=body)


NOW = "the present version"


@pytest.fixture(scope="module")
def scene(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    world = bare_template.copy(tmp_path_factory.mktemp("scene"))
    yield Scene(world)
    world.close()
