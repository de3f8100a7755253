"""The direction of a paragraph in a text of mixed scripts.

A paragraph has the direction of its case, even if it begins with a foreign name such as UNMAS. Only a paragraph that is
almost entirely in a script of the other direction has the other direction, and only a list or a table that is entirely
in such a script.
"""

import re
from typing import Literal

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

Direction = Literal["ltr", "rtl"]

FOREIGN_LETTERS = 20  # the fewest of a paragraph in another script
FOREIGN_SHARE = 4  # times as many letters of the other script

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_PARAGRAPHS = frozenset({"paragraph", "heading"})
_GROUPS = frozenset({"bullet_list", "ordered_list", "table"})


def direction_of(text: str | None, direction: Direction | None = None, *, is_group: bool = False) -> Direction:
    """Return the direction of a text whose surroundings have a direction, or that of most of its letters."""
    text = text or ""
    rtl = sum(1 for letter in _RIGHT_TO_LEFT.findall(text) if letter.isalpha())
    if direction == "ltr" and rtl < FOREIGN_LETTERS:
        return "ltr"
    ltr = len(_LETTER.findall(text)) - rtl
    if direction is None:
        return "rtl" if rtl > ltr else "ltr"
    own, other = (rtl, ltr) if direction == "rtl" else (ltr, rtl)
    opposite: Direction = "ltr" if direction == "rtl" else "rtl"
    is_foreign = other >= max(FOREIGN_LETTERS, FOREIGN_SHARE * own) and not (is_group and own)
    return opposite if is_foreign else direction


def set_directions(tokens: list[Token], direction: Direction | None) -> None:
    """Mark the blocks whose direction differs from what is around them; without a direction, all outer blocks."""
    for node in SyntaxTreeNode(tokens).children:
        _set(node, direction)


def _set(node: SyntaxTreeNode, outer: Direction | None) -> None:
    direction = outer
    if node.type in _PARAGRAPHS | _GROUPS and node.nester_tokens:
        direction = direction_of(_text(node), outer, is_group=node.type in _GROUPS)
        if direction != outer:
            _mark(node.nester_tokens.opening, node.nester_tokens.closing, direction)
    elif node.type == "link" and direction == "rtl" and node.markup and node.nester_tokens:
        node.nester_tokens.opening.attrSet("dir", "ltr")  # an address reads from left to right
    for child in node.children:
        _set(child, direction)


def _mark(opening: Token, closing: Token, direction: Direction) -> None:
    """Set the direction of a block. The text of an item gets an element of its own, and stays at the item's marker."""
    opening.attrSet("dir", direction)
    if opening.hidden:
        opening.tag = closing.tag = "span"
        opening.hidden = closing.hidden = False


def _text(node: SyntaxTreeNode) -> str:
    return " ".join(part.content for part in node.walk() if part.type in ("text", "code_inline"))
