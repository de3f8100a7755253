"""flask worker: the process beside the web server for work that no request waits for. Several may run."""

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
from app.exports.long import make_waiting_export
from case_studies.bootstrap import Platform
from case_studies.notifications.digest import queue_digests
from case_studies.operations.accounts.browser_sessions import delete_ended_sessions
from case_studies.operations.accounts.known_browsers import delete_old_browsers
from case_studies.operations.accounts.passkey_challenges import delete_old_challenges
from case_studies.operations.accounts.sign_in_attempts import delete_old_attempts
from case_studies.operations.administration.health import note_worker_round
from case_studies.operations.administration.search_index import do_asked_rebuild
from case_studies.operations.attachments.unfinished_uploads import delete_old_uploads
from case_studies.operations.attachments.unused_files import delete_unused_files
from case_studies.operations.capacity.life import run_capacity
from case_studies.operations.cases.rendered_texts import store_missing_texts
from case_studies.operations.deadlines.reminders import send_reminders as run_duties
from case_studies.operations.delegations.applications import settle_applications
from case_studies.operations.delegations.chair import hand_over_due_chairs
from case_studies.operations.events.life import run_events
from case_studies.operations.exports.ending import delete_old_exports
from case_studies.operations.issues.due_dates import send_issue_reminders
from case_studies.operations.practices.evidence_watch import flag_evidence
from case_studies.operations.search.alerts import send_alerts
from case_studies.operations.signals.words import forget_old_words
from case_studies.operations.texts.life import run_texts
from case_studies.operations.threads.life import run_discussions

log = logging.getLogger(__name__)

PAUSE = 3.0  # seconds between two rounds


@dataclass
class Job:
    """One task of a round, done at most once in `every` seconds."""

    name: str
    do: Callable[[], object]
    every: float = 0.0
    next_at: float = field(default=0.0, init=False)

    def run_if_due(self) -> bool:
        """Run the job if it is due. Return False if it failed.

        An error is logged. It ends neither the worker nor the round.
        """
        if monotonic() < self.next_at:
            return True
        self.next_at = monotonic() + self.every
        try:
            self.do()
        except Exception:
            log.exception("a job of the worker failed: %s; it will be tried again", self.name)
            return False
        return True


def jobs(platform: Platform, may_continue: Callable[[], bool] = lambda: True) -> list[Job]:
    """Return the jobs of a round. Mails come after what queues them, so that they are sent in the same round.

    An export takes long. So a round makes one, when everything else is done; the mail about it goes in the next round.
    """
    return [
        Job("the search index", platform.indexer.drain),
        Job("the asked rebuild", lambda: do_asked_rebuild(platform.work, platform.indexer)),
        Job("the rendered texts", lambda: store_missing_texts(platform.work), every=60),
        Job("the duties", lambda: run_duties(platform.work), every=60),
        Job("the difficult issues", lambda: send_issue_reminders(platform.work), every=60),
        Job("the events", lambda: run_events(platform.work), every=60),
        Job("the joint texts", lambda: run_texts(platform.work)),
        Job("the offers and requests", lambda: run_capacity(platform.work), every=60),
        Job("the evidence of practices", lambda: flag_evidence(platform.work)),
        Job("the saved searches", lambda: send_alerts(platform.work, platform.search)),
        Job("the daily mails", lambda: queue_digests(platform.work), every=60),
        Job("the discussions", lambda: run_discussions(platform.work), every=3600),
        Job("the applications", lambda: settle_applications(platform.work), every=3600),
        Job("the chair of the Group", lambda: hand_over_due_chairs(platform.work), every=3600),
        Job("the sessions that ended", lambda: delete_ended_sessions(platform.work), every=3600),
        Job("the old tries to sign in", lambda: delete_old_attempts(platform.work), every=3600),
        Job("the browsers not used for long", lambda: delete_old_browsers(platform.work), every=3600),
        Job("the challenges of passkeys", lambda: delete_old_challenges(platform.work), every=3600),
        Job("the words not found", lambda: forget_old_words(platform.work), every=3600),
        Job("the unused files", lambda: delete_unused_files(platform.work, platform.files), every=3600),
        Job("the unfinished uploads", lambda: delete_old_uploads(platform.work), every=3600),
        Job("the old exports", lambda: delete_old_exports(platform.work, platform.exports), every=60),
        Job("the mails", lambda: platform.outbox.send(may_continue)),
        Job("the exports", make_waiting_export),
        Job("the sign of life", lambda: note_worker_round(platform.work), every=60),
    ]


@click.command("worker")
@click.option("--once", is_flag=True, help="run one round and end; exits with 1 if a job failed")
@with_appcontext
def commands(once: bool) -> None:
    """Update the search index, send reminders, alerts and mails, until it is stopped (Ctrl-C or SIGTERM).

    Several workers may run at once; nothing is done twice. Errors are logged, and the job is tried again.
    """
    signals: SimpleQueue[int] = SimpleQueue()  # the only kind of queue that a signal handler may use
    all_jobs = jobs(current_platform(), signals.empty)
    if not once:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: signals.put(number))
        click.echo("The worker is running.")
    while signals.empty():
        succeeded = [job.run_if_due() for job in all_jobs if signals.empty()]
        if once:
            sys.exit(not all(succeeded))
        with suppress(Empty):
            signals.get(timeout=PAUSE)
            return
