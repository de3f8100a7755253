"""Why a reader reports a part of a case, and what becomes of it: closed lists of the vocabulary, which is long."""

from enum import StrEnum


class ReportKind(StrEnum):
    """Why a reader reports a part of a case."""

    DANGER = "danger"  # it helps somebody to attack
    PERSON = "person"  # it names or shows a person
    NOT_AGREED = "not_agreed"  # somebody who is named has not agreed
    WRONG = "wrong"


class ReportState(StrEnum):
    """What became of a report of a part."""

    WAITING = "waiting"  # for an editor
    DECLINED = "declined"
    HIDDEN = "hidden"  # until the delegation answers
    NARROWED = "narrowed"
    STAYS = "stays"
    MENDED = "mended"  # by a new revision
