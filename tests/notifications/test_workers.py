"""Workers: several at once, killed at any instant, stopped_at to end."""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from app.cli.worker import Job, jobs
from case_studies.notifications.outbox import CLAIM_TIME
from case_studies.vocabulary import State
from tests.support.mailbox import HOUSE, Post
from tests.support.processes.send_mails import BEFORE_IT_IS_NOTED, BEFORE_IT_IS_SENT, NEVER
from tests.support.workflow_cases import case_in
from tests.support.world import World

pytestmark = pytest.mark.slow

LONG_AGO = datetime(2020, 1, 1, 9, 0, tzinfo=UTC)  # workers of their own go by the clock of the machine


def _worker(post: Post, instant: str = NEVER) -> subprocess.Popen[str]:
    config = post.world.config
    words = [instant, config.database, str(config.index_dir), str(post.server.port)]
    command = [sys.executable, "-m", "tests.support.processes.send_mails", *words]
    return subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True)


def test_two_workers_at_once_send_each_mail_once(post: Post) -> None:
    post.world.clock.moment = LONG_AGO
    case_in(post.world, State.PUBLISHED)
    workers = [_worker(post) for _ in range(3)]
    counts = [int(worker.communicate(timeout=60)[0]) for worker in workers]
    mails = post.mails()
    assert sum(counts) == len(mails)
    assert Counter(mail.tries for mail in mails) == {1: len(mails)}
    ids = [mail.message["Message-ID"] for mail in post.server.taken]
    assert len(ids) == len(set(ids)) == len(mails)


@pytest.mark.parametrize("instant", [BEFORE_IT_IS_SENT, BEFORE_IT_IS_NOTED])
def test_a_mail_of_a_killed_worker_is_taken_up_when_its_claim_ends(post: Post, instant: str) -> None:
    post.world.clock.moment = LONG_AGO
    case_in(post.world, State.IN_CLEARANCE)
    with _worker(post, instant) as worker:
        assert worker.wait(timeout=60) == -signal.SIGKILL
    assert post.mails()[0].sent_at is None

    post.world.clock.moment = datetime.now(UTC)
    assert post.send() == 0, "the claim holds"
    post.world.clock.moment += CLAIM_TIME + timedelta(minutes=1)
    assert post.send() == 1
    assert post.mails()[0].tries == 2
    taken = post.server.taken
    assert len(taken) == (1 if instant == BEFORE_IT_IS_SENT else 2)
    assert len({mail.message["Message-ID"] for mail in taken}) == 1, "handed over twice, it is one mail"


def test_an_error_in_one_job_is_logged_and_stops_no_other(bare: World, caplog: pytest.LogCaptureFixture) -> None:
    done = []

    def fail() -> None:
        raise ZeroDivisionError

    for job in (Job("the first", fail), Job("the second", lambda: done.append(1))):
        job.run_if_due()
    assert done == [1]
    assert "a job of the worker failed: the first" in caplog.text


def test_a_single_round_ends_with_1_if_a_job_failed_and_the_mails_went_out(post: Post) -> None:
    shutil.rmtree(post.world.config.index_dir)
    case_in(post.world, State.PUBLISHED)
    result = post.world.app.test_cli_runner().invoke(args=["worker", "--once"])
    assert result.exit_code == 1
    assert post.server.taken


def test_a_job_is_done_at_most_once_in_its_time() -> None:
    done = []
    job = Job("seldom", lambda: done.append(1), every=60)
    for _ in range(3):
        job.run_if_due()
    assert done == [1]


def test_one_round_does_everything(post: Post) -> None:
    case = case_in(post.world, State.PUBLISHED)
    assert post.run("worker", "--once") == ""
    assert len(post.server.taken) == len(post.mails()) > 10
    assert case.found()
    assert [job.name for job in jobs(post.world.platform)] == [
        "the search index",
        "the asked rebuild",
        "the rendered texts",
        "the duties",
        "the difficult issues",
        "the events",
        "the joint texts",
        "the offers and requests",
        "the evidence of practices",
        "the saved searches",
        "the daily mails",
        "the discussions",
        "the applications",
        "the chair of the Group",
        "the sessions that ended",
        "the old tries to sign in",
        "the browsers not used for long",
        "the challenges of passkeys",
        "the words not found",
        "the unused files",
        "the unfinished uploads",
        "the old exports",
        "the mails",
        "the exports",
        "the sign of life",
    ]


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "DEMO_MODE": "0", "ALLOW_HTTP": "1", "DATA_DIR": str(folder), "DATABASE_URL": ""}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_at_once_when_it_is_stopped(bare: World, tmp_path: Path, number: int) -> None:
    flask = Path(sys.executable).parent / "flask"
    environment = {**_environment(bare.config.data_dir), "DATABASE_URL": bare.config.database_url, "DEMO_MODE": "1"}
    with subprocess.Popen(
        [flask, "--app", "app", "worker"], cwd=HOUSE, env=environment, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "The worker is running.\n"
        worker.send_signal(number)
        stopped_at = monotonic()
        assert worker.wait(timeout=30) == 0
        assert monotonic() - stopped_at < 20, "a round ends between two jobs, a pause at once"
