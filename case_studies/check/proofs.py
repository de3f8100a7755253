"""What a pattern can't prove: whether a number can be called, a grid square exists, a mailbox is a person's, a date
is still to come.
"""

import re
import warnings
from collections.abc import Callable, Mapping
from datetime import date

import phonenumbers
from mgrs import MGRS
from mgrs.core import MGRSError

from case_studies.check.dates import is_still_to_come
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
    """Return whether the grid has this square, in this or the next band of latitude."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the letter of the band next to it means a place as well
            _grid.toLatLon(re.sub(r"\s", "", entry))
    except MGRSError:
        return False
    return True


def is_a_person(entry: str, _today: date) -> bool:
    """Return whether a mailbox is that of a person."""
    return is_personal(entry)


PROOFS: Mapping[str, Proof] = {
    "can_be_called": can_be_called,
    "is_a_grid_square": is_a_grid_square,
    "is_a_person": is_a_person,
    "is_still_to_come": is_still_to_come,
}
