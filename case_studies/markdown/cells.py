"""What the cells of a table are: its headers, its name, and its columns of numbers."""

import re

from markdown_it.token import Token

from case_studies.markdown.plain import inline_text

CENTERED, NUMBER = "is-center", "is-number"
_NUMBER = re.compile(r"[^\w\s]*\d[\d\s.,:/%‰+−–±×-]*[^\w\s]*")
_ALIGNMENT = re.compile(r"text-align:(\w+)")


def set_tables(tokens: list[Token]) -> None:
    """Give each table its name, its headers, and its columns of numbers."""
    for start, token in enumerate(tokens):
        if token.type == "table_open":
            _set_table(tokens[start:])


def _set_table(tokens: list[Token]) -> None:
    head, *body = _rows(tokens)
    names = (" · ".join(filter(None, (inline_text(cell[1]) for cell in row))) for row in (head, *body))
    tokens[0].meta["name"] = next(filter(None, names), "")
    for column, heading in enumerate(head):
        cells = [row[column] for row in body]
        texts = [text for cell in cells if (text := inline_text(cell[1]))]
        alignment = _ALIGNMENT.search(str(heading[0].attrs.get("style", "")))
        is_number = bool(texts) and all(map(_NUMBER.fullmatch, texts))
        for cell in (heading, *cells):
            _align(cell[0], alignment[1] if alignment else "", is_number)
        _set_header(heading, "col")
    if not inline_text(head[0][1]):  # rows have names, too
        for row in body:
            _set_header(row[0], "row")


def _rows(tokens: list[Token]) -> list[list[list[Token]]]:
    """Return the cells of each row of the first table: opening, content and closing."""
    end = next(place for place, token in enumerate(tokens) if token.type == "table_close")
    rows: list[list[list[Token]]] = []
    for place, token in enumerate(tokens[:end]):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(tokens[place : place + 3])
    return rows


def _align(cell: Token, alignment: str, is_number: bool) -> None:
    cell.attrs.pop("style", None)
    if alignment == "center":
        cell.attrSet("class", CENTERED)
    elif alignment == "right" or (is_number and not alignment):
        cell.attrSet("class", NUMBER)


def _set_header(cell: list[Token], scope: str) -> None:
    """Make a header of a cell with text. A cell without text is none."""
    opening, content, closing = cell
    opening.tag = closing.tag = "th" if inline_text(content) else "td"
    if opening.tag == "th":
        opening.attrSet("scope", scope)
