"""The chain of the history: each entry's hash covers what it says and the hash of the entry before.

So an edit, a deletion, an insertion or a reordering shows, in the database and in an exported file alike. An export is
one JSON object a line, with the names of `LINKED` and `hash`, and a last line that says where the chain ended
(`end`, `hash`); it can be checked without the database.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
HASHED_FIELDS = (
    "number",
    "at",
    "account",
    "delegation",
    "action",
    "case",
    "revision",
    "from",
    "to",
    "note",
    "previous",
)

ChainEntry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChainError:
    """A place at which the chain does not hold, and what is wrong there."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last link of a chain, as it was written down beside it."""

    number: int
    hash: str


def format_moment(moment: datetime) -> str:
    """Return a moment as the chain writes it: UTC, to the microsecond (RFC 3339)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hash_of(link: ChainEntry) -> str:
    """Return the SHA-256 over the canonical JSON of all that a link says but its own hash."""
    told = {name: link[name] for name in HASHED_FIELDS}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # half a character can't be stored, but a forged file may hold one
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def entry_name(number: object) -> str:
    """Return what a break calls an entry."""
    return f"entry {number}"


class ChainVerifier:
    """A walk along a chain from its first link on; it remembers the last one."""

    def __init__(self) -> None:
        self.number = 0
        self.hash = GENESIS

    def take(self, link: ChainEntry) -> Iterator[ChainError]:
        """Step to the next link and yield what does not hold there."""
        where, expected = entry_name(link["number"]), self.number + 1
        if link["number"] != expected:
            yield ChainError(where, f"entry {expected} should stand here")
        if link["previous"] != self.hash:
            yield ChainError(where, "it does not follow the entry before it")
        if link["hash"] != hash_of(link):
            yield ChainError(where, "it does not say what it said when it was written")
        self.number = link["number"] if isinstance(link["number"], int) else expected
        self.hash = link["hash"]

    def arrive(self, end: ChainEnd | None) -> Iterator[ChainError]:
        """Yield what does not hold at the end: entries that were taken away, added or written anew."""
        where = "the end"
        if end is None:
            yield ChainError(where, "it is not written down where the chain ended")
        elif end.number != self.number:
            yield ChainError(where, f"the last entry was {end.number}, here it is {self.number}")
        elif end.hash != self.hash:
            yield ChainError(where, "the last entry is not the one that was written")
