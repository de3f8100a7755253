"""flask history: proving that nothing in it was changed, here or on a machine without the database."""

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

import click
from flask.cli import AppGroup

from app.cli.errors import plain_errors
from app.current import current_platform
from case_studies.hash_chain import ChainError
from case_studies.operations import audit

commands = AppGroup("history", help="The history of all that was done, and the proof that it was not changed.")
kept_file = click.Path(exists=True, dir_okay=False, path_type=Path)
new_file = click.Path(dir_okay=False, writable=True, path_type=Path)


@commands.command("verify")
@click.argument("file", required=False, type=kept_file)
@click.option("--with-database", is_flag=True, help="check the database too, and that it still begins with the file")
def verify(file: Path | None, with_database: bool) -> None:
    """Check the history in the database, or an exported FILE without a database; exits with 1 if it was changed."""
    if with_database and file is None:
        raise click.UsageError("Name the file to compare the database with.")
    found = _in_file(file) if file is not None else []
    if file is None or with_database:
        found += _in_database(file)
    for place in found:
        click.echo(f"{place.where}: {place.what}.")
    if found:
        raise SystemExit(1)
    click.echo("The history is what was written.")


def _in_file(file: Path) -> list[ChainError]:
    # a byte that is no text can't have been written by an export: it is read as a mark that breaks the entry
    with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        return audit.verify_file(lines)


def _in_database(file: Path | None) -> list[ChainError]:
    with plain_errors(), current_platform().work.reading() as session:
        found = audit.verify_history(session)
        if file is not None:
            with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
                found += audit.compare_with_database(session, lines)
        return found


@commands.command("export")
@click.argument("file", required=False, type=new_file)
def export(file: Path | None) -> None:
    """Write the history as JSON lines into FILE, or print it. It names reviewers: keep it where few can read."""
    with plain_errors(), current_platform().work.reading() as session:
        lines = audit.export_history(session)
        if file is not None:
            _write_whole(file, lines)
            return
        for line in lines:
            click.echo(line)


def _write_whole(file: Path, lines: Iterable[str]) -> None:
    """Write a file that only its owner reads, all of it or nothing."""
    try:
        with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as aside:
            try:
                aside.writelines(f"{line}\n" for line in lines)
                aside.flush()
                os.fsync(aside.fileno())
                Path(aside.name).replace(file)
            except BaseException:
                Path(aside.name).unlink()
                raise
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}.") from error
