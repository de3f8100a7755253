"""Writes tables as CSV (RFC 4180) for spreadsheets: in UTF-8 with a byte order mark, row by row.

A spreadsheet evaluates a cell that begins like a formula. Such a text gets an apostrophe in front, so that it stays a
text (OWASP, "CSV injection").
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Response

from case_studies.event_log import LogEvent, log_event

MIMETYPE = "text/csv"
BYTE_ORDER_MARK = "\ufeff"  # by which Excel recognizes UTF-8
FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")

Cell = str | int | float | None


def csv_response(filename: str, header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> Response:
    """Return a table as a file to download."""
    log_event(LogEvent.EXPORT)
    response = Response(csv_lines(header, rows), content_type=f"{MIMETYPE}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def defuse(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet evaluates. Numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    first = cell.lstrip(" \u00a0\u3000\ufeff")[:1]
    return f"'{cell}" if first in FORMULA_STARTS and first else cell


def csv_lines(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a table line by line."""
    yield BYTE_ORDER_MARK + _line(header)
    for row in rows:
        yield _line(row)


def _line(row: Sequence[Cell]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([defuse(cell) for cell in row])
    return text.getvalue()
