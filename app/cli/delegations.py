"""flask delegations: the States and organizations of the Group."""

from datetime import date
from typing import Any

import click
from flask.cli import AppGroup

from app.cli.errors import plain_errors
from app.current import current_platform
from case_studies.operations.delegations import chair, leaving, records
from case_studies.policy.delegations import ON_SERVER
from case_studies.vocabulary import Standing

commands = AppGroup("delegations", help="The States and organizations of the Group.")
day = click.DateTime(["%Y-%m-%d"])
joining = click.Choice([standing.value for standing in records.JOINING])


def _given(**values: Any) -> dict[str, Any]:
    """Return the options that were given."""
    return {name: value for name, value in values.items() if value is not None}


@commands.command("add")
@click.argument("code")
@click.option(
    "--standing",
    type=click.Choice([*(one.value for one in records.JOINING), "co_chair"]),
    default="member",
    help="its standing",
)
@click.option("--mailbox", help="address of its office for the Group")
@click.option("--joined", type=day, help="day on which it joined, today by default")
@click.option("--public/--members-only", "is_public", default=None, help="whether everybody may know of its membership")
def add(code: str, standing: str, mailbox: str | None, joined: Any, is_public: bool | None) -> None:
    """Add a delegation, such as KEN or AU."""
    values = _given(mailbox=mailbox, joined_on=_day(joined), is_public=is_public)
    with plain_errors(), current_platform().work.writing() as session:
        added = records.add_delegation(session, ON_SERVER, code, standing=Standing(standing), **values)
    click.echo(f"{added.code}, {added.name}: {added.standing}.")


@commands.command("list")
@click.option("--all", "possible", is_flag=True, help="list what can be added as well")
def list_all(possible: bool) -> None:
    """List the delegations by name."""
    with plain_errors(), current_platform().work.reading() as session:
        for row in records.all_delegations(session, ON_SERVER):
            click.echo(f"{row.code:8}{row.standing:11}{row.name}")
        if possible:
            for code, (_kind, name) in sorted(records.addable_delegations(session).items(), key=lambda one: one[1][1]):
                click.echo(f"{code:8}{'-':11}{name}")


@commands.command("change")
@click.argument("code")
@click.option("--standing", type=joining, help="member or observer")
@click.option("--mailbox", help="address of its office for the Group")
@click.option("--joined", type=day, help="day on which it joined")
@click.option("--public/--members-only", "is_public", default=None, help="whether everybody may know of its membership")
@click.option("--one-person-clears/--second-person-clears", "clears_itself", default=None, help="who clears a text")
def change(
    code: str,
    standing: str | None,
    mailbox: str | None,
    joined: Any,
    is_public: bool | None,
    clears_itself: bool | None,
) -> None:
    """Change what the record of a delegation states."""
    values = _given(
        standing=Standing(standing) if standing else None,
        mailbox=mailbox,
        joined_on=_day(joined),
        is_public=is_public,
        clears_itself=clears_itself,
    )
    with plain_errors(), current_platform().work.writing() as session:
        changed = records.change_delegation(session, ON_SERVER, code, **values)
    click.echo(f"{changed.code}, {changed.name}: {changed.standing}.")


@commands.command("leave")
@click.argument("code")
def leave(code: str) -> None:
    """Record that a delegation left. Its accounts are closed, and its published cases stay."""
    with plain_errors(), current_platform().work.writing() as session:
        left = leaving.leave_group(session, ON_SERVER, code)
    click.echo(f"{left.code}, {left.name}: {left.standing}.")


@commands.command("chair")
@click.argument("outgoing")
@click.argument("incoming")
@click.option("--until", type=day, help="day on which the new term ends")
def hand_over(outgoing: str, incoming: str, until: Any) -> None:
    """Hand the chair from one delegation to another, now."""
    with plain_errors(), current_platform().work.writing() as session:
        new = chair.hand_over_chair(session, ON_SERVER, outgoing, incoming, until=_day(until))
    click.echo(f"{new.code}, {new.name}: {new.standing}.")


def _day(moment: Any) -> date | None:
    return moment.date() if moment is not None else None
