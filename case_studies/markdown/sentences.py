"""The sentences of a text, so that something can rest on one of them."""

import re

from case_studies.markdown.dialect import parser
from case_studies.markdown.plain import inline_text

_MARKDOWN = parser()
_AFTER_A_SENTENCE = re.compile(r"(?<=[.!?؟])\s+|(?<=[。！？])\s*")


def sentences_of(text: str) -> list[str]:
    """Return the sentences in order, without Markdown. An item of a list is one sentence at least."""
    blocks = [inline_text(token) for token in _MARKDOWN.parse(text) if token.type == "inline"]
    return [sentence for block in blocks for sentence in _AFTER_A_SENTENCE.split(block) if sentence]


def is_list_of_sentences(text: str) -> bool:
    """Whether the text is one list, and each item is one sentence without a format."""
    tokens = _MARKDOWN.parse(text)
    items = [token for token in tokens if token.type == "inline"]
    lists = [token for token in tokens if token.type in ("ordered_list_open", "bullet_list_open")]
    ends_the_text = bool(tokens) and tokens[0] in lists and tokens[-1].type.endswith("_list_close")
    is_plain = all(token.content == inline_text(token) for token in items)
    return ends_the_text and len(lists) == 1 and is_plain and sentences_of(text) == [token.content for token in items]
