"""The table of `who_reads_what.txt`, which is written by hand, as values."""

import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from case_studies.vocabulary import Attribution, Audience, PartAudience

TEXT = (Path(__file__).parent / "who_reads_what.txt").read_text(encoding="utf-8")
NO_AUDIENCE = "none"
RELEASED = ("published", "next revision being written", "next revision in review", "archived")
CASES, PARTS, ATTRIBUTIONS = tuple(Audience), (NO_AUDIENCE, *PartAudience), tuple(Attribution)
ALL = (CASES, PARTS, ATTRIBUTIONS)

Choice = tuple[str, ...]
"""The audience of the case, that of the part, and the attribution."""


@dataclass(frozen=True)
class Row:
    """A row of the table: what it is about, and letter of a reader → what they get."""

    state: str
    about: Choice
    cells: dict[str, str]

    @property
    def states(self) -> tuple[str, ...]:
        """The states of a case that the row is about."""
        return RELEASED if self.state == "released" else (self.state,)

    @property
    def choices(self) -> list[Choice]:
        """What the row is about, one by one."""
        chosen = zip(ALL, self.about, strict=True)
        return list(product(*(values if value == "any" else value.split(",") for values, value in chosen)))


def _lines(start: str, end: str = "\0") -> list[str]:
    lines = TEXT.split(f"\n{start}\n")[1].split(f"\n{end}\n")[0].splitlines()
    return [line.strip() for line in lines if line.strip()]


READERS: dict[str, str | None] = {
    letter: None if office == "-" else office
    for letter, office, _about in (line.split(maxsplit=2) for line in _lines("READERS", "CELLS"))
}
"""Letter of a reader → office; None is a visitor."""


def _row(line: str, letters: list[str]) -> Row:
    state, *about, cells = re.split(r" {2,}", line, maxsplit=4)
    return Row(state, tuple(about), dict(zip(letters, cells.split(), strict=True)))


HEAD, *LINES = _lines("TABLE")
ROWS = [_row(line, HEAD.split()[4:]) for line in LINES]
