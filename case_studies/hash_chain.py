"""The hash chain of the history: each entry's hash covers what the entry states and the hash of the entry before.

So every edit, deletion, insertion and reordering can be detected, in the database and in an exported file. An export
has one JSON object a line, with the names of `HASHED_FIELDS` and `hash`. Its last line states where the chain ended
(`end`, `hash`). It can be verified without the database.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
STATED_FIELDS = (
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
SUBJECT = "subject"  # the account that an entry is about; only in entries that state it
ABOUT = "about"  # the delegation that an entry is about; only in entries that state it
HASHED_FIELDS = (*STATED_FIELDS, SUBJECT, ABOUT)

ChainEntry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChainError:
    """A place at which the chain is broken, and what is wrong there."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last entry of a chain, as recorded outside the entries."""

    number: int
    hash: str


def format_moment(moment: datetime) -> str:
    """Return a moment as the chain writes it: UTC, to the microsecond (RFC 3339)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hash_of(link: ChainEntry) -> str:
    """Return the SHA-256 over the canonical JSON of everything that an entry states, except its own hash.

    Entries that were written before `subject` and `about` existed have no such fields, so their hashes stay valid.
    """
    stated = {name: link[name] for name in HASHED_FIELDS if name in STATED_FIELDS or name in link}
    text = json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # half a character can't be stored, but a forged file may hold one
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def entry_name(number: object) -> str:
    """Return the name of an entry in an error."""
    return f"entry {number}"


class ChainVerifier:
    """Verifies a chain entry by entry, from the first one on."""

    def __init__(self) -> None:
        self.number = 0
        self.hash = GENESIS

    def take(self, link: ChainEntry) -> Iterator[ChainError]:
        """Yield what is wrong with the next entry."""
        where, expected = entry_name(link["number"]), self.number + 1
        if link["number"] != expected:
            yield ChainError(where, f"entry {expected} is expected here")
        if link["previous"] != self.hash:
            yield ChainError(where, "it does not follow the entry before it")
        if link["hash"] != hash_of(link):
            yield ChainError(where, "it is not what was written")
        self.number = link["number"] if isinstance(link["number"], int) else expected
        self.hash = link["hash"]

    def arrive(self, end: ChainEnd | None) -> Iterator[ChainError]:
        """Yield what is wrong with the end: entries that were removed, added or rewritten."""
        where = "the end"
        if end is None:
            yield ChainError(where, "there is no record of where the chain ended")
        elif end.number != self.number:
            yield ChainError(where, f"the last entry was {end.number}, here it is {self.number}")
        elif end.hash != self.hash:
            yield ChainError(where, "the last entry is not the one that was written")
