"""Queries of the benchmark, independent of any engine's syntax. Few imports, to keep measurements clean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from case_studies.scripts import is_han


class How(StrEnum):
    """How the words of a query are combined."""

    ALL = "all"  # cases with all of them, or with some if no case has all
    ANY = "any"  # one is enough
    PHRASE = "phrase"  # side by side
    PREFIX = "prefix"  # one word, unfinished


class Kind(StrEnum):
    """Kinds of queries, in the order of the report."""

    COMMON = "one common word"
    RARE = "one rare word"
    TWO = "two words"
    THREE = "three words"
    EITHER = "a OR b OR c"
    SOME = "many words, no case has all"
    PHRASE = "a phrase"
    PREFIX = "a prefix"
    FILTERED = "words and filters"
    FILTERS = "filters alone"
    MISSPELT = "misspelt"
    ACROSS = "the field's words"


OR_TYPE = (Kind.EITHER, Kind.SOME)
OWN = (Kind.MISSPELT, Kind.ACROSS)
"""What the other engines don't do: they find nothing, or less, and are not compared."""
SHARED = tuple(kind for kind in Kind if kind not in OWN)


@dataclass(frozen=True, slots=True)
class Asked:
    """One query, independent of any engine's syntax."""

    kind: Kind
    words: tuple[str, ...] = ()
    how: How = How.ALL
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def typed(self) -> str:
        """The query as a user of Casebook types it."""
        if self.how is How.PHRASE:
            return f'"{"".join(self.words) if _is_chinese(self.words[0]) else " ".join(self.words)}"'
        if self.how is How.PREFIX:
            return f"{self.words[0]}*"
        return (" OR " if self.how is How.ANY else " ").join(self.words)


def _is_chinese(word: str) -> bool:
    return is_han(word[:1])
