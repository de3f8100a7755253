"""docs/measurements.md says how fast search and exports are: with date and command. Times are not tested."""

import re
from itertools import product
from pathlib import Path

import pytest

from tests.bench import exports
from tests.bench.engines import ENGINES
from tests.bench.report import END, START
from tests.bench.search import SIZES
from tests.bench.targets import TARGETS

DOCUMENT = (Path(__file__).parents[2] / "docs" / "measurements.md").read_text(encoding="utf-8")
MAY_MISS = {("plain_whoosh", 50_000)}  # by far the slowest, and no target depends on it
TABLE = DOCUMENT.split(START, 1)[1].split(END, 1)[0]


def test_the_table_has_its_date_and_its_command() -> None:
    assert re.search(r"Measured on \d{4}-\d{2}-\d{2} with `make bench\b[^`]*` \(\d+ cores, ", TABLE)


@pytest.mark.parametrize(("engine", "size"), [pair for pair in product(ENGINES, SIZES) if pair not in MAY_MISS])
def test_every_engine_has_a_row_at_every_size(engine: str, size: int) -> None:
    assert re.search(rf"^\| {size:,} \| {ENGINES[engine]} \| [\d.,]+ / [\d.,]+ \|", TABLE, re.MULTILINE)


def test_every_target_is_measured() -> None:
    rows = [row for row in TABLE.splitlines() if row.endswith(("| met |", "| **missed** |"))]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [target.says for target in TARGETS]


def test_every_file_is_measured() -> None:
    table = DOCUMENT.split(exports.START, 1)[1].split(exports.END, 1)[0]
    assert re.search(r"Measured on \d+ \w+ \d{4} by `make bench-exports` \(\d+ cores, ", table)
    rows = [
        row.removeprefix("| ").split(" | ")[:2]
        for row in table.splitlines()
        if row.endswith(("| met |", "| **missed** |"))
    ]
    assert rows == [[task.what, task.form] for task in exports.TASKS]
