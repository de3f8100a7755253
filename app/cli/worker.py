"""flask worker: the process beside the web server for all work in the background. Several may run."""

import logging
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from time import monotonic

import click
from flask.cli import with_appcontext

from app.current import current_platform
from case_studies.bootstrap import Platform
from case_studies.notifications.digest import queue_digests
from case_studies.operations.deadlines.reminders import send_reminders as run_duties
from case_studies.operations.search.alerts import send_alerts

log = logging.getLogger(__name__)

PAUSE = 3.0  # seconds between two rounds


@dataclass
class Job:
    """A job of a round, done at most once in `every` seconds."""

    name: str
    do: Callable[[], object]
    every: float = 0.0
    next_at: float = field(default=0.0, init=False)

    def take_turn(self) -> bool:
        """Do the job if it is time. Return False if it failed.

        A failure is logged. It neither ends the worker nor stops the other jobs.
        """
        if monotonic() < self.next_at:
            return True
        self.next_at = monotonic() + self.every
        try:
            self.do()
        except Exception:
            log.exception("the worker failed at %s; it tries again", self.name)
            return False
        return True


def jobs(platform: Platform, going_on: Callable[[], bool] = lambda: True) -> list[Job]:
    """Return the jobs of a round, in an order in which new notifications are mailed in the same round."""
    return [
        Job("the search index", platform.indexer.drain),
        Job("the duties", lambda: run_duties(platform.work), every=60),
        Job("the saved searches", lambda: send_alerts(platform.work, platform.search)),
        Job("the daily mails", lambda: queue_digests(platform.work), every=60),
        Job("the mails", lambda: platform.outbox.send(going_on)),
    ]


@click.command("worker")
@click.option("--once", is_flag=True, help="do one round and end; 1 where anything failed")
@with_appcontext
def commands(once: bool) -> None:
    """Update the search index, send reminders, alerts and mails, until Ctrl-C or SIGTERM.

    Several may run at the same time: nothing is done twice. Failures are logged and tried again.
    """
    told: SimpleQueue[int] = SimpleQueue()  # a signal can come at any moment, and only this may be called then
    a_round = jobs(current_platform(), told.empty)
    if not once:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: told.put(number))
        click.echo("The worker is at work.")
    while told.empty():
        well = [chore.take_turn() for chore in a_round if told.empty()]
        if once:
            sys.exit(not all(well))
        with suppress(Empty):
            told.get(timeout=PAUSE)
            return
