"""From Markdown to plain text: for search, for feeds, for what a program reads."""

from collections.abc import Iterator

from markdown_it.token import Token

from case_studies.markdown.dialect import parser

_MARKDOWN = parser()
INDENT = "  "
BETWEEN_CELLS = " · "
OPTIONAL_HYPHEN = "\u00ad"


def to_plain(text: str) -> str:
    """Return the text without Markdown, a line for each block or row. Items of lists keep their bullets and numbers."""
    return "\n".join(_lines(_MARKDOWN.parse(text)))


def with_plain_tables(text: str) -> str:
    """Return a text as it was typed, but with a line of plain text for each row of its tables."""
    lines, tokens = text.split("\n"), _MARKDOWN.parse(text)
    starts = [place for place, token in enumerate(tokens) if token.type == "table_open"]
    for start in reversed(starts):
        first, after = tokens[start].map or (0, 0)
        end = next(place for place, token in enumerate(tokens[start:], start) if token.type == "table_close")
        lines[first:after] = _lines(tokens[start:end])
    return "\n".join(lines)


def inline_text(token: Token) -> str:
    """Return the text of a paragraph, a heading or a cell in one line."""
    text = "".join(_piece(child) for child in token.children or ())
    return text.replace(OPTIONAL_HYPHEN, "").strip()


def _piece(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _lines(tokens: list[Token]) -> Iterator[str]:
    depth, sign = 0, ""
    cells: list[str] | None = None
    for token in tokens:
        depth += token.nesting if token.type in _LISTS else 0
        if token.type == "list_item_open":
            sign = INDENT * (depth - 1) + token.meta.get("number", "•") + " "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells:
            yield BETWEEN_CELLS.join(filter(None, cells))
            cells = None
        elif token.type in ("inline", "fence"):
            words = inline_text(token) if token.type == "inline" else token.content.strip()
            if cells is not None:
                cells.append(words)
            elif words:
                yield sign + words
                sign = ""


_LISTS = ("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close")
