"""Two texts written at the same time: who saved the stored one, and how it differs from the typed one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.templating import utc_time
from case_studies.operations.cases.parts import Saver
from case_studies.policy.actor import Actor
from case_studies.text_diff import DiffPiece, diff, diff_rows

Rows = list[tuple[list[DiffPiece], list[DiffPiece]]]


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field whose stored value differs from the typed one, in rows of two columns."""

    label: Any
    rows: Rows


def message_for_saver(saver: Saver | None, reader: Actor) -> str:
    """Return who saved the stored text, in words for a reader. Their own other page is not called somebody else."""
    if saver is None:
        return str(_("This text was saved on another page after you opened this one."))
    day = utc_time(saver.at)
    if saver.account.id == reader.account_id:
        return str(_("Your own account saved this text in another tab or on another device: %(day)s.", day=day))
    office = f"{saver.account.office}, {saver.account.delegation.name}"
    return str(_("%(office)s saved this text after you opened this page: %(day)s.", office=office, day=day))


def differing_fields(fields: Iterable[tuple[Any, str, str]]) -> list[FieldConflict]:
    """Return the fields that differ. Each comes with its label, its stored text and the one that was typed."""
    plain = ((label, _plain(stored), _plain(typed)) for label, stored, typed in fields)
    return [FieldConflict(label, diff_rows(diff(stored, typed))) for label, stored, typed in plain if stored != typed]


def _plain(text: str) -> str:
    """Return a text with the line ends of stored texts. Forms send different ones."""
    return text.replace("\r\n", "\n").strip()
