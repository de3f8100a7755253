"""Two platforms that differ in who asks an unnamed issue: no member finds a difference, whatever is done with it.

The same random steps are taken in both. After each, members read the same of it. At the end pages, API, lists, search,
history, desks and inboxes have the same bytes and cost the same number of statements.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.api.examples import ISSUE
from case_studies.operations.issues.due_dates import send_issue_reminders
from tests.support.api_client import Program, fine
from tests.support.issues import ANSWERER, EDITOR, OUTCOME, SYNTHESIS
from tests.support.page_reader import statements
from tests.support.template import Template
from tests.support.twins import readable_parts
from tests.support.world import World

pytestmark = pytest.mark.slow

ASKERS = ("gha", "bgd")
READERS = (None, "practitioner", ANSWERER, "reviewer.jpn")
MOVED_BY_ASKER = {"take_up", "report_outcome", "still_so", "overtake", "reopen", "withdraw", "turn_into_case"}
STEPS = 25


class Twin:
    """A platform with one unnamed issue of a delegation."""

    def __init__(self, world: World, asker: str) -> None:
        self.world, self.asker = world, f"focal-point.{asker}"
        sent = {**ISSUE, "attribution": "unnamed", "answer_by": "2026-12-01"}
        self.reference = fine(Program(world, self.asker).post("/issues", sent), 201)["reference"]
        self.act(self.asker, "post")

    def read(self, office: str | None) -> Any:
        """Return what an office reads of the issue."""
        answer = Program(self.world, office).get(f"/issues/{self.reference}")
        return answer.get_json() if answer.status_code == 200 else answer.status_code

    def act(self, office: str, action: str) -> int:
        """Perform an action with all that it may need, and return the status."""
        seen = self.read(self.asker)
        needs: dict[str, Any] = {
            "synthesize": {"synthesis": SYNTHESIS},
            "take_up": {"answers": [one["id"] for one in seen["answers"]]},
            "report_outcome": {"outcome": {**OUTCOME, "result": "worse" if office == self.asker else "better"}},
        }.get(action, {})
        body = {"action": action, "note": "A reason.", "version": seen["version"], **needs}
        return Program(self.world, office).post(f"/issues/{self.reference}/transitions", body).status_code

    def answer(self, office: str, *, named: bool) -> int:
        body = {"kind": "advice", "text": "We let the sector decide.", "named": named}
        return Program(self.world, office).post(f"/issues/{self.reference}/answers", body).status_code

    def pass_days(self, days: int) -> int:
        before = self.read(EDITOR)["state"]
        self.world.clock.moment += timedelta(days=days)
        send_issue_reminders(self.world.platform.work)
        assert self.read(EDITOR)["state"] == before, "silence moves nothing"
        return days


def step(random: Random) -> Any:
    """Return one step, to be taken by both twins."""
    kind = random.choice(("asker", "asker", "editor", "answer", "tried", "time"))
    if kind == "asker":
        action = random.choice(sorted(MOVED_BY_ASKER - {"withdraw", "overtake"}))

        def by_asker(twin: Twin) -> int:
            return twin.act(twin.asker, action)

        return by_asker
    if kind == "editor":
        return lambda twin: twin.act(EDITOR, "synthesize")
    if kind == "answer":
        office, named = random.choice((ANSWERER, "practitioner", "reviewer.jpn")), random.random() < 0.5
        return lambda twin: twin.answer(office, named=named)
    if kind == "tried":
        return lambda twin: twin.act(ANSWERER, "report_outcome")
    days = random.choice((3, 15, 95))
    return lambda twin: twin.pass_days(days)


def addresses(reference: str) -> Iterator[str]:
    """Yield what could say something about who asks."""
    yield from ("/", "/issues", "/issues?state=open", f"/issues/{reference}", "/desk", "/inbox", "/about")
    yield from (f"/api/v1/issues/{reference}/history", "/api/v1/issues", "/api/v1/desk", "/api/v1/notices")
    yield from ("/delegations/GHA", "/delegations/BGD", "/search?q=sector", "/api/v1/search?q=sector", "/search.atom")
    yield from ("/search?kind=issue", "/api/v1/search?kind=issue", "/api/v1/search?delegation=GHA&delegation=BGD")
    yield from ("/themes", "/contributors", "/figures.csv", "/sitemap.xml", f"/search/suggest?q={reference[:6]}")


@pytest.mark.parametrize("seed", range(2))
def test_members_find_no_difference(bare_template: Template, tmp_path: Path, seed: int) -> None:
    twins = []
    for asker in ASKERS:
        (tmp_path / asker).mkdir()
        twins.append(Twin(bare_template.copy(tmp_path / asker), asker))
    random = Random(seed)
    for _ in range(STEPS):
        take, (before, _) = step(random), [twin.read(EDITOR)["state"] for twin in twins]
        by_asker = take.__name__ == "by_asker"
        assert len({take(twin) for twin in twins}) == 1
        after, _ = [twin.read(EDITOR)["state"] for twin in twins]  # each look moves a clock on
        assert by_asker or before == after or after in ("answered", "no_answer"), "only who asks resolves an issue"
        for reader in READERS:
            first, second = (twin.read(reader) for twin in twins)
            assert first == second
    for reader in READERS:
        for url in addresses(twins[0].reference):
            first, second = (_look(twin.world, reader, url) for twin in twins)
            assert first == second, (reader, url)


def _look(world: World, reader: str | None, url: str) -> tuple[object, int]:
    client = world.browser(reader) if reader else world.visitor()
    headers = world.headers(reader) if reader and url.startswith("/api") else {}
    client.get(url, headers=headers)
    with statements(world) as asked:
        answer = client.get(url, headers=headers)
    return readable_parts(answer), len(asked)
