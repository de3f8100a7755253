"""`make evaluate`: how well search answers the judged collection, beside two baselines."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
from tqdm import tqdm

from case_studies.clock import system_clock
from tests.evaluation.collection import read_collection, record_floors
from tests.evaluation.judgement import CASEBOOK, Outcome, judge, means
from tests.evaluation.scores import Judged, JudgedSet
from tests.evaluation.table import LEGEND, block, each_query, rewritten, tables

COLLECTION = Path(__file__).parent / "judged"


@click.command("judge")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=COLLECTION)
@click.option("--tuned/--held-out", "tuned", default=None, help="Only this set of queries; both, apart, without it.")
@click.option("--queries", is_flag=True, help="Print each query of the tuned set with its scores, not the table.")
@click.option(
    "--write", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Write the table into this document."
)
@click.option("--record", is_flag=True, help="Record what was measured, a little below it, as the floors.")
def command(folder: Path, tuned: bool | None, queries: bool, write: Path | None, record: bool) -> None:
    """Evaluate search with the collection in FOLDER, in a temporary database. Nothing live is touched."""
    if (write or record) and (tuned is not None or queries):
        raise click.UsageError("--write and --record take both sets, and print nothing.")
    if queries and tuned is False:
        raise click.UsageError("What is held out is not shown query by query.")
    try:
        outcomes = _judged(_chosen(folder, True if queries else tuned))
        for line in _printed_lines(outcomes, folder, queries=queries, write=write, record=record):
            click.echo(line)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _chosen(folder: Path, tuned: bool | None) -> list[Judged]:
    sets = {None: tuple(JudgedSet), True: (JudgedSet.TUNED,), False: (JudgedSet.HELD_OUT,)}[tuned]
    return [judged for judged in read_collection(folder) if judged.set in sets]


def _judged(collection: Sequence[Judged]) -> list[Outcome]:
    with (
        tempfile.TemporaryDirectory() as scratch,
        tqdm(total=len(collection), desc="queries", unit="query", disable=None) as bar,
    ):
        return judge(collection, Path(scratch), lambda: bar.update())


def _printed_lines(
    outcomes: Sequence[Outcome], folder: Path, *, queries: bool, write: Path | None, record: bool
) -> list[str]:
    """Return what to print: no written figures, so that recording floors shows no held-out figure."""
    told = []
    if write:
        document = rewritten(write.read_text(encoding="utf-8"), block(outcomes, system_clock().date()))
        write.write_text(document, encoding="utf-8")
        told.append(f"{write} has the table.")
    if record:
        record_floors(folder, means(outcomes, CASEBOOK))
        told.append(f"Floors recorded in {folder}.")
    if told:
        return told
    return [LEGEND, "", *(each_query(outcomes) if queries else tables(outcomes))]


if __name__ == "__main__":
    command()
