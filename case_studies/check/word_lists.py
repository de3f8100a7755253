"""Patterns made from lists of words: `vocabulary.yaml` has the words of each class by language.

`*` at the end of a word stands for any ending. Words of all languages are found in any case, as whole words; those in
Arabic also with the article and the particles that are written in one word with them, those in Chinese anywhere.
"""

import re
from collections.abc import Iterable, Mapping

from case_studies.check.plain_text import fold

ARABIC_PREFIX = "[وف]?(?:[بك]?(?:ال)?|لل?)"
Trie = dict[str, "Trie"]
END = ""


def pattern_of(words: Mapping[str, str]) -> str:
    """Return a pattern for language → words, separated by commas."""
    lists = {language: fold(text) for language, text in words.items()}
    parts = []
    latin = [word for language, text in lists.items() if language not in ("ar", "zh") for word in _split(text)]
    if latin:
        parts.append(rf"\b(?i:{_any_of(latin)})\b")
    if "ar" in lists:
        parts.append(rf"\b{ARABIC_PREFIX}{_any_of(_split(lists['ar']))}\b")
    if "zh" in lists:
        parts.append(_any_of(_split(lists["zh"])))
    return "|".join(parts)


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern in which words that begin alike share their beginning, which is much faster than a list."""
    trie: Trie = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[END] = {}
    return _spell(trie)


def _spell(node: Trie) -> str:
    branches = [_sign(char) + _spell(rest) for char, rest in sorted(node.items(), reverse=True) if char != END]
    if not branches:
        return ""
    if END not in node:
        return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{'|'.join(branches)})?"


def _sign(char: str) -> str:
    return r"\w*" if char == "*" else re.escape(char)
