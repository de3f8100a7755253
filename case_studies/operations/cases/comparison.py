"""Published cases side by side: the values of each field, the text of each section, and what all have in common."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from unicodedata import normalize

from sqlalchemy.orm import Session

from case_studies.case_fields import CASE_FIELDS, period
from case_studies.errors import N_, Incomplete, Message
from case_studies.models.vocabularies import CodedValue, coded_values
from case_studies.operations.cases.queries import readable_revisions
from case_studies.policy.actor import Actor
from case_studies.policy.release import ReleasedRevision
from case_studies.reference import REFERENCE_PATTERN
from case_studies.vocabulary import Section

FEWEST, MOST = 2, 4
MOST_REFERENCES = 20  # references that are looked up; more are refused anyway
LONGEST_QUOTED = 40  # characters of a wrong reference that a message quotes
REFERENCE = re.compile(REFERENCE_PATTERN)


def _submitted_by(revision: ReleasedRevision) -> list[CodedValue]:
    submitter = revision.submitter
    return [(submitter.code, submitter.name)] if submitter.code else []


def _period(revision: ReleasedRevision) -> list[CodedValue]:
    return [(years, years)] if (years := period(revision)) else []


Values = Callable[[ReleasedRevision], list[CodedValue]]


def _compared() -> dict[str, Values]:
    """Return what is compared, by place: the fields of the table, and what is made of several facts."""
    rows: list[tuple[int, str, Values]] = [(10, "submitted_by", _submitted_by), (50, "period", _period)]
    for field in CASE_FIELDS.values():
        if field.compared is not None:
            rows.append((field.compared, field.name, partial(coded_values, field)))
    return {name: values for _place, name, values in sorted(rows, key=itemgetter(0))}


COMPARED = _compared()
"""Field → its values in a revision: who, where, when, then what the case is about and how sure the results are."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of each case; a case in which it is empty has no values."""

    field: str
    cells: tuple[tuple[CodedValue, ...], ...]

    @property
    def same(self) -> bool:
        """Whether all cases have the same values."""
        return len(self.cells) >= FEWEST and len({frozenset(cell) for cell in self.cells}) == 1

    @property
    def shared(self) -> frozenset[CodedValue]:
        """The values that every case has."""
        first, *others = self.cells
        return frozenset(first).intersection(*others) if others else frozenset()


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section of each case."""

    section: Section
    texts: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether all cases have the same text."""
        return len(self.texts) >= FEWEST and len({normalize("NFC", text) for text in self.texts}) == 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The compared cases in the requested order, and what of the request could not be met."""

    cases: tuple[ReleasedRevision, ...]
    missing: tuple[str, ...]
    """Requested references that do not exist, or that this reader may not read."""
    twice: tuple[str, ...]
    too_many: bool

    @property
    def is_comparison(self) -> bool:
        """Whether there is something to compare."""
        return len(self.cases) >= FEWEST

    @property
    def is_full(self) -> bool:
        """Whether no further case fits in."""
        return len(self.cases) >= MOST

    @property
    def problems(self) -> list[str]:
        """One sentence for each part of the request that could not be met."""
        unknown = N_("%(reference)s: there is no published case with this reference that you may read.")
        twice = N_("%(reference)s was requested twice and is shown once.")
        most = N_("At most %(most)s cases can be compared. The first ones are shown.")
        return [
            *(Message(unknown, reference=_short(reference)) for reference in self.missing),
            *(Message(twice, reference=reference) for reference in self.twice),
            *([Message(most, most=MOST)] if self.too_many else []),
        ]

    @property
    def fields(self) -> list[FieldRow]:
        """The fields that at least one of the cases has, in reading order."""
        rows = [FieldRow(field, tuple(tuple(read(case)) for case in self.cases)) for field, read in COMPARED.items()]
        return [row for row in rows if any(row.cells)]

    @property
    def sections(self) -> list[SectionRow]:
        """The sections that at least one of the cases has, in the order of the template."""
        rows = [SectionRow(name, tuple(case.sections.get(name, "") for case in self.cases)) for name in Section]
        return [row for row in rows if any(row.texts)]


def compare_cases(session: Session, actor: Actor, references: Sequence[str]) -> Comparison:
    """Return the published cases of these references side by side, as far as the actor may read them.

    Unknown references and those of hidden cases are both reported as missing.
    """
    requested = [reference.strip().upper() for reference in references[:MOST_REFERENCES] if reference.strip()]
    names = list(dict.fromkeys(requested))
    readable = readable_revisions(session, actor, [name for name in names if REFERENCE.fullmatch(name)])
    revisions = [readable[name] for name in names if name in readable]
    return Comparison(
        cases=tuple(revisions[:MOST]),
        missing=tuple(name for name in names if name not in readable),
        twice=tuple(name for name in names if name in readable and requested.count(name) > 1),
        too_many=len(revisions) > MOST or len(references) > MOST_REFERENCES,
    )


def check_two_cases(comparison: Comparison) -> None:
    """Refuse a comparison that is not the requested one. A program would not notice that a case is missing."""
    problems = comparison.problems
    if not comparison.is_comparison:
        problems.append(Message(N_("Name at least %(fewest)s cases."), fewest=FEWEST))
    if problems:
        raise Incomplete({"case": problems})


def _short(reference: str) -> str:
    return reference if len(reference) <= LONGEST_QUOTED else f"{reference[: LONGEST_QUOTED - 1]}…"
