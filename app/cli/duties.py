"""flask duties: what is to be done because time has passed. The worker does it too; either is enough."""

import click
from flask.cli import AppGroup

from app.cli.telling import plainly
from app.parts import casebook
from case_studies.operations.duties import FAULTS
from case_studies.operations.duties import run as run_duties

commands = AppGroup("duties", help="Reminders, silent reviewers, cases that stand still.")


@commands.command("run")
def run() -> None:
    """Tell whatever is due, for instance from cron. Running it twice tells nothing twice.

    Exits with 1 if a case could not be handled; the others were, and the log says why.
    """
    with plainly():
        counts = run_duties(casebook().work)
    click.echo(", ".join(f"{name.replace('_', ' ')}: {count}" for name, count in counts.items()) + ".")
    if counts[FAULTS]:
        raise SystemExit(1)
