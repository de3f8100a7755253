"""A date in words, in the language of the page."""

from datetime import date, datetime

from flask_babel import format_date


def day(moment: date | datetime | None) -> str:
    """Return a date as 3 March 2027."""
    return format_date(moment, "d MMMM y") if moment is not None else ""
