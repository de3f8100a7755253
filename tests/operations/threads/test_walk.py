"""Random walks through discussions: whatever members and time do, what was promised holds."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from case_studies.models import HistoryEntry, Thread
from case_studies.operations.threads.life import run_discussions
from tests.support.api_client import Program
from tests.support.threads import CONVENER, EDITOR, MEMBER, SPEAKER, ThreadSteps
from tests.support.world import World

STEPS = 45
OFFICES = (CONVENER, SPEAKER, EDITOR, MEMBER)
WORD = "zandrith"
AFTER = {
    "open": {"open", "closing", None},
    "closing": {"closing", "closed"},
    "closed": {"closed", "expired"},
    "expired": {"expired"},
    None: {None},
}
ACTIONS = ("take_back", "extend", "summarize", "object", "keep_summary", "hide_post", "show_post")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_what_was_promised_holds(bare: World, seed: int) -> None:
    random = Random(seed)
    thread, programs = ThreadSteps(bare, text=f"{WORD} first"), {name: Program(bare, name) for name in OFFICES}
    state: str | None = "open"
    for _ in range(STEPS):
        before = state
        office = random.choice(OFFICES)
        if random.random() < 0.2:
            bare.clock.moment += timedelta(days=random.choice((1, 6, 25, 400)))
            run_discussions(bare.platform.work)
        elif random.random() < 0.4:
            body = {"text": f"{WORD} {office}", "speaks_as": random.choice(("member", "delegation"))}
            answer = programs[office].post(f"/threads/{thread.reference}/posts", body)
            assert answer.status_code in (201, 404, 409)
        else:
            _try(random, bare, thread, programs[office])
        seen = programs[office].get(f"/threads/{thread.reference}")
        state = seen.get_json()["state"] if seen.status_code == 200 else None
        assert state in AFTER[before]
        if state is None:
            break
        _check(bare, thread, seen.get_json(), office)


def _try(random: Random, world: World, thread: ThreadSteps, program: Program) -> None:
    """Try a random action, which is allowed or not."""
    seen = program.get(f"/threads/{thread.reference}").get_json()
    posts: list[Any] = [post["id"] for post in seen.get("posts", [])]
    action = random.choice(ACTIONS)
    body = {
        "action": action,
        "version": seen.get("version", 1),
        "note": f"{WORD} note" if action != "hide_post" else "A reason.",
        "summary": "What was said.",
        "closes_on": (world.clock.moment + timedelta(days=50)).date().isoformat(),
        "post": random.choice(posts) if posts else None,
    }
    assert program.post(f"/threads/{thread.reference}/transitions", body).status_code in (200, 403, 404, 409, 422)


def _check(world: World, thread: ThreadSteps, seen: Any, office: str) -> None:
    """Check what holds in every state, for every reader."""
    for post in seen["posts"]:
        assert (post["said_by"]["id"] is None) == (post["speaks_as"] != "delegation")
        assert post["is_own"] <= (post["state"] != "taken_back")
        if post["state"] != "shown" and not post["is_own"] and office != EDITOR:
            assert post["text"] == ""
    if seen["state"] == "expired":
        assert (seen["posts"], seen["objections"]) == ([], [])
        assert seen["summary"]
    assert Program(world).get(f"/threads/{thread.reference}").status_code == 401
    assert Program(world, "admin").get(f"/threads/{thread.reference}").status_code == 404
    with world.platform.work.reading() as session:
        stored = session.scalars(select(Thread)).one()
        assert (stored.state == "open") == (not stored.summary)
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.reference == thread.reference))
        assert not [entry for entry in entries if WORD in entry.note]
