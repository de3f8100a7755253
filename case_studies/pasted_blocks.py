"""Lists and tables of Word's plain text, as Markdown.

Word writes a bullet or a number, a tab and the item on one line, and a table as lines with tabs between the cells. A
line break inside an item or a cell is a vertical tab.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANK = "[ \t\u00a0\u2000-\u200a\u202f\u3000]"
_MARKS = "\u200e\u200f\u061c\u2066-\u2069"  # of direction, before the bullet
_BULLETS = "•‣⁃▪▫◦●○■□◆◇➢➤►▶✓✔❖❑\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf06e\uf071"  # the last ones: Word's symbol fonts
_TAB = rf"{_BLANK}*[\t\u00a0]{_BLANK}*"
_ITEM = re.compile(
    rf"""(?P<indent>(?:{_BLANK}|[{_MARKS}])*)
    (?: (?P<bullet>[{_BULLETS}]){_BLANK}*                           # • item
      | (?P<sign>[·–—*+-]){_TAB}                                    # – item, with a tab
      | (?P<letter>[oØ§üvq])(?:{_BLANK}*\t{_BLANK}*|{_BLANK}{{2,}}) # Word's "o" and letters of its symbol fonts
      | (?P<number>\d{{1,2}}[.)]){_TAB})                            # 5. item, with a tab
    (?P<text>[^\s\v].*)""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_MARKDOWN_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s")
_INDENT = re.compile(rf"{_BLANK}*")
_NUMBERING = re.compile(r"\(?(?:\d+(?:\.\d+)*|[a-zA-Z]{1,4})[.)]\s*")  # 1987. or 1.2. or iv) before a paragraph
TAB_WIDTH = 4


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list: how far it is indented, its bullet or its number, its text."""

    indent: int
    sign: str
    text: str

    @property
    def is_numbered(self) -> bool:
        return self.sign[0].isdigit()

    @property
    def kind(self) -> str:
        """What the items of one list have in common."""
        return self.sign[-1] if self.is_numbered else f"bullet {self.sign}"

    @property
    def marker(self) -> str:
        """The marker in Markdown, with its blank."""
        return f"{self.sign if self.is_numbered else '-'} "


def convert_blocks(text: str) -> str:
    """Return the text with its pasted lists and tables as Markdown."""
    blocks = list(_blocks([part for line in text.split("\n") for part in _parts(line)]))
    found: list[str] = []
    for number, (is_converted, lines) in enumerate(blocks):
        if found and (is_converted or blocks[number - 1][0]) and _must_part(found[-1], lines[0]):
            found.append("")
        found += lines
    return "\n".join(line.rstrip() for block in found for line in block.split("\n"))


def _parts(line: str) -> list[str]:
    """Return a line in its parts. Only inside an item or a row is a vertical tab no end of a line."""
    parts = [part.rstrip() for part in line.split("\v")]
    in_block = _ITEM.fullmatch(parts[0]) or "\t" in line
    found = parts[:1]
    for part in parts[1:]:
        if in_block and not _ITEM.fullmatch(part):
            found[-1] += f"\v{part}"
        else:
            found.append(part)
    return found


def _must_part(above: str, below: str) -> bool:
    """Whether a blank line is needed between a pasted block and its neighbour. Items of one list stay together."""
    both_items = _MARKDOWN_ITEM.match(above) and _MARKDOWN_ITEM.match(below)
    return bool(above and below) and not (both_items and above.lstrip()[0].isdigit() == below.lstrip()[0].isdigit())


def _blocks(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield the blocks of a text: whether each was converted, and its lines."""
    at = 0
    while at < len(lines):
        items = _items(lines, at)
        if items:
            yield from ((True, block) for block in _lists(items))
            at += len(items)
        elif (rows := _rows(lines, at)) is not None:
            yield True, _table(rows)
            at += len(rows)
        else:
            yield False, [_line(lines[at])]
            at += 1


def _items(lines: list[str], start: int) -> list[_Item]:
    """Return the items that follow each other from a line on."""
    found = []
    for line in lines[start:]:
        match = _ITEM.fullmatch(line)
        if match is None:
            break
        sign = match["bullet"] or match["sign"] or match["letter"] or match["number"]
        indent = re.sub(f"[{_MARKS}]", "", match["indent"]).expandtabs(TAB_WIDTH)
        found.append(_Item(len(indent), sign, match["text"].rstrip()))
    return found


def _lists(items: list[_Item]) -> Iterator[list[str]]:
    """Yield the lines of each list. An item with more indentation, or with a new bullet, is inside the one above."""
    stack: list[_Item] = []
    lines: list[str] = []
    for item in items:
        stack = _ancestors(stack, item)
        if lines and not stack and lines[0][0].isdigit() != item.is_numbered:
            yield lines
            lines = []
        indent = " " * sum(len(parent.marker) for parent in stack)
        inner = "\v".join(part.strip() for part in item.text.split("\v"))
        lines.append(indent + item.marker + _plain(inner).replace("\v", "\n" + indent + " " * len(item.marker)))
        stack = [*stack, item]
    yield lines


def _ancestors(stack: list[_Item], item: _Item) -> list[_Item]:
    """Return the items that contain this one."""
    while stack and stack[-1].indent > item.indent:
        stack = stack[:-1]
    level = [(parent.indent, parent.kind) for parent in stack]
    if (item.indent, item.kind) in level:
        return stack[: level.index((item.indent, item.kind))]
    if item.is_numbered:  # a number without more indentation begins a list of its own
        return [parent for parent in stack if parent.indent < item.indent]
    return stack


def _rows(lines: list[str], start: int) -> list[list[str]] | None:
    """Return the rows of a table that begins at a line, or None: two lines or more with the same number of tabs."""
    rows: list[list[str]] = []
    for line in lines[start:]:
        cells = line.split("\t")
        is_item = _ITEM.fullmatch(line) or (len(cells) == 2 and _NUMBERING.fullmatch(cells[0]))
        if is_item or len(cells) < 2 or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    is_indented = all(not cells[0].strip() for cells in rows)
    return None if len(rows) < 2 or is_indented else rows


def _table(rows: list[list[str]]) -> list[str]:
    head, *body = ([_cell(cell) for cell in row] for row in rows)
    return [_row(head), _row(["---"] * len(head)), *map(_row, body)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return "<br>".join(part.strip() for part in text.replace("|", r"\|").split("\v")).strip()


def _line(line: str) -> str:
    """Return a line that is part of no pasted block. Tabs before it are an indentation."""
    match = _INDENT.match(line)
    indent = match.group() if match else ""
    return indent.expandtabs(TAB_WIDTH) + _plain(line[len(indent) :]).replace("\v", "\n")


def _plain(text: str) -> str:
    return text.replace("\t", " ")
