"""The texts that Casebook brings along: a file for each page and language."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from case_studies.vocabulary import Language, SitePage

FOLDER = Path(__file__).parent / "texts"


class PageText(NamedTuple):
    """The title of a page, and its text as Markdown."""

    title: str
    text: str


@cache
def delivered_text(page: SitePage, language: Language) -> PageText | None:
    """Return the text of a page in a language, or None if Casebook brings none."""
    path = FOLDER / f"{page}.{language}.md"
    if not path.exists():
        return None
    title, _break, text = path.read_text(encoding="utf-8").partition("\n")
    return PageText(title.removeprefix("# ").strip(), text.strip())
