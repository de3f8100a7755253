"""Whether a date in a text is still to come."""

import re
from collections.abc import Mapping
from datetime import date

from babel import Locale

from case_studies.check.plain_text import fold

LONGEST_MONTH = 31  # days
LAST_YEAR = 2999
HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
MONTHS: Mapping[str, int] = {
    fold(name).lower().rstrip("."): number
    for language in ("en", "fr", "es", "ar", "ru")
    for width in ("wide", "abbreviated")
    for number, name in Locale(language).months["format"][width].items()
}


def is_still_to_come(entry: str, today: date) -> bool:
    """Return whether a date with its year is after today, as far as it says: its month may be missing, or its day."""
    numbers = [int(number) for number in re.findall(r"\d+", entry.translate(HAN_DIGITS))]
    year, rest = _year_and_rest([number for number in numbers if number <= LAST_YEAR])
    if year != today.year:
        return year > today.year
    named = _month_by_name(entry)
    month = named or (rest[-1] if rest else 0)
    day = rest[0] if len(rest) > (0 if named else 1) else LONGEST_MONTH
    return (month, day) > (today.month, today.day)


def _year_and_rest(numbers: list[int]) -> tuple[int, list[int]]:
    """Return the year, and the other numbers: day, then month. The year may be written with its last two digits."""
    place = next((place for place, number in enumerate(numbers) if number > LONGEST_MONTH * 10), None)
    if place is None:
        return (2000 + numbers[-1], numbers[:-1]) if numbers else (0, [])
    rest = numbers[:place] + numbers[place + 1 :]
    return numbers[place], rest[::-1] if place == 0 else rest


def _month_by_name(entry: str) -> int:
    """Return the month of a date by its name in six languages; 0 if it is a number."""
    names = re.sub(r"[\d,.]", " ", fold(entry)).lower().split()
    return next((number for name in names for month, number in MONTHS.items() if _is_same(name, month)), 0)


def _is_same(name: str, month: str) -> bool:
    """Return whether a word is the name of a month, in any case of Russian."""
    return name == month or (len(month) > 3 and name[:-1] == month[:-1] and "\u0400" < name[0] < "\u0500")
