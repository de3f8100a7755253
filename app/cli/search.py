"""flask search: the indexes."""

from typing import NoReturn

import click
from flask.cli import AppGroup
from tqdm import tqdm

from app.cli.errors import plain_errors
from app.current import current_platform
from case_studies.search.sync.indexer import Drift

commands = AppGroup("search", help="The search indexes, which follow the database.")


@commands.command("rebuild")
def rebuild() -> None:
    """Build every index again beside the live one, then switch to the new one."""
    with plain_errors(), _bar() as bar:
        counts = current_platform().indexer.rebuild(lambda _written: bar.update())
    click.echo(", ".join(f"{index}: {count} documents" for index, count in counts.items()) + ".")


@commands.command("prepare")
def prepare() -> None:
    """Build missing indexes and repair the others, at the start of a server. Exits with 1 if that fails."""
    with plain_errors():
        is_ready = current_platform().indexer.prepare()
    if not is_ready:
        raise SystemExit(1)
    click.echo("The search indexes are up to date.")


@commands.command("sync")
def sync() -> None:
    """Update the indexes from the database."""
    with plain_errors(), _bar() as bar:
        drifts = current_platform().indexer.sync(lambda _compared: bar.update())
    _print(drifts, "repaired")


@commands.command("check")
def check() -> None:
    """Report damage and differences between indexes and database. Exits with 1 if there are any."""
    with plain_errors(), _bar() as bar:
        drifts = current_platform().indexer.check(lambda _compared: bar.update())
    _print(drifts, "not up to date")
    if any(drift.references for drift in drifts):
        raise SystemExit(1)


def _bar() -> "tqdm[NoReturn]":
    """Return a progress bar, which is shown in a terminal only."""
    return tqdm(desc="documents", unit="document", disable=None)


def _print(drifts: list[Drift], word: str) -> None:
    for drift in drifts:
        references = ", ".join(drift.references) or "nothing"
        click.echo(f"{drift.index}: {word}: {references}.")
