"""Blocks of a text as paragraphs and tables."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from app.exports.word.languages import Wording
from app.exports.word.lists import BULLETS, DEEPEST, Numberings, numbered
from app.exports.word.nodes import Node, node, paragraph
from app.exports.word.runs import RunWriter
from app.exports.word.tables import after_table, column_widths, row, table
from case_studies.markdown.blocks import Align, Block, BlockKind, Cell, Item, Run

STEP = 425  # indentation of a level, in twentieths of a point
_BAR: dict[str, str | int] = {"val": "single", "sz": 12, "space": 10, "color": "857D6F"}  # that of the style Quote
_ALIGNS = {Align.CENTER: "center", Align.END: "right"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block is: in which wording, how deep in lists, in how many quotations."""

    wording: Wording
    depth: int = 0
    quoted: int = 0

    @property
    def level(self) -> int:
        """The level of the list around it, from 0."""
        return min(self.depth - 1, DEEPEST)

    @property
    def style(self) -> str:
        """The style of a paragraph here that begins no item."""
        return "ListContinue" if self.depth else "Quote" if self.quoted else "Normal"

    def border(self) -> list[Node]:
        """Return the bar beside a quotation from right to left. Word does not turn that of the style around."""
        if self.style != "Quote" or self.wording.direction == "ltr":
            return []
        return [node("pBdr", node("left", val="nil"), node("right", **_BAR))]

    def indent(self, *, hanging: int = 0) -> list[Node]:
        """Return the indentation if that of the style is not enough."""
        left = STEP * (self.level + 1 + self.quoted)
        is_enough = not self.quoted if hanging else self.depth + self.quoted <= 1
        return [] if is_enough else [node("ind", left=left, hanging=hanging)]


@dataclass(frozen=True, slots=True)
class BlockWriter:
    """Writes blocks into one file."""

    runs: RunWriter
    numberings: Numberings
    below: int = 0  # levels of headings above that of a part

    def write(self, block: Block, place: Place) -> Iterator[Node]:
        """Yield a block as paragraphs and tables."""
        wording = replace(place.wording, direction=block.direction)
        yield from _WRITERS[block.kind](self, block, replace(place, wording=wording))

    def paragraph(self, block: Block, place: Place) -> Iterator[Node]:
        """Yield a paragraph."""
        yield self._paragraph(place.style, block.runs, place, place.border())

    def heading(self, block: Block, place: Place) -> Iterator[Node]:
        """Yield a heading below that of its part."""
        yield self._paragraph(f"Heading{block.level + 1 + self.below}", block.runs, place)

    def code(self, block: Block, place: Place) -> Iterator[Node]:
        """Yield lines that are shown as they are."""
        yield self._paragraph("HTMLPreformatted", block.runs, place)

    def rule(self, _block: Block, place: Place) -> Iterator[Node]:
        """Yield a line between two parts of a text."""
        yield self._paragraph("Rule", (), place)

    def quote(self, block: Block, place: Place) -> Iterator[Node]:
        """Yield what is quoted."""
        for inner in block.blocks:
            yield from self.write(inner, replace(place, quoted=place.quoted + 1))

    def list(self, block: Block, place: Place) -> Iterator[Node]:
        """Yield the items. Where the numbers leap, a numbering starts."""
        inside = replace(place, depth=place.depth + 1)
        style, numbering, following = ("ListNumber" if block.is_numbered else "ListBullet"), BULLETS, -1
        for item in block.items:
            if block.is_numbered and item.number != following:
                numbering = self.numberings.start(block.mark, inside.level, item.number)
            following = item.number + 1
            yield from self._item(item, style, numbering, inside)

    def _item(self, item: Item, style: str, numbering: int, place: Place) -> Iterator[Node]:
        first, rest = None, item.blocks
        if rest and rest[0].kind is BlockKind.PARAGRAPH:
            first, rest = rest[0], rest[1:]
        wording = replace(place.wording, direction=first.direction) if first else place.wording
        yield paragraph(
            style,
            self.runs.line(first.runs if first else (), wording),
            wording.direction,
            before=[numbered(numbering, place.level)],
            after=place.indent(hanging=STEP),
        )
        for block in rest:
            yield from self.write(block, place)

    def table(self, block: Block, place: Place) -> Iterator[Node]:
        """Yield a table and what keeps it apart from the next."""
        texts = [[_text(cell) for cell in cells] for cells in block.rows]
        widths = column_widths(zip(*texts, strict=True))
        rows = [
            row([self._cell(cell, place, is_head=not at) for cell in cells], widths, is_head=not at)
            for at, cells in enumerate(block.rows)
        ]
        yield table(rows, widths, "TableGrid", place.wording.direction, has_head=True)
        yield after_table()

    def _cell(self, cell: Cell, place: Place, *, is_head: bool) -> Node:
        style = "TableHeading" if is_head or cell.is_header else "TableText"
        align = [node("jc", val=_ALIGNS[cell.align])] if cell.align in _ALIGNS else []
        return paragraph(style, self.runs.line(cell.runs, place.wording), place.wording.direction, after=align)

    def _paragraph(self, style: str, runs: tuple[Run, ...], place: Place, before: Iterable[Node] = ()) -> Node:
        line, direction = self.runs.line(runs, place.wording), place.wording.direction
        return paragraph(style, line, direction, before=before, after=place.indent())


def _text(cell: Cell) -> str:
    return "".join(run.text for run in cell.runs)


_WRITERS: dict[BlockKind, Callable[[BlockWriter, Block, Place], Iterator[Node]]] = {
    BlockKind.PARAGRAPH: BlockWriter.paragraph,
    BlockKind.HEADING: BlockWriter.heading,
    BlockKind.LIST: BlockWriter.list,
    BlockKind.QUOTE: BlockWriter.quote,
    BlockKind.CODE: BlockWriter.code,
    BlockKind.RULE: BlockWriter.rule,
    BlockKind.TABLE: BlockWriter.table,
}
