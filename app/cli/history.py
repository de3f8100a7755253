"""flask history: verifying and exporting the history. A file can be verified without the database."""

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

commands = AppGroup("history", help="The history of all actions, and the proof that it was not changed.")
exported_file = click.Path(exists=True, dir_okay=False, path_type=Path)
new_file = click.Path(dir_okay=False, writable=True, path_type=Path)


@commands.command("verify")
@click.argument("file", required=False, type=exported_file)
@click.option("--with-database", is_flag=True, help="check the database too, and that it begins with FILE")
def verify(file: Path | None, with_database: bool) -> None:
    """Verify the history in the database, or in an exported FILE. Exits with 1 if it was changed."""
    if with_database and file is None:
        raise click.UsageError("Name the file to compare the database with.")
    errors = _errors_in_file(file) if file is not None else []
    if file is None or with_database:
        errors += _errors_in_database(file)
    for error in errors:
        click.echo(f"{error.where}: {error.what}.")
    if errors:
        raise SystemExit(1)
    click.echo("The history was not changed.")


def _errors_in_file(file: Path) -> list[ChainError]:
    # a byte that is not UTF-8 becomes a replacement character, which breaks the hash of its entry
    with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        return audit.verify_file(lines)


def _errors_in_database(file: Path | None) -> list[ChainError]:
    with plain_errors(), current_platform().work.reading() as session:
        errors = audit.verify_history(session)
        if file is not None:
            with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
                errors += audit.compare_with_database(session, lines)
        return errors


@commands.command("export")
@click.argument("file", required=False, type=new_file)
def export(file: Path | None) -> None:
    """Write the history as JSON lines into FILE, or print it. It names reviewers: protect the file."""
    with plain_errors(), current_platform().work.reading() as session:
        lines = audit.export_history(session)
        if file is not None:
            _write_file(file, lines)
            return
        for line in lines:
            click.echo(line)


def _write_file(file: Path, lines: Iterable[str]) -> None:
    """Write a file that only its owner can read, as a whole or not at all."""
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
