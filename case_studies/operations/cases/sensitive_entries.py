"""Entries of a case that do not belong in it, for a warning. A warning never stops a step, and is never logged."""

from collections.abc import Iterator
from dataclasses import dataclass

from case_studies.case_fields import CASE_FIELDS, CaseField, FieldKind
from case_studies.models import Revision
from case_studies.sensitive_text import SensitiveKind, find_sensitive_text

# Mailboxes of persons. The contact of a case is an office, which keeps its address when persons change posts.
PERSONAL_MAIL: tuple[str, ...] = (
    "gmail.",
    "googlemail.",
    "yahoo.",
    "hotmail.",
    "outlook.",
    "live.",
    "icloud.",
    "aol.",
    "gmx.",
    "mail.ru",
)
PERSONAL_MAIL += ("yandex.", "qq.com", "163.com", "126.com", "proton.me", "protonmail.", "orange.fr", "free.fr")


@dataclass(frozen=True, slots=True)
class SensitiveEntry:
    """An entry that does not belong in a case: in which field, what it looks like, and its characters."""

    field: str
    kind: SensitiveKind
    quote: str


def sensitive_entries(revision: Revision) -> list[SensitiveEntry]:
    """Return the entries of a revision that do not belong in a case, in the order of the form, each once."""
    return list(dict.fromkeys(_all_entries(revision)))


def _all_entries(revision: Revision) -> Iterator[SensitiveEntry]:
    for field in CASE_FIELDS.values():
        if field.kind is FieldKind.MAILBOX:
            yield from _personal_mailbox(field, field.value(revision))
        elif field.kind in (FieldKind.TEXT, FieldKind.SECTION, FieldKind.LINES):
            for entry in find_sensitive_text(_text(field, revision)):
                yield SensitiveEntry(field.name, entry.kind, entry.quote)


def _text(field: CaseField, revision: Revision) -> str:
    value = field.value(revision)
    return "\n".join(value) if isinstance(value, list) else value


def _personal_mailbox(field: CaseField, address: str) -> Iterator[SensitiveEntry]:
    if address.lower().rpartition("@")[2].startswith(PERSONAL_MAIL):
        yield SensitiveEntry(field.name, SensitiveKind.PERSONAL_MAILBOX, address)
