"""flask outbox: the mails that have not left."""

import click
from flask.cli import AppGroup

from app.cli.errors import plain_errors
from app.current import current_platform
from case_studies.models import Mail
from case_studies.notifications.outbox import retry, unsent

commands = AppGroup("outbox", help="The mails that wait, and those that were given up.")


@commands.command("list")
def show() -> None:
    """List the mails that have not left, the oldest first, each with its last error."""
    with plain_errors(), current_platform().work.reading() as session:
        mails = unsent(session)
    for mail in mails:
        click.echo(
            f"{mail.id:>6}  {mail.account.email}  {_where_it_stands(mail)}{'  ' + mail.error if mail.error else ''}"
        )
    given_up = sum(mail.failed_at is not None for mail in mails)
    click.echo(f"{len(mails) - given_up} wait, {given_up} were given up.")


@commands.command("retry")
def put_back() -> None:
    """Put back what was given up: the worker sends it at its next round."""
    with plain_errors(), current_platform().work.writing(quietly=True) as session:
        count = retry(session)
    click.echo(f"{count} {'mail is' if count == 1 else 'mails are'} put back.")


def _where_it_stands(mail: Mail) -> str:
    if mail.failed_at is not None:
        return f"given up on {mail.failed_at:%Y-%m-%d %H:%M} UTC after {mail.tries} tries"
    return f"next try {mail.next_try_at:%Y-%m-%d %H:%M} UTC, {mail.tries} tries so far"
