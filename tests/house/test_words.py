"""The words: no stilted phrase in what users, programmers and contributors read.

When a phrase makes a reader stop, it gets a row here, with what to write instead.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from tests.support.world import World

HOUSE = Path(__file__).parents[2]
CODE = ("app", "case_studies", "migrations", "tests")

STILTED = {  # pattern: what to write instead
    r"anew": "again",
    r"who(m|so)?ever": "users who, those who, everybody who",
    r"(for|to|from|with|by|than) who": "for readers who, for those who",
    r"told|tells?|telling": "notify, report, return, describe, state, distinguish",
    r"said of|says of|say of": "about",
    r"stands?(?! (for|on|in for|aside)\b)": "is",  # delegations stand aside from a text: the term of diplomats
    r"stood(?! aside\b)": "was",
    r"for ever": "forever",
    r"as ever": "as before",
    r"all the same": "nevertheless, despite that",
    r"left away": "left out, by default",
    r"kept words|the field's words|lexicon": "thesaurus",
    r"goes on with|leads nowhere": "a plain verb",
    r"counts? (no more|for nothing)": "no longer counts, is ignored",
    r"lest|w?hence|thence|hitherto|(there|where)(of|in|by|upon)|upon|naught": "a word of today",
    r"in the making": "unpublished, not published yet",
    r"errands?|traveller|chores?": "task, job",
}
STILTED_IN_CODE = {r"faces": "audience views, search documents"}
STILTED_IN_PRODUCT = {
    r"judg(e|es|ing|ements?|ments?)|judged(?! queries)": "review, evaluate, decide",
}
RUDE = {r"please|sorry|oops": "nothing", r"(?<=\w)!": "a full stop"}


def _stilted(text: str, phrases: Mapping[str, str]) -> list[str]:
    """Return each stilted phrase of a text in its context, with what to write instead."""
    return [
        f"{' '.join(text[max(match.start() - 40, 0) : match.end() + 40].split())!r}: write {better}"
        for pattern, better in phrases.items()
        for match in re.finditer(rf"\b(?:{pattern})(?:\b|(?<=!))", text, re.IGNORECASE)
    ]


def _all_stilted(texts: Iterable[str], phrases: Mapping[str, str]) -> list[str]:
    return [line for text in texts for line in _stilted(text, phrases)]


def _prose(path: Path) -> Iterator[str]:
    """Yield the docstrings, the comments and the names of functions and classes of a Python file."""
    source = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name.replace("_", " ")


def _folders() -> list[str]:
    folders = {str(path.parent.relative_to(HOUSE)) for root in CODE for path in (HOUSE / root).rglob("*.py")}
    return sorted(folders)


@pytest.mark.parametrize("folder", [".", *_folders()])
def test_docstrings_comments_and_names_are_plain(folder: str) -> None:
    phrases = STILTED | STILTED_IN_CODE | ({} if folder.startswith("tests") else STILTED_IN_PRODUCT)
    files = [path for path in sorted((HOUSE / folder).glob("*.py")) if path != Path(__file__)]
    stilted = {path.name: lines for path in files if (lines := _all_stilted(_prose(path), phrases))}
    assert not stilted


def _documents() -> list[str]:
    """Return the documents, without the texts of the demonstration: those are quotations and cases."""
    paths = [*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md"), *HOUSE.glob("case_studies/search/**/*.md")]
    return sorted(str(path.relative_to(HOUSE)) for path in paths)


@pytest.mark.parametrize("name", _documents())
def test_documents_are_plain(name: str) -> None:
    stilted = _stilted((HOUSE / name).read_text(encoding="utf-8"), STILTED)
    assert not stilted


def test_messages_to_users_are_plain() -> None:
    """Pages, mails and refusals: everything that can be translated."""
    with (HOUSE / "app/translations/messages.pot").open("rb") as file:
        ids = [message.id for message in read_po(file)]
    texts = [text for one in ids for text in ((one,) if isinstance(one, str) else one)]
    stilted = _all_stilted(texts, STILTED | STILTED_IN_PRODUCT | RUDE)
    assert not stilted


def test_the_published_document_is_plain(bare: World) -> None:
    """Titles, summaries, descriptions, callers and refusals of the OpenAPI document."""
    document = bare.visitor().get("/api/v1/openapi.json").get_json()
    stilted = _all_stilted(_descriptions(document), STILTED | STILTED_IN_PRODUCT | RUDE)
    assert not stilted


def _descriptions(part: Any) -> Iterator[str]:
    """Yield the texts for people in a part of an OpenAPI document."""
    if isinstance(part, list):
        for item in part:
            yield from _descriptions(item)
    if isinstance(part, dict):
        for name, value in part.items():
            if name in ("title", "summary", "description", "x-who-may", "name") and isinstance(value, str):
                yield value
            elif name not in ("example", "enum"):
                yield from _descriptions(value)
