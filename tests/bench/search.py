"""How fast search is, beside the plain Whoosh recipe and SQLite's FTS5, in one run: `make bench`.

python -m tests.bench.search --sizes 1000 --keep build/bench       indexes stay; the next run only asks
python -m tests.bench.search --keep build/bench --again casebook    the indexes of one engine are built again
python -m tests.bench.search --at-most plain_whoosh=10000          no plain recipe above this size
python -m tests.bench.search --sizes 1000 --profile "two words"    where Casebook's time goes
"""

import argparse
import json
import pickle
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from tests.bench import profiling, report
from tests.bench.asking import Kind
from tests.bench.engines import ENGINES
from tests.bench.field import field_words
from tests.bench.figures import Answering, Building, Following, Measured, Run, Timing
from tests.bench.library import documents
from tests.bench.measuring import describe_machine
from tests.bench.one import QUESTIONS
from tests.bench.queries import queries

SIZES = (1_000, 10_000, 50_000)
UPDATES = 1_000
LOOKED_AT = 100
"""Cases by which a library is known from one that was made otherwise."""


def main() -> None:
    """Measure, print, and write what was asked for."""
    options = _options()
    with _shelf(options.keep) as shelf:
        if options.profile:
            bench = Bench("casebook", options.sizes[0], _folder(shelf, options.sizes[0]), 0)
            bench.built(again="casebook" in options.again)
            profiling.show(bench.folder, Kind(options.profile))
            return
        machine = describe_machine()  # before the benchmark adds its own load
        run = Run(f"{datetime.now(UTC):%Y-%m-%d}", _command(), machine, tuple(_measures(shelf, options)))
    print(report.report(run))  # noqa: T201
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(asdict(run), ensure_ascii=False, indent=1), encoding="utf-8")
    if options.write:
        options.write.write_text(report.written_into(options.write.read_text(encoding="utf-8"), run), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="CASES")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--at-most", type=_limit, action="append", default=[], metavar="ENGINE=CASES")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the indexes here, and use those that are")
    parser.add_argument("--updates", type=int, default=UPDATES, help="how many cases are changed one by one")
    parser.add_argument("--again", nargs="+", choices=ENGINES, default=[], help="build these again")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), metavar="FILE")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables into this file")
    parser.add_argument("--profile", choices=[kind.value for kind in Kind], help="only print where the time goes")
    return parser.parse_args()


def _limit(text: str) -> tuple[str, int]:
    engine, size = text.split("=")
    return engine, int(size)


@contextmanager
def _shelf(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
    else:
        yield keep.resolve()


def _folder(shelf: Path, size: int) -> Path:
    """Return the folder of a library and its queries. It depends on the code that makes the documents."""
    mark = crc32(repr(list(documents(LOOKED_AT))).encode())
    folder = shelf / f"{size}-{mark:08x}"
    folder.mkdir(parents=True, exist_ok=True)
    thesaurus = field_words()
    (folder / QUESTIONS).write_bytes(pickle.dumps((queries(thesaurus), thesaurus.entries)))
    return folder


def _measures(shelf: Path, options: argparse.Namespace) -> Iterator[Measured]:
    limits = dict(options.at_most)
    for size in options.sizes:
        folder = _folder(shelf, size)
        for name in options.engines:
            if size <= limits.get(name, size):
                print(f"{ENGINES[name]}, {size:,} cases …", file=sys.stderr)  # noqa: T201
                yield _measure(Bench(name, size, folder, options.updates), again=name in options.again)


@dataclass(frozen=True, slots=True)
class Bench:
    """One engine at one size, and where its index is."""

    engine: str
    size: int
    folder: Path
    updates: int

    def built(self, *, again: bool) -> Building:
        """Build the index unless it exists. The measurements of the build are saved beside it."""
        kept = self.folder / f"{self.engine}.json"
        if again or not kept.exists():
            shutil.rmtree(self.folder / self.engine, ignore_errors=True)
            (self.folder / self.engine).mkdir()
            kept.write_text(json.dumps(self.take("build")), encoding="utf-8")
        return Building(**json.loads(kept.read_text(encoding="utf-8")))

    def take(self, measure: str) -> Any:
        """Take a measurement in its own process."""
        about = (measure, self.engine, str(self.size), str(self.folder / self.engine), str(self.updates))
        command = [sys.executable, "-m", "tests.bench.one", *about]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        return json.loads(run.stdout.splitlines()[-1])


def _measure(bench: Bench, *, again: bool) -> Measured:
    """Take all measurements of one engine at one size."""
    building = bench.built(again=again)
    answering = bench.take("answer")
    following = bench.take("follow")
    worker = bench.take("worker") if bench.engine == "casebook" else None
    return Measured(
        bench.engine,
        bench.size,
        building,
        Answering(_timings(answering.pop("timings")), **answering),
        Following(tuple(following.pop("found_ms")), timings=_timings(following.pop("timings")), **following),
        worker,
    )


def _timings(rows: list[dict[str, Any]]) -> tuple[Timing, ...]:
    return tuple(Timing(**row) for row in rows)


def _command() -> str:
    return (
        "make bench"
        if sys.argv[1:] == ["--write", "docs/measurements.md"]
        else f"make bench-search OPTIONS={_quoted(sys.argv)}"
    )


def _quoted(arguments: Sequence[str]) -> str:
    return shlex.quote(" ".join(arguments[1:]))


if __name__ == "__main__":
    main()
