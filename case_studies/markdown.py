"""The text of a case: from Markdown, as it is stored, to sanitized HTML or plain text."""

from markdown_it import MarkdownIt
from markdown_it.token import Token
from nh3 import clean

# Raw HTML is shown as text and not interpreted. Images from other sites are not loaded.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr", "h4", "h5", "h6"}
_HEADINGS = {"h1": "h4", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h6"}


def to_html(text: str) -> str:
    """Return sanitized HTML. Headings are lowered by two levels, below the title of the section."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        if token.type in ("paragraph_open", "list_item_open"):
            token.attrSet("dir", "auto")  # a line in another script has its own direction
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "p": {"dir"}, "li": {"dir"}},
        url_schemes={"http", "https", "mailto"},
    )


def to_plain(text: str) -> str:
    """Return the text without Markdown, one line for each block."""
    return "\n".join(_words(token) for token in _MARKDOWN.parse(text) if _words(token))


def _words(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return token.content.strip()
    if token.type != "inline":
        return ""
    return "".join(_piece(child) for child in token.children or ()).strip()


def _piece(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content
