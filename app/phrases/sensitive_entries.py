"""The warning about an entry that does not belong in a case: what it looks like, and what to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.phrases.labels import FIELDS, Labels
from case_studies.operations.cases.sensitive_entries import SensitiveEntry
from case_studies.sensitive_text import SensitiveKind

SENSITIVE_KINDS: Labels = {
    SensitiveKind.TLP_MARK: _l("a mark above TLP:GREEN"),
    SensitiveKind.CLASSIFICATION: _l("a classification mark"),
    SensitiveKind.POSITION: _l("a position"),
    SensitiveKind.TELEPHONE: _l("a telephone number"),
    SensitiveKind.EMAIL: _l("an e-mail address"),
    SensitiveKind.PERSONAL_MAILBOX: _l("an e-mail address of a person"),
    SensitiveKind.FREQUENCY: _l("a radio frequency"),
}

WHAT_TO_DO: Labels = {
    SensitiveKind.TLP_MARK: _l("Leave out what comes from that paper. Casebook holds TLP:CLEAR and TLP:GREEN only."),
    SensitiveKind.CLASSIFICATION: _l("Leave out what comes from that paper. Casebook holds unclassified text only."),
    SensitiveKind.POSITION: _l("Name the region or the kind of place instead."),
    SensitiveKind.TELEPHONE: _l("Leave it out. Readers write to the office in Contact."),
    SensitiveKind.EMAIL: _l("Leave it out. Readers write to the office in Contact."),
    SensitiveKind.PERSONAL_MAILBOX: _l("Give the mailbox of an office."),
    SensitiveKind.FREQUENCY: _l("Leave it out. It helps those who build or jam devices."),
}


@dataclass(frozen=True, slots=True)
class EntryWarning:
    """One entry of the warning, with a link to its field."""

    field: LazyString
    url: str
    looks_like: LazyString
    quote: str
    advice: LazyString


def warn_of(entries: Iterable[SensitiveEntry], link: Callable[[str], str]) -> list[EntryWarning]:
    """Return the entries in words. `link` returns the address of a field."""
    return [
        EntryWarning(
            FIELDS[entry.field], link(entry.field), SENSITIVE_KINDS[entry.kind], entry.quote, WHAT_TO_DO[entry.kind]
        )
        for entry in entries
    ]
