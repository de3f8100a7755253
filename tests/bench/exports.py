"""How long files take that leave, and what memory: `make bench-exports`. A measurement, not a test.

The library is the demonstration with copies of its cases. Each row is taken in forks of this process, so that its
memory is that of its files alone, and the time in which a process loads its fonts is part of the first file. Of some
rounds the fastest counts for each file, and of the files of a row the slowest.
"""

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

import click

from app.exports.results import bind_search
from app.exports.volume import Volume
from app.exports.volume_formats import VOLUME_FORMATS
from app.identity import actor
from app.schemas.search import SearchSchema, paged_query_from
from case_studies.clock import system_clock
from case_studies.notifications.email import english_date
from case_studies.vocabulary import FoundKind
from tests.bench.measuring import MEGABYTE, describe_machine, peak_memory
from tests.bench.pages import open_library
from tests.support.world import World

START = "<!-- the exports: written by make bench-exports -->"
END = "<!-- the end of the exports -->"
COPIES, HUNDRED, CASES, ROUNDS = 200, 100, 20, 3
MOST_MEMORY = 500  # megabytes
FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Task:
    """Files of one form, and how long the slowest may take."""

    what: str
    form: str
    seconds: float
    make: Callable[[World], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Round:
    """The time of each file, the memory beyond that of the process, and the largest file."""

    seconds: list[float]
    megabytes: float
    size: int


@dataclass(frozen=True, slots=True)
class Measured:
    """The same of a row: the time of the slowest file."""

    seconds: float
    megabytes: float
    size: int


def _each_case(world: World) -> Iterator[bytes]:
    """Look for some cases; then yield the PDF of each, as a visitor gets it."""
    with world.app.test_request_context():
        references = [thing.reference for thing in _cases(world, CASES).things]
    return (_get(world, f"/cases/{reference}.pdf") for reference in references)


def _brief(suffix: str) -> Callable[[World], Iterator[bytes]]:
    return lambda world: (_get(world, f"/briefs.{suffix}?about={subject}") for subject in ("theme:EXP",))


def _get(world: World, address: str) -> bytes:
    answer = world.visitor().get(address)
    assert answer.status_code == HTTPStatus.OK, address
    return answer.get_data()


def _hundred_cases(suffix: str) -> Callable[[World], Iterator[bytes]]:
    """Return what makes one document of a hundred cases."""

    def make(world: World) -> Iterator[bytes]:
        with world.app.test_request_context():
            yield VOLUME_FORMATS[suffix].write(_cases(world, HUNDRED))

    return make


def _cases(world: World, most: int) -> Volume:
    """Return so many public cases."""
    query = paged_query_from(SearchSchema().load({"kind": [FoundKind.CASE.value]}))
    with world.platform.work.reading() as session:
        volume = bind_search(session, actor(), query, most)
    assert len(volume.things) == most
    return volume


TASKS = (
    Task(f"each of {CASES} cases, the slowest", "PDF", 1, _each_case),
    Task("a brief on a theme", "PDF", 3, _brief("pdf")),
    Task("a brief on a theme", "Word", 3, _brief("docx")),
    *(
        Task(f"{HUNDRED} cases in one document", name, 30, _hundred_cases(suffix))
        for suffix, name in (("pdf", "PDF"), ("docx", "Word"), ("epub", "EPUB"))
    ),
)


@click.command()
@click.option("--keep", type=click.Path(path_type=Path), help="Where the library is kept, and used again.")
@click.option(
    "--write", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Write the table into this document."
)
def command(keep: Path | None, write: Path | None) -> None:
    """Measure each file: print the table, or write it into a document."""
    machine = describe_machine()  # before the measurement adds its own load
    with tempfile.TemporaryDirectory() as folder:
        world = open_library(keep or Path(folder), COPIES)
        world.platform.work.engine.dispose()  # a fork opens its own connections
        written = block(machine, [(task, _take(world, task)) for task in TASKS])
        world.close()
    if write is None:
        click.echo(written)
        return
    before, rest = write.read_text(encoding="utf-8").split(START, 1)
    write.write_text(f"{before}{written}{rest.split(END, 1)[1]}", encoding="utf-8")
    click.echo(f"{write} has the figures of the exports.")


def _take(world: World, task: Task) -> Measured:
    """Take some rounds, each in a fork of this process."""
    rounds = [_round(world, task) for _ in range(ROUNDS)]
    fastest = [min(times) for times in zip(*(one.seconds for one in rounds), strict=True)]
    return Measured(max(fastest), max(one.megabytes for one in rounds), rounds[0].size)


def _round(world: World, task: Task) -> Round:
    here, there = FORK.Pipe()
    process = FORK.Process(target=_measure, args=(world, task, there))
    process.start()
    there.close()
    taken: Round = here.recv()
    process.join()
    return taken


def _measure(world: World, task: Task, result: Connection) -> None:
    _get(world, "/about")  # a process has answered something before
    memory, seconds, largest = peak_memory(), list[float](), 0
    files = task.make(world)
    start = perf_counter()
    for content in files:
        seconds.append(perf_counter() - start)
        largest = max(largest, len(content))
        start = perf_counter()
    result.send(Round(seconds, peak_memory() - memory, largest))


def block(machine: str, rows: list[tuple[Task, Measured]]) -> str:
    """Return the part of the document that has the table, with its comments."""
    lines = [
        START,
        "",
        f"Measured on {english_date(system_clock().date())} by `make bench-exports` ({machine}).",
        "",
        "| file | form | time | at most | memory beyond the process | size | |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row(task, measured) for task, measured in rows),
        "",
        END,
    ]
    return "\n".join(lines)


def _row(task: Task, measured: Measured) -> str:
    is_met = measured.seconds <= task.seconds and measured.megabytes <= MOST_MEMORY
    size = f"{measured.size / MEGABYTE:.2f} MB"
    cells = (task.what, task.form, f"{measured.seconds:.2f} s", f"{task.seconds} s, {MOST_MEMORY} MB")
    return f"| {' | '.join(cells)} | {measured.megabytes:.0f} MB | {size} | {'met' if is_met else '**missed**'} |"


if __name__ == "__main__":
    command()
