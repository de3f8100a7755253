"""The view of a thing that every export is written from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel.lists import format_list
from flask_babel import format_date, get_locale

from case_studies.vocabulary import Kind

PUBLISHER = "Casebook"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the reader may see: its name, what it shows, and the file of the store with its small copy."""

    name: str
    shows: str
    stored: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text under its heading. `before` is who reads it; `text` is Markdown, `rows` are plain lines."""

    heading: str
    text: str = ""
    before: str = ""
    rows: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A case that a practice rests on, in the revision that it is pinned to."""

    number: str
    title: str
    author: str
    language: str
    address: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A revision of a case, an edition of a practice, or another thing, as one reader may read it. A brief has no kind.

    Its authors are whole names, never split. `address` is that of the revision, which stays; `mark` is the mark of the
    file, and `marking` the same with the delegations that parts are released to. `responsibility` and `notes` are
    sentences that go with every file, `caveats` the few words of them that follow a citation.
    """

    kind: Kind | None
    reference: str
    revision: int
    number: str
    genre: str
    title: str
    authors: tuple[str, ...]
    language: str
    published: date
    address: str
    mark: str
    marking: str
    responsibility: str
    caveats: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    abstract: str = ""
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    facts: tuple[tuple[str, Sequence[str]], ...] = ()
    parts: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def key(self) -> str:
        """What reference managers call it."""
        return f"{self.reference}-{self.revision}" if self.revision else self.reference

    @property
    def remarks(self) -> str:
        """The sentences that go with every file, after its mark."""
        return " ".join((f"{self.marking}.", *self.notes, self.responsibility))

    @property
    def published_for_apa(self) -> str:
        """The date as APA style writes it: 2027, March 3."""
        return str(format_date(self.published, "y, MMMM d"))

    def joined_authors(self, style: Literal["standard", "standard-short"] = "standard") -> str:
        """Return the authors as a sentence names them; in the style `standard-short` with an ampersand."""
        return str(format_list(self.authors, style=style, locale=get_locale() or "en"))


def one_line(text: str) -> str:
    """Return a text in one line, without control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
