"""Two platforms that differ in who asks for capacity unnamed: no other reader finds a difference."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.api.examples_of_capacity import REQUEST
from case_studies.capacity_states import CapacityState
from case_studies.operations.capacity.life import run_capacity
from tests.support.api_client import Program, fine
from tests.support.capacity import PROVIDER, capacity_in
from tests.support.page_reader import statements
from tests.support.template import Template
from tests.support.twins import readable_parts
from tests.support.world import START, World

pytestmark = pytest.mark.slow

ASKERS = ("gha", "bgd")
READERS = (None, "practitioner", "reviewer.jpn", PROVIDER)
LISTS = (
    "/requests",
    "/requests?theme=EXP-SEARCH",
    "/requests.atom",
    "/offers",
    "/matches",
    "/search?q=instructors",
    "/desk",
    "/inbox",
    "/delegations/GHA",
    "/delegations/BGD",
    "/themes/EXP-SEARCH",
    "/figures",
    "/figures.csv",
    "/statistics",
    "/sitemap.xml",
    "/api/v1/requests",
    "/api/v1/offers",
    "/api/v1/matches",
    "/api/v1/search?q=instructors",
    "/api/v1/notices",
    "/api/v1/desk",
)


class Twin:
    """A platform on which a delegation asks without being named: before, while and after members read it."""

    def __init__(self, world: World, asker: str) -> None:
        self.world, self.asker = world, asker
        self.offer = capacity_in(world, CapacityState.POSTED, PROVIDER).reference
        paths: tuple[tuple[str, ...], ...] = ((), ("post",), ("post", "clear"), ("post", "clear"))
        self.requests = [self._ask(path) for path in paths]
        world.clock.moment = START + timedelta(days=8)
        world.clock.step = timedelta(0)  # how often the worker looks at it depends on how many it notifies
        run_capacity(world.platform.work)
        self._act(self.requests[-1], "withdraw")

    def _ask(self, path: tuple[str, ...]) -> str:
        office = Program(self.world, f"focal-point.{self.asker}")
        reference: str = fine(office.post("/requests", REQUEST), 201)["reference"]
        for action in path:
            self._act(reference, action)
        return reference

    def _act(self, reference: str, action: str) -> None:
        role = "clearance" if action == "clear" else "focal-point"
        office = Program(self.world, f"{role}.{self.asker}")
        sent = {"action": action, "note": "", "version": fine(office.get(f"/requests/{reference}"))["version"]}
        fine(office.post(f"/requests/{reference}/transitions", sent))

    def addresses(self) -> Iterator[str]:
        """Yield what could say something about who asks."""
        yield from LISTS
        for reference in self.requests:
            for place in ("", "/api/v1"):
                yield from (f"{place}/requests/{reference}{part}" for part in ("", "/matches", "/history"))
        yield from (f"/offers/{self.offer}", f"/api/v1/offers/{self.offer}")


def test_no_other_reader_finds_a_difference(bare_template: Template, tmp_path: Path) -> None:
    twins = []
    for asker in ASKERS:
        (tmp_path / asker).mkdir()
        twins.append(Twin(bare_template.copy(tmp_path / asker), asker))
    assert twins[0].requests == twins[1].requests
    for reader in READERS:
        looks = [list(_looks(twin, reader)) for twin in twins]
        assert any(status == 200 for _, (status, *_), _ in looks[0])
        for one, other in zip(*looks, strict=True):
            assert one == other, reader


def _looks(twin: Twin, reader: str | None) -> Iterator[tuple[str, tuple[Any, ...], int]]:
    """Yield each address, what it answers, and with how many statements once it was asked before."""
    world = twin.world
    client, headers = (world.browser(reader), world.headers(reader)) if reader else (world.visitor(), {})
    for url in twin.addresses():
        sent = headers if url.startswith("/api") else {}
        client.get(url, headers=sent)
        with statements(world) as asked:
            answer = client.get(url, headers=sent)
        yield url, readable_parts(answer), len(asked)
