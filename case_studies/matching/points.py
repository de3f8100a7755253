"""What speaks for and against a match, as data: a code and its values. `app/phrases/` has their text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Agreement(StrEnum):
    """What an offer has of what is asked for."""

    SAME_THEME = "same_theme"  # ids of the themes
    NEAR_THEME = "near_theme"  # ids of what is asked for that only has a theme above, below or beside it
    SAME_KIND = "same_kind"
    IN_TIME = "in_time"  # the day by which it is needed
    SAME_LANGUAGE = "same_language"
    SAME_LEVEL = "same_level"
    SAME_PLACE = "same_place"
    FOR_YOU = "for_you"  # the code of who asks, or of its region
    ENOUGH = "enough"  # how many are offered
    SAME_COST = "same_cost"  # who pays


class Difference(StrEnum):
    """In what an offer differs from what is asked for."""

    OTHER_KIND = "other_kind"
    BEGINS_LATER = "begins_later"  # its first day
    OTHER_LANGUAGE = "other_language"  # its languages
    OTHER_LEVEL = "other_level"
    OTHER_PLACE = "other_place"
    NEEDS = "needs"  # what it requires and is not there
    FEWER = "fewer"  # how many are offered, how many are asked for
    OTHER_COST = "other_cost"


class Exclusion(StrEnum):
    """Why an offer can't match at all. The list stays short: what is not here is a difference."""

    OWN = "own"  # of the delegation that asks
    OTHER_SUBJECT = "other_subject"  # no theme in common, nor one of the same top theme
    NOT_FOR_YOU = "not_for_you"  # its recipients are named, and the delegation that asks is none of them
    OVER = "over"  # before the first day


@dataclass(frozen=True, slots=True)
class Point:
    """One reason or difference, with the codes, days and figures of its phrase."""

    code: Agreement | Difference
    values: tuple[str | int | date, ...]
