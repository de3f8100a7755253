"""What keeps a text from clearance, field by field: what is missing, and what is over a limit or not valid.

A draft stores all of it. It counts when the delegation asks for clearance.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from case_studies.case_fields import CASE_FIELDS, CaseField, FieldKind
from case_studies.case_template import FIRST_YEAR, LAST_YEAR, is_mailbox
from case_studies.errors import N_, Message
from case_studies.vocabulary import WORLDWIDE, Audience, PartAudience
from case_studies.word_count import count_words

if TYPE_CHECKING:
    from case_studies.models import Revision

PERIOD_ENDS_TOO_EARLY = N_("The period ends before it starts. Give a later year, or none.")
NOT_ALONE = N_("“Worldwide” says that there is no host State. Take it out, or take out the States.")
OWN_CO_SUBMITTER = N_("The submitting delegation can't be a co-submitter of its own case.")


class ProblemKind(StrEnum):
    """How a field keeps a text from clearance."""

    MISSING = "missing"
    OVER = "over"  # a limit
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct before clearance."""

    field: str
    kind: ProblemKind
    message: str


def case_problems(revision: "Revision") -> list[Problem]:
    """Return what keeps a revision from clearance, in the order of the form; at most one problem a field."""
    found = (next(_problems(field, revision), None) for field in CASE_FIELDS.values())
    return [problem for problem in found if problem is not None]


def _problems(field: CaseField, revision: "Revision") -> Iterator[Problem]:
    value = field.value(revision)
    if field.name not in revision.as_typed and field.is_missing(revision):
        message = N_("This is empty. Fill it before asking for clearance.")
        yield Problem(field.name, ProblemKind.MISSING, message)
    for kind, check in CHECKS.get(field.kind, {}).items():
        message = check(field, value, revision)
        if message:
            yield Problem(field.name, kind, message)


def _length(field: CaseField, text: str, _revision: "Revision") -> str:
    words = count_words(text) if field.most_words is not None else 0
    if field.most_words is not None and words > field.most_words:
        return Message(N_("At most %(most)s words; this has %(count)s."), most=field.most_words, count=words)
    if len(text) > field.longest:
        return Message(N_("At most %(most)s characters; this has %(count)s."), most=field.longest, count=len(text))
    return ""


def _lines(field: CaseField, lines: list[str], _revision: "Revision") -> str:
    if len(lines) > field.most:
        return Message(N_("At most %(most)s lines; these are %(count)s."), most=field.most, count=len(lines))
    if any(len(line) > field.longest for line in lines):
        return Message(N_("At most %(most)s characters a line; one line is longer."), most=field.longest)
    return ""


def _number_of_codes(field: CaseField, rows: list[Any], _revision: "Revision") -> str:
    if len(rows) > field.most:
        return Message(N_("Choose at most %(most)s; these are %(count)s."), most=field.most, count=len(rows))
    return ""


def _codes(field: CaseField, rows: list[Any], revision: "Revision") -> str:
    if field.name == "host_states":
        return NOT_ALONE if len(rows) > 1 and WORLDWIDE in [row.code for row in rows] else ""
    if field.name != "co_submitters" or not rows:
        return ""
    return OWN_CO_SUBMITTER if revision.case.submitting_code in [row.code for row in rows] else ""


def _choice(field: CaseField, value: str | None, revision: "Revision") -> str:
    if field.group == "section_audiences" and value == PartAudience.PUBLIC and revision.audience != Audience.PUBLIC:
        return N_("The case is for members only. A part of it can't have more readers.")
    return ""


def _mailbox(_field: CaseField, text: str, _revision: "Revision") -> str:
    if text and not is_mailbox(text):
        return N_("Give an e-mail address of an office, such as peacekeeping@example.org.")
    return ""


def _year(field: CaseField, year: int | None, revision: "Revision") -> str:
    typed = revision.as_typed.get(field.name)
    if typed is not None:
        too_early = field.name == "ended" and typed.isascii() and typed.isdigit()
        return PERIOD_ENDS_TOO_EARLY if too_early else N_("Give the year as a number, such as 2019.")
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return Message(N_("Give a year from %(first)s to %(last)s."), first=FIRST_YEAR, last=LAST_YEAR)
    return ""


Check = Callable[[CaseField, Any, "Revision"], str]
CHECKS: dict[FieldKind, dict[ProblemKind, Check]] = {
    FieldKind.TEXT: {ProblemKind.OVER: _length},
    FieldKind.MAILBOX: {ProblemKind.OVER: _length, ProblemKind.INVALID: _mailbox},
    FieldKind.LINES: {ProblemKind.OVER: _lines},
    FieldKind.YEAR: {ProblemKind.INVALID: _year},
    FieldKind.CHOICE: {ProblemKind.INVALID: _choice},
    FieldKind.CODES: {ProblemKind.OVER: _number_of_codes, ProblemKind.INVALID: _codes},
    FieldKind.SECTION: {ProblemKind.OVER: _length},
}
