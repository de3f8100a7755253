"""What a pattern can't prove: whether a number can be called, a grid square exists, a mailbox is a person's, a date
is still to come.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

import phonenumbers
from babel import Locale
from mgrs import MGRS
from mgrs.core import MGRSError

from case_studies.check.mailboxes import is_personal

Proof = Callable[[str, date], bool]

_grid = MGRS()


def can_be_called(entry: str, _today: date) -> bool:
    """Return whether an international number has the code of a country and a length that is in use there."""
    number = re.sub(r"\D", "", entry)
    try:
        parsed = phonenumbers.parse("+" + number.removeprefix("00"), None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(parsed)


def is_a_grid_square(entry: str, _today: date) -> bool:
    """Return whether the grid has this square."""
    try:
        _grid.toLatLon(re.sub(r"\s", "", entry))
    except MGRSError:
        return False
    return True


def is_a_person(entry: str, _today: date) -> bool:
    """Return whether a mailbox is that of a person."""
    return is_personal(entry)


def is_still_to_come(entry: str, today: date) -> bool:
    """Return whether the year of a date is after this one, or the day is after today where the month is a number."""
    numbers = [int(number) for number in re.findall(r"\d+", entry)]
    year = next((number for number in numbers if number > LONGEST_MONTH), 0)
    month = _month(entry, numbers)
    if year != today.year or month is None:
        return year > today.year
    day = next((number for number in (numbers if numbers[0] != year else reversed(numbers)) if number != year), 0)
    return (month, day) > (today.month, today.day)


def _month(entry: str, numbers: list[int]) -> int | None:
    """Return the month of a date, by its name in six languages or by its number."""
    if len(numbers) == 3:
        return numbers[1]
    names = re.sub(r"[\d,.]", " ", entry).lower().split()
    return next((MONTHS[name] for name in names if name in MONTHS), None)


LONGEST_MONTH = 31  # days
MONTHS: Mapping[str, int] = {
    name.lower().rstrip("."): number
    for language in ("en", "fr", "es", "ar", "ru")
    for width in ("wide", "abbreviated")
    for number, name in Locale(language).months["format"][width].items()
}

PROOFS: Mapping[str, Proof] = {
    "can_be_called": can_be_called,
    "is_a_grid_square": is_a_grid_square,
    "is_a_person": is_a_person,
    "is_still_to_come": is_still_to_come,
}
