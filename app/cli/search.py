"""flask search: the indexes."""

from typing import NoReturn

import click
from flask.cli import AppGroup
from tqdm import tqdm

from app.cli.errors import plain_errors
from app.current import current_platform
from case_studies.search.sync.indexer import Drift

commands = AppGroup("search", help="The search indexes; the database is the truth, they follow it.")


@commands.command("rebuild")
def rebuild() -> None:
    """Build every index anew beside the live one, then switch."""
    with plain_errors(), _bar() as bar:
        counts = current_platform().indexer.rebuild(lambda _written: bar.update())
    click.echo(", ".join(f"{audience}: {count} cases" for audience, count in counts.items()) + ".")


@commands.command("prepare")
def prepare() -> None:
    """Build what was never built, repair the rest: for the start of a server. Exits with 1 where it can't."""
    with plain_errors():
        well = current_platform().indexer.prepare()
    if not well:
        raise SystemExit(1)
    click.echo("The search indexes are in line with the database.")


@commands.command("sync")
def sync() -> None:
    """Bring the indexes in line with the database."""
    with plain_errors(), _bar() as bar:
        drifts = current_platform().indexer.sync(lambda _compared: bar.update())
    _tell(drifts, "repaired")


@commands.command("check")
def check() -> None:
    """Report damage, and by what the indexes differ from the database; exits with 1 for either."""
    with plain_errors(), _bar() as bar:
        drifts = current_platform().indexer.check(lambda _compared: bar.update())
    _tell(drifts, "out of line")
    if any(drift.references for drift in drifts):
        raise SystemExit(1)


def _bar() -> "tqdm[NoReturn]":
    """Show how many cases are done, where a person looks on."""
    return tqdm(desc="cases", unit="case", disable=None)


def _tell(drifts: list[Drift], word: str) -> None:
    for drift in drifts:
        found = ", ".join(drift.references) or "nothing"
        click.echo(f"{drift.audience}: {word}: {found}.")
