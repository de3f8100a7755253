"""How well the check finds what it should: precision and recall by kind, on labelled sentences in six languages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from case_studies.check.finder import find
from case_studies.check.kinds import FindingKind

SENTENCES = Path(__file__).parent / "sentences.txt"
REWORDED = Path(__file__).parent / "reworded.txt"  # on purpose unlike the rules
BY_KIND = Path(__file__).parent / "by_kind.txt"  # four of each kind in each language
FIRST_AUTHOR = Path(__file__).parent / "first_author.txt"  # by somebody who had not seen the rules
SECOND_AUTHOR = Path(__file__).parent / "second_author.txt"  # by another one who had not
HELD_BACK = Path(__file__).parent / "third_author_held.txt"  # by a third one; no rule is mended with it
TRIED = (SENTENCES, REWORDED, BY_KIND, FIRST_AUTHOR, SECOND_AUTHOR)
LABEL = re.compile(r"\[([a-z_]+)\|([^\]]+)\]")
WRITTEN_ON = date(2026, 11, 27)  # "future" means after this day
PLACES = frozenset({FindingKind.COORDINATES, FindingKind.GRID_REFERENCE})  # a reference of the military grid is both


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, and the entries that have to be found in it: kind, start, end."""

    language: str
    text: str
    entries: tuple[tuple[FindingKind, int, int], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many entries were found, how many were missed, and how many findings were none."""

    right: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        """The share of the findings that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the entries that were found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def sentences(file: Path = SENTENCES) -> list[Labelled]:
    """Return all labelled sentences of a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_labelled(line) for line in lines if line and not line.startswith("#")]


def _labelled(line: str) -> Labelled:
    language, _, marked = line.partition(" ")
    text, entries, last = "", [], 0
    for label in LABEL.finditer(marked):
        text += marked[last : label.start()]
        entries.append((FindingKind(label[1]), len(text), len(text) + len(label[2])))
        text += label[2]
        last = label.end()
    return Labelled(language, text + marked[last:], tuple(entries))


def judge(chosen: list[Labelled]) -> dict[str, Score]:
    """Return the score of each kind, and of all. A finding is right if kind and place are those of an entry."""
    right, missed, wrong = Counter[str](), Counter[str](), Counter[str]()
    for one in chosen:
        for kind, outcome in outcomes(one):
            {"right": right, "missed": missed, "wrong": wrong}[outcome][kind] += 1
    scores = {str(kind): Score(right[kind], missed[kind], wrong[kind]) for kind in FindingKind}
    return {**scores, "all": Score(right.total(), missed.total(), wrong.total())}


def _is_same(one: FindingKind, other: FindingKind) -> bool:
    return one == other or {one, other} <= PLACES


def outcomes(one: Labelled) -> Iterator[tuple[FindingKind, str]]:
    """Yield each entry as right or missed, and each finding beyond them as wrong."""
    findings = find({"text": one.text}, language=one.language, today=WRITTEN_ON)
    left = [(finding.kind, finding.start, finding.end) for finding in findings]
    for kind, start, end in one.entries:
        match = next((f for f in left if _is_same(f[0], kind) and f[1] < end and start < f[2]), None)
        if match is not None:
            left.remove(match)
        yield kind, "right" if match is not None else "missed"
    for kind, _start, _end in left:
        yield kind, "wrong"
