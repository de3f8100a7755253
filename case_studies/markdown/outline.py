"""A text in parts: what comes before the first heading of the second level, then each heading with its text."""

from functools import lru_cache
from typing import NamedTuple

from case_studies.markdown.dialect import parser
from case_studies.markdown.plain import inline_text

_MARKDOWN = parser()


class Part(NamedTuple):
    """A heading as plain text, and the Markdown below it."""

    heading: str
    text: str


@lru_cache(maxsize=100)
def outline(text: str) -> tuple[str, tuple[Part, ...]]:
    """Return the text before the first heading `##`, and the parts."""
    lines, tokens = text.split("\n"), _MARKDOWN.parse(text)
    starts = [
        (token.map, inline_text(tokens[place + 1]))
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0 and token.map
    ]
    ends = [*(span[0] for span, _heading in starts[1:]), len(lines)][: len(starts)]
    parts = tuple(
        Part(heading, "\n".join(lines[span[1] : end]).strip())
        for (span, heading), end in zip(starts, ends, strict=True)
    )
    first = starts[0][0][0] if starts else len(lines)
    return "\n".join(lines[:first]).strip(), parts
