"""Tables whose rows have more cells than their head. Markdown would drop these cells; here the head gets empty ones."""

import re

from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore

MOST_COLUMNS = 100  # a row with more is no row of a table that somebody reads
_DELIMITERS = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


def widen_tables(state: StateCore) -> None:
    """Give the head of each table as many cells as its longest row."""
    lines = state.src.split("\n")
    for place, line in enumerate(lines[1:], 1):
        if "|" in line and _DELIMITERS.fullmatch(line):
            columns = len(_cells(line))
            most = max([len(_cells(row)) for row in _rows(lines[place + 1 :])], default=0)
            if columns == len(_cells(lines[place - 1])) and columns < most <= MOST_COLUMNS:
                lines[place - 1] = _with_cells(lines[place - 1], "  |", most - columns)
                lines[place] = _with_cells(line, " --- |", most - columns)
    state.src = "\n".join(lines)


def _rows(lines: list[str]) -> list[str]:
    end = next((place for place, line in enumerate(lines) if not line.strip()), len(lines))
    return lines[:end]


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line.strip())
    return cells[cells[0] == "" : len(cells) - (cells[-1] == "")]


def _with_cells(line: str, cell: str, count: int) -> str:
    line = line.rstrip()
    return line + ("" if escapedSplit(line)[-1] == "" else " |") + cell * count
