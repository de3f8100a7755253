"""The closed lists of remarks in a review."""

from enum import StrEnum


class Weight(StrEnum):
    """The weight of a remark."""

    MUST = "must"  # while it is open, publishing the case needs a reason
    SUGGESTION = "suggestion"


class Verdict(StrEnum):
    """A reviewer's verdict on the response to a remark."""

    CONFIRMED = "confirmed"
    REOPENED = "reopened"
