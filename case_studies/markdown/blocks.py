"""From Markdown to blocks of runs, for documents that are no HTML.

Every value is plain text or a number. What writes a document from them escapes it for its format.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from case_studies.markdown.cells import CENTERED, NUMBER, set_tables
from case_studies.markdown.dialect import parser
from case_studies.markdown.directions import Direction, set_directions
from case_studies.markdown.plain import OPTIONAL_HYPHEN

_MARKDOWN = parser()
LINE_BREAK = "\n"
MOST_NESTED = 8  # quotations within each other that are shown as such
_SCHEMES = ("http://", "https://", "mailto:")
_LEVELS = {"h1": 1, "h2": 1, "h3": 2, "h4": 2, "h5": 3, "h6": 3}


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    CODE = "code"
    RULE = "rule"
    TABLE = "table"


class Align(StrEnum):
    """Where the text of a cell is."""

    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one style; a line break is a run of its own."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    runs: tuple[Run, ...]
    align: Align = Align.START
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list with its number, 0 in a list with bullets."""

    number: int
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A block. `level` is that of a heading, from 1 to 3; `rows` are those of a table, the first is its head."""

    kind: BlockKind
    direction: Direction
    runs: tuple[Run, ...] = ()
    level: int = 0
    is_numbered: bool = False
    mark: str = "."  # after the number of an item
    items: tuple[Item, ...] = ()
    blocks: tuple["Block", ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


@lru_cache(maxsize=100)
def to_blocks(text: str, direction: Direction) -> tuple[Block, ...]:
    """Return the blocks of a text whose case is written in a direction."""
    tokens = _MARKDOWN.parse(text)
    _set_levels(tokens)
    set_tables(tokens)
    set_directions(tokens, direction)
    return tuple(_blocks(SyntaxTreeNode(tokens), direction))


def _set_levels(tokens: list[Token]) -> None:
    """Give each heading a level that follows from the one before, as readers of the screen expect."""
    before = 0
    for token in tokens:
        if token.type == "heading_open":
            before = min(_LEVELS[token.tag], before + 1)
            token.meta["level"] = before


def _blocks(parent: SyntaxTreeNode, outer: Direction) -> Iterator[Block]:
    for node in parent.children:
        if node.type == "blockquote" and node.level > MOST_NESTED:
            yield from _blocks(node, outer)
        elif (read := _READERS.get(node.type)) is not None:
            block = read(node, _direction(node, outer))
            if block.kind is not BlockKind.HEADING or any(run.text.strip() for run in block.runs):
                yield block


def _direction(node: SyntaxTreeNode, outer: Direction) -> Direction:
    own = node.attrs.get("dir") if node.nester_tokens else None
    return "rtl" if own == "rtl" else "ltr" if own == "ltr" else outer


def _paragraph(node: SyntaxTreeNode, direction: Direction) -> Block:
    return Block(BlockKind.PARAGRAPH, direction, runs=_inline(node))


def _heading(node: SyntaxTreeNode, direction: Direction) -> Block:
    return Block(BlockKind.HEADING, direction, runs=_inline(node), level=node.meta["level"])


def _bullets(node: SyntaxTreeNode, direction: Direction) -> Block:
    return Block(BlockKind.LIST, direction, items=tuple(_items(node, direction)))


def _numbers(node: SyntaxTreeNode, direction: Direction) -> Block:
    return replace(_bullets(node, direction), is_numbered=True, mark=node.markup or ".")


def _items(node: SyntaxTreeNode, direction: Direction) -> Iterator[Item]:
    for item in node.children:
        number = str(item.meta.get("number", "0"))
        yield Item(int(number.rstrip(".)")), tuple(_blocks(item, direction)))


def _quote(node: SyntaxTreeNode, direction: Direction) -> Block:
    return Block(BlockKind.QUOTE, direction, blocks=tuple(_blocks(node, direction)))


def _code(node: SyntaxTreeNode, _direction: Direction) -> Block:
    return Block(BlockKind.CODE, "ltr", runs=(Run(node.content.rstrip("\n"), code=True),))


def _rule(_node: SyntaxTreeNode, direction: Direction) -> Block:
    return Block(BlockKind.RULE, direction)


def _table(node: SyntaxTreeNode, direction: Direction) -> Block:
    rows = [row for part in node.children for row in part.children]
    return Block(BlockKind.TABLE, direction, rows=tuple(tuple(map(_cell, row.children)) for row in rows))


def _cell(node: SyntaxTreeNode) -> Cell:
    align = {CENTERED: Align.CENTER, NUMBER: Align.END}.get(str(node.attrs.get("class", "")), Align.START)
    return Cell(_inline(node), align, node.tag == "th")


def _inline(node: SyntaxTreeNode) -> tuple[Run, ...]:
    return tuple(run for inline in node.children for run in _runs(inline, Run("")))


def _runs(parent: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    for node in parent.children:
        if node.type in ("softbreak", "hardbreak"):
            yield Run(LINE_BREAK)
        elif node.type in _STYLES:
            yield from _runs(node, _STYLES[node.type](node, style))
        elif text := node.content.replace(OPTIONAL_HYPHEN, ""):
            yield replace(style, text=text, code=node.type == "code_inline")


def _linked(node: SyntaxTreeNode, style: Run) -> Run:
    address = str(node.attrs.get("href", ""))
    return replace(style, link=address if address.lower().startswith(_SCHEMES) else "")


_STYLES: dict[str, Callable[[SyntaxTreeNode, Run], Run]] = {
    "strong": lambda _node, style: replace(style, strong=True),
    "em": lambda _node, style: replace(style, emphasis=True),
    "link": _linked,
}
_READERS: dict[str, Callable[[SyntaxTreeNode, Direction], Block]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _bullets,
    "ordered_list": _numbers,
    "blockquote": _quote,
    "fence": _code,
    "hr": _rule,
    "table": _table,
}
