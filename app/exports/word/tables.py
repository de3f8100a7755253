"""Tables with a head that is repeated on each page, in the direction of their text."""

from collections.abc import Iterable, Sequence
from itertools import starmap

from app.exports.word.nodes import Node, node, paragraph
from case_studies.markdown.directions import Direction

WIDTH = 9072  # of the text, in twentieths of a point
NARROWEST, WIDEST = 6, 40  # letters that count for the width of a column


def table(rows: Sequence[Node], widths: Sequence[int], style: str, direction: Direction, *, has_head: bool) -> Node:
    """Return a table as wide as the text."""
    is_rtl = [node("bidiVisual")] if direction == "rtl" else []
    look = node("tblLook", val="0020" if has_head else "0000", firstRow=int(has_head), noHBand=1, noVBand=1)
    properties = node("tblPr", node("tblStyle", val=style), *is_rtl, node("tblW", w=5000, type="pct"), look)
    return node("tbl", properties, node("tblGrid", *(node("gridCol", w=width) for width in widths)), *rows)


def row(cells: Iterable[Node], widths: Sequence[int], *, is_head: bool = False) -> Node:
    """Return a row that no page break divides. A head is repeated on each page."""
    head = [node("tblHeader")] if is_head else []
    return node("tr", node("trPr", node("cantSplit"), *head), *starmap(_cell, zip(cells, widths, strict=True)))


def _cell(content: Node, width: int) -> Node:
    return node("tc", node("tcPr", node("tcW", w=width, type="dxa")), content)


def after_table() -> Node:
    """Return what keeps two tables apart."""
    return paragraph("AfterTable", (), "ltr")


def column_widths(columns: Iterable[Iterable[str]]) -> list[int]:
    """Return the widths of columns by their longest texts."""
    letters = [min(max(NARROWEST, *map(len, texts)), WIDEST) for texts in columns]
    return [WIDTH * one // sum(letters) for one in letters]
