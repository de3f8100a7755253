"""How text is read: the part of Markdown that Casebook keeps, so that what is written is what is shown.

Raw HTML is shown as text. Images of other sites are not loaded. A blank at the start of a line has no meaning, so an
indented paragraph is a paragraph. A line of dashes makes no heading of the line above it. `[1]: …` is no definition
that disappears. A year that begins a paragraph is no number of a list, and "> 50" is no quotation.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from case_studies.markdown.links import Link, find_links, without_tracking
from case_studies.markdown.tables import widen_tables

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_YEAR = re.compile(r"\d{3,}[.)](?:\s|$)")
_MORE_THAN = re.compile(r">\s*\d")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OFF = ("image", "code", "lheading", "reference", "html_block", "html_inline")


def parser() -> MarkdownIt:
    """Return the parser of texts."""
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(_OFF)
    markdown.block.ruler.at("list", _except(list_block, _YEAR), {"alt": ["paragraph", "blockquote"]})
    markdown.block.ruler.at("blockquote", _except(blockquote, _MORE_THAN), {"alt": ["paragraph", "blockquote", "list"]})
    markdown.inline.ruler.before("autolink", "line_break", _line_break)
    markdown.core.ruler.after("normalize", "wide_tables", widen_tables)
    markdown.core.ruler.push("item_numbers", _set_item_numbers)
    markdown.core.ruler.push("links", _set_links)
    return markdown


def _except(rule: BlockRule, pattern: re.Pattern[str]) -> BlockRule:
    """Return a rule that does not apply to lines that begin with a pattern."""

    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        return pattern.match(state.src, start, state.eMarks[line]) is None and rule(state, line, end, silent)

    return guarded


def _line_break(state: StateInline, silent: bool) -> bool:
    """Read `<br>`, the line break inside a cell of a table."""
    match = _LINE_BREAK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = match.end()
    return True


def _set_item_numbers(state: StateCore) -> None:
    """Give each item its own number if that does not follow from the item above."""
    lists: list[tuple[Token, list[Token]]] = []
    for token in state.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append((token, []))
        elif token.type == "list_item_open" and lists[-1][0].type == "ordered_list_open":
            lists[-1][1].append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            _number(*lists.pop())


def _number(opening: Token, items: list[Token]) -> None:
    numbers = [int(item.info) for item in items]
    if set(numbers) == {1}:  # a habit of Markdown: the numbers count themselves
        numbers = list(range(1, len(items) + 1))
    for place, (item, number) in enumerate(zip(items, numbers, strict=True)):
        item.meta["number"] = f"{number}{item.markup}"
        if number != (numbers[place - 1] + 1 if place else int(opening.attrs.get("start", 1))):
            item.attrSet("value", str(number))


def _set_links(state: StateCore) -> None:
    """Make links of addresses in the text, and remove from all links what tracks readers."""
    for token in state.tokens:
        children = token.children or []
        is_link = False
        token.children = []
        _name_links(state, children)
        for child in children:
            is_link = (is_link or child.type == "link_open") and child.type != "link_close"
            if child.type == "link_open":
                child.attrSet("href", without_tracking(str(child.attrs["href"])))
            parts = find_links(child.content) if child.type == "text" and not is_link else []
            token.children += [new for part in parts for new in _link_tokens(part, child.level)] or [child]


def _name_links(state: StateCore, children: list[Token]) -> None:
    """Show the address of a link without a name: `[](https://example.org)`."""
    closing = 0
    for place, child in reversed(list(enumerate(children))):
        if child.type == "link_close":
            closing = place
        elif child.type == "link_open" and not any(inner.content.strip() for inner in children[place:closing]):
            address = state.md.normalizeLinkText(without_tracking(str(child.attrs["href"])))
            children[place + 1 : closing] = [Token("text", "", 0, content=address, level=child.level + 1)]


def _link_tokens(part: str | Link, level: int) -> list[Token]:
    if isinstance(part, str):
        return [Token("text", "", 0, content=part, level=level)]
    opening = Token("link_open", "a", 1, attrs={"href": part.url}, level=level, markup="linkify")
    return [
        opening,
        Token("text", "", 0, content=part.text, level=level + 1),
        Token("link_close", "a", -1, level=level, markup="linkify"),
    ]
