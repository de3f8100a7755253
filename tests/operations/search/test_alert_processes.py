"""Workers that send alerts are killed, and run at the same time: every alert is sent once."""

import signal
import subprocess
import sys

import pytest

from case_studies.search.contract import Query
from tests.support.alerts import READER, alerts_of, publish, run_worker, save
from tests.support.mailbox import HOUSE, Post
from tests.support.processes.send_alerts import AFTER_THE_COMMIT, BEFORE_THE_COMMIT, NEVER

pytestmark = pytest.mark.slow


def _process(post: Post, instant: str) -> subprocess.Popen[bytes]:
    config = post.world.config
    words = [instant, config.database, str(config.index_dir)]
    return subprocess.Popen([sys.executable, "-m", "tests.support.processes.send_alerts", *words], cwd=HOUSE)


@pytest.mark.parametrize("instant", [BEFORE_THE_COMMIT, AFTER_THE_COMMIT])
def test_a_killed_worker_loses_no_alert_and_repeats_none(post: Post, instant: str) -> None:
    save(post)
    publish(post)
    assert _process(post, instant).wait(timeout=60) == -signal.SIGKILL
    assert len(alerts_of(post)) == (instant == AFTER_THE_COMMIT)
    assert post.server.taken_for(READER) == []
    post.later(days=30)
    assert len(run_worker(post)) == 1
    assert len(alerts_of(post)) == 1


def test_two_workers_send_each_alert_once(post: Post) -> None:
    for number in range(5):
        save(post, Query(f"road OR word{number}"), name=f"Search {number}")
    publish(post)
    assert [process.wait(timeout=60) for process in [_process(post, NEVER) for _ in range(2)]] == [0, 0]
    assert sorted(facts["search"] for facts in alerts_of(post)) == [f"Search {number}" for number in range(5)]
