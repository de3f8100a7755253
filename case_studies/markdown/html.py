"""From Markdown to sanitized HTML."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from nh3 import clean

from case_studies.markdown.cells import set_tables
from case_studies.markdown.dialect import parser
from case_studies.markdown.directions import Direction, direction_of, set_directions
from case_studies.markdown.links import Link, find_links

_TAGS = {
    *("p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr", "h4", "h5", "h6"),
    *("div", "span", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "dir"},
    "div": {"class", "role", "tabindex", "aria-label", "dir"},
    "ol": {"start", "class", "dir"},
    "li": {"value"},
    "th": {"scope", "class"},
    "td": {"class"},
    **{tag: {"dir"} for tag in ("p", "ul", "span", "h4", "h5", "h6")},
}
_HEADINGS = {"h1": "h4", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h6"}

KEPT = 1000  # texts; some megabytes in each process
VERSION = 2  # of what is made of a text; a test says when to raise it
DIALECT = f"{VERSION}, {', '.join(f'{name} {version(name)}' for name in ('markdown-it-py', 'nh3'))}"
"""What a rendered text was made by. A text that another dialect rendered is rendered again."""


@lru_cache(maxsize=KEPT)
def to_html(text: str, direction: Direction | None = None) -> str:
    """Return sanitized HTML. Headings are lowered by two levels, below the title of the section.

    The last texts are kept in memory. Those of frozen revisions are kept in the database (rendered_texts.py).
    `direction` is that of the case. Without it, each block has the direction of most of its letters.
    """
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        if token.type == "ordered_list_open" and token.markup == ")":
            token.attrSet("class", "parentheses")
    set_tables(tokens)
    set_directions(tokens, direction)
    return _sanitized(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def to_linked_line(text: str, direction: Direction) -> str:
    """Return one line of text as HTML, with its addresses as links. It is no Markdown."""
    line = "".join(_linked(part) for part in find_links(text) or [text])
    own = direction_of(text, direction)
    return _sanitized(line if own == direction else f'<span dir="{own}">{line}</span>')


def _linked(part: str | Link) -> str:
    if isinstance(part, str):
        return escapeHtml(part)
    return f'<a href="{escapeHtml(part.url)}" dir="ltr">{escapeHtml(part.text)}</a>'


def _sanitized(html: str) -> str:
    return clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )


def _open_table(renderer: RendererHTML, tokens: Sequence[Token], place: int, *_rest: Any) -> str:
    """Open a table inside a part of the page that scrolls by itself, also with the keyboard."""
    direction = f' dir="{tokens[place].attrs["dir"]}"' if "dir" in tokens[place].attrs else ""
    name = escapeHtml(tokens[place].meta["name"])
    return f'<div class="table-scroll text-table" role="group" tabindex="0" aria-label="{name}"{direction}>\n<table>\n'


def _close_table(renderer: RendererHTML, *_rest: Any) -> str:
    return "</table>\n</div>\n"


_MARKDOWN = parser()
_MARKDOWN.add_render_rule("table_open", _open_table)
_MARKDOWN.add_render_rule("table_close", _close_table)
