"""flask worker: the process beside the web server that does what nobody waits for. One or several may run."""

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
    """One thing that a round does, at most once in so many seconds."""

    name: str
    do: Callable[[], object]
    every: float = 0.0
    next_at: float = field(default=0.0, init=False)

    def take_turn(self) -> bool:
        """Do it if it is time, and return whether all is well.

        A fault is told, and neither ends the worker nor keeps the other chores waiting.
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
    """Return what a round does, in this order: what is found or told is sent in the same round."""
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
    """Keep the search index in line, remind, and send mails, until it is told to end (Ctrl-C or SIGTERM).

    Several may run at once: nothing is done twice. What fails is logged and tried again.
    """
    told: SimpleQueue[int] = SimpleQueue()  # a signal may come at any instant, and this alone may be called then
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
