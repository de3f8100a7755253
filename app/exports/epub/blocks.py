"""Blocks of a text as XHTML."""

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from app.exports.epub.nodes import add, add_text
from case_studies.markdown.blocks import LINE_BREAK, Block, BlockKind, Run

TOP = 2
"""The level of the heading of a part; those of its text are below it."""


def add_blocks(above: Element, blocks: Iterable[Block], outer: str) -> None:
    """Add blocks to an element with a direction."""
    for block in blocks:
        made = _WRITERS[block.kind](above, block)
        if block.direction != outer:
            made.set("dir", block.direction)


def add_runs(above: Element, runs: Iterable[Run]) -> None:
    """Add the runs of a line."""
    for run in runs:
        if run.text == LINE_BREAK:
            add(above, "br")
            continue
        inside = add(above, "a", href=run.link) if run.link else above
        for name in _styles(run):
            inside = add(inside, name)
        add_text(inside, run.text)


def _styles(run: Run) -> list[str]:
    return [name for name, has in (("strong", run.strong), ("em", run.emphasis), ("code", run.code)) if has]


def _paragraph(above: Element, block: Block) -> Element:
    made = add(above, "p")
    add_runs(made, block.runs)
    return made


def _heading(above: Element, block: Block) -> Element:
    made = add(above, f"h{TOP + block.level}")
    add_runs(made, block.runs)
    return made


def _list(above: Element, block: Block) -> Element:
    made = add(above, "ol" if block.is_numbered else "ul")
    for item in block.items:
        inside = add(made, "li", **({"value": str(item.number)} if block.is_numbered else {}))
        add_blocks(inside, item.blocks, block.direction)
    return made


def _quote(above: Element, block: Block) -> Element:
    made = add(above, "blockquote")
    add_blocks(made, block.blocks, block.direction)
    return made


def _code(above: Element, block: Block) -> Element:
    made = add(above, "pre", dir="ltr")
    add_runs(made, block.runs)
    return made


def _rule(above: Element, _block: Block) -> Element:
    return add(above, "hr")


def _table(above: Element, block: Block) -> Element:
    made = add(above, "table")
    for at, cells in enumerate(block.rows):
        row = add(made, "tr")
        for cell in cells:
            head = {"scope": "row" if at else "col"} if cell.is_header or not at else {}
            add_runs(add(row, "th" if head else "td", class_=cell.align, **head), cell.runs)
    return made


_WRITERS: dict[BlockKind, Callable[[Element, Block], Element]] = {
    BlockKind.PARAGRAPH: _paragraph,
    BlockKind.HEADING: _heading,
    BlockKind.LIST: _list,
    BlockKind.QUOTE: _quote,
    BlockKind.CODE: _code,
    BlockKind.RULE: _rule,
    BlockKind.TABLE: _table,
}
