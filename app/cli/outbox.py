"""flask outbox: the mails that are not sent."""

import click
from flask.cli import AppGroup

from app.cli.errors import plain_errors
from app.current import current_platform
from case_studies.models import Mail
from case_studies.notifications.outbox import retry, unsent

commands = AppGroup("outbox", help="The mails that wait or were given up.")


@commands.command("list")
def show() -> None:
    """List the mails that are not sent, the oldest first, with their last error."""
    with plain_errors(), current_platform().work.reading() as session:
        mails = unsent(session)
    for mail in mails:
        click.echo(f"{mail.id:>6}  {mail.recipient}  {_state(mail)}{'  ' + mail.error if mail.error else ''}")
    given_up = sum(mail.failed_at is not None for mail in mails)
    click.echo(f"{len(mails) - given_up} waiting, {given_up} given up.")


@commands.command("retry")
def put_back() -> None:
    """Queue the mails that were given up. The worker sends them in its next round."""
    with plain_errors(), current_platform().work.writing(quietly=True) as session:
        count = retry(session)
    click.echo(f"{count} {'mail is' if count == 1 else 'mails are'} queued again.")


def _state(mail: Mail) -> str:
    if mail.failed_at is not None:
        return f"given up on {mail.failed_at:%Y-%m-%d %H:%M} UTC after {mail.tries} tries"
    return f"next try {mail.next_try_at:%Y-%m-%d %H:%M} UTC, {mail.tries} tries so far"
