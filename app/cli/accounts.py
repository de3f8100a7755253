"""flask accounts: accounts of offices and their roles."""

import click
from flask.cli import AppGroup

from app.cli.errors import plain_errors
from app.current import current_config, current_platform
from case_studies.models import Account
from case_studies.operations.accounts.accounts import add_account, all_accounts, find_account, set_active, set_roles
from case_studies.operations.accounts.factors import has_factor, reset_factors
from case_studies.operations.accounts.password_links import invitation_link, invite_by_mail
from case_studies.operations.accounts.tokens import LONGEST_DAYS, create_token
from case_studies.policy.actor import NOBODY
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Role, TokenScope

commands = AppGroup("accounts", help="Accounts of offices, and their roles.")
role_option = click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]), help="repeatable"
)


@commands.command("add")
@click.argument("email")
@click.option("--delegation", required=True, help="code of the delegation, such as RWA")
@click.option("--office", required=True, help="name of the office, such as 'Military adviser'")
@role_option
def add(email: str, delegation: str, office: str, roles: tuple[str, ...]) -> None:
    """Add an account of an office, and invite the office to set its first password."""
    with plain_errors(), current_platform().work.writing() as session:
        account = add_account(session, email, delegation.upper(), [Role(role) for role in roles], office=office)
        invitation = _invite(session, account)
    click.echo(invitation)


@commands.command("invite")
@click.argument("email")
def invite_again(email: str) -> None:
    """Send an office another link with which it sets its password."""
    with plain_errors(), current_platform().work.writing() as session:
        invitation = _invite(session, find_account(session, email))
    click.echo(invitation)


def _invite(session: Session, account: Account) -> str:
    """Invite an office by mail, or by a link to be passed on. Return what the command prints."""
    if current_config().smtp_host:
        invite_by_mail(session, account)
        return f"{account.email} gets a mail with a link, which works once, for seven days."
    settings = current_platform().outbox.settings
    link = invitation_link(session, account, address=settings.address, secret=settings.secret)
    return f"No mail is sent. Give this link to {account.email}; it works once, for seven days:\n{link}"


@commands.command("role")
@click.argument("email")
@role_option
def role(email: str, roles: tuple[str, ...]) -> None:
    """Give an account exactly these roles."""
    with plain_errors(), current_platform().work.writing() as session:
        account = set_roles(session, email, [Role(role) for role in roles])
    click.echo(f"{account.email}: {', '.join(account.roles)}.")


@commands.command("token")
@click.argument("email")
@click.option("--name", default="Made on the server", show_default=True, help="what it is for")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice([*TokenScope]), help="repeatable; it may always read"
)
@click.option("--days", default=90, show_default=True, help=f"after which it ends, at most {LONGEST_DAYS}")
def token(email: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Print a new API token of an account; it can't be shown again. The office is notified."""
    chosen = [TokenScope(scope) for scope in scopes]
    with plain_errors(), current_platform().work.writing() as session:
        account = find_account(session, email)
        new_token = create_token(session, account, NOBODY, name=name, scopes=chosen, days=days)
    click.echo(new_token)


@commands.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Remove the second factor of an office that has lost it, and sign the office out. The office is notified."""
    with plain_errors(), current_platform().work.writing() as session:
        account = find_account(session, email)
        reset_factors(session, account, NOBODY)
    click.echo(f"The second factor of {account.email} is removed, and its browsers are signed out.")


@commands.command("list")
@click.option("--all", "with_closed", is_flag=True, help="list closed accounts as well")
def list_all(with_closed: bool) -> None:
    """List the accounts by address, with delegation, roles and whether each has a second factor."""
    with plain_errors(), current_platform().work.reading() as session:
        for account in all_accounts(session, with_closed=with_closed):
            factor = "second factor" if has_factor(session, account) else "no second factor"
            closed = "" if account.active else ", closed"
            click.echo(f"{account.email}  {account.delegation_code}  {', '.join(account.roles)}; {factor}{closed}")


@commands.command("close")
@click.argument("email")
@click.option("--reopen", is_flag=True, help="open it again")
def close(email: str, reopen: bool) -> None:
    """Close an account: its password, sessions and tokens stop working. What it wrote stays."""
    with plain_errors(), current_platform().work.writing() as session:
        account = set_active(session, email, is_open=reopen)
    click.echo(f"{account.email} is {'open' if account.active else 'closed'}.")
