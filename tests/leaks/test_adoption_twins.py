"""Two platforms that differ in who adopts a practice and a case unnamed: no other reader finds a difference."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.api.examples import ADOPTION
from case_studies.vocabulary import PracticeState
from tests.support.api_client import Program, fine
from tests.support.page_reader import statements
from tests.support.practices import practice_in, two_cases
from tests.support.template import Template
from tests.support.twins import readable_parts
from tests.support.world import World

pytestmark = pytest.mark.slow

ADOPTERS = ("deu", "bgd")
READERS = (None, "practitioner", "focal-point.gha", "editor.idn")


class Twin:
    """A platform on which a delegation adopts a practice and a case without being named."""

    def __init__(self, world: World, adopter: str) -> None:
        self.world = world
        cases = two_cases(world, audience="public")
        self.practice = practice_in(world, PracticeState.ADOPTED, cases).reference
        self.case = cases[0].reference
        of_case = {name: value for name, value in ADOPTION.items() if name != "case"}
        self.adoptions = [
            self._adopt(adopter, {**of_case, **adopts, "audience": "public", "attribution": "unnamed"})
            for adopts in ({"practice": self.practice}, {"case": self.case})
        ]

    def _adopt(self, adopter: str, body: dict[str, object]) -> str:
        reference: str = fine(Program(self.world, f"focal-point.{adopter}").post("/adoptions", body), 201)["reference"]
        for office, action in ((f"focal-point.{adopter}", "adopt_by_us"), (f"clearance.{adopter}", "clear")):
            version = fine(Program(self.world, office).get(f"/adoptions/{reference}"))["version"]
            sent = {"action": action, "note": "", "version": version}
            fine(Program(self.world, office).post(f"/adoptions/{reference}/transitions", sent))
        return reference

    def addresses(self) -> Iterator[str]:
        """Yield what could say something about who adopts."""
        for reference in self.adoptions:
            yield from (f"/adoptions/{reference}", f"/api/v1/adoptions/{reference}")
            yield f"/api/v1/adoptions/{reference}/history"
        for reference in (self.practice, self.case):
            yield from (f"/adoptions?adopts={reference}", f"/api/v1/adoptions?adopts={reference}")
        yield from (f"/practices/{self.practice}", f"/cases/{self.case}", "/adoptions", "/desk", "/inbox")
        yield from ("/api/v1/notices", "/api/v1/desk", "/states/DEU", "/states/BGD", "/states/CAF")
        yield from ("/operations/MINUSCA", "/themes/EXP-SEARCH", "/sitemap.xml")


def test_no_other_reader_finds_a_difference(bare_template: Template, tmp_path: Path) -> None:
    twins = []
    for adopter in ADOPTERS:
        (tmp_path / adopter).mkdir()
        twins.append(Twin(bare_template.copy(tmp_path / adopter), adopter))
    assert twins[0].adoptions == twins[1].adoptions
    for reader in READERS:
        for url in twins[0].addresses():
            first, second = (_look(twin.world, reader, url) for twin in twins)
            assert first == second, (reader, url)


def _look(world: World, reader: str | None, url: str) -> tuple[object, int]:
    client = world.browser(reader) if reader else world.visitor()
    headers = world.headers(reader) if reader and url.startswith("/api") else {}
    client.get(url, headers=headers)
    with statements(world) as asked:
        answer = client.get(url, headers=headers)
    return readable_parts(answer), len(asked)
