"""What the lists of the administration have in common."""

from enum import StrEnum
from typing import TypeVar

from flask import request

LAST_PAGE = 1_000_000
LONGEST_WORDS = 200

Kind = TypeVar("Kind", bound=StrEnum)


def page_number() -> int:
    """Return the number of the page that the address asks for; the first if it is no number."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)


def chosen(kinds: type[Kind], usual: Kind) -> Kind:
    """Return what the address asks to show; the usual if it is unknown."""
    value = request.args.get("show", "")
    return kinds(value) if value in set(kinds) else usual


def search_words() -> str:
    """Return what is searched for; nothing if it can't be part of a name."""
    words = request.args.get("q", "").strip()[:LONGEST_WORDS]
    return words if words.isprintable() else ""
