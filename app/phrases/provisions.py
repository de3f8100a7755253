"""The labels of provisions, and a status in words."""

from datetime import date

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.phrases.days import day
from app.phrases.labels import Labels
from case_studies.provision_vocabulary import Addressee
from case_studies.vocabulary import Kind

ADDRESSEES: Labels = {
    Addressee.CONTRIBUTORS: _l("Contributors"),
    Addressee.HOST_STATES: _l("Host States"),
    Addressee.SECRETARIAT: _l("Secretariat"),
    Addressee.ALL: _l("All"),
}
KINDS: dict[Kind, LazyString] = {
    Kind.CASE: _l("Cases"),
    Kind.PRACTICE: _l("Good practices"),
    Kind.ISSUE: _l("Difficult issues"),
}


def reported_on(text: str) -> str:
    """Return a day, a month or a year in words, as precise as it is known."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    whole = date.fromisoformat(text if len(parts) == 3 else f"{text}-01")
    return day(whole) if len(parts) == 3 else str(format_date(whole, "MMMM y"))
