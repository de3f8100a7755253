"""flask duties: reminders and alerts that are due. The worker sends them too; one of both is enough."""

import click
from flask.cli import AppGroup

from app.cli.errors import plain_errors
from app.current import current_platform
from case_studies.operations.deadlines.reminders import FAULTS
from case_studies.operations.deadlines.reminders import send_reminders as run_duties
from case_studies.operations.issues.due_dates import send_issue_reminders
from case_studies.operations.search.alerts import send_alerts
from case_studies.vocabulary import NotificationEvent

commands = AppGroup(
    "duties", help="Reminders, silent reviewers, stalled cases, questions about issues, alerts of saved searches."
)


@commands.command("run")
def run() -> None:
    """Send all that is due, for instance from cron. Nothing is sent twice.

    Exits with 1 if a case could not be handled. All others are handled, and the log has the error.
    """
    with plain_errors():
        platform = current_platform()
        counts = run_duties(platform.work)
        issues = send_issue_reminders(platform.work)
        new = send_alerts(platform.work, platform.search)
    faults = counts.pop(FAULTS) + issues.pop(FAULTS)
    counts |= issues
    counts |= {NotificationEvent.NEW_CASES: new, FAULTS: faults}
    click.echo(", ".join(f"{name.replace('_', ' ')}: {count}" for name, count in counts.items()) + ".")
    if faults:
        raise SystemExit(1)
