"""Two texts of one part: who saved the stored one, and how it differs from the one that was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.collation import by_name
from app.pages.cases.edit_form import Part
from app.pages.form_choices import choices_for
from app.phrases.labels import FIELDS
from app.templating import utc_time
from case_studies.case_fields import CaseField
from case_studies.operations.cases.parts import Saver
from case_studies.policy.actor import Actor
from case_studies.text_diff import DiffPiece, diff, diff_rows
from case_studies.unit_of_work import Session

Rows = list[tuple[list[DiffPiece], list[DiffPiece]]]


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field whose stored value differs from the typed one, in rows of two columns."""

    label: Any
    rows: Rows


def message_for_saver(saver: Saver | None, reader: Actor) -> str:
    """Return who saved the stored text, in words for a reader. Their own other page is not called somebody else."""
    if saver is None:
        return str(_("This part was saved on another page after you opened this one."))
    day = utc_time(saver.at)
    if saver.account.id == reader.account_id:
        return str(_("Your own account saved this part in another tab or on another device: %(day)s.", day=day))
    office = f"{saver.account.office}, {saver.account.delegation.name}"
    return str(_("%(office)s saved this part after you opened this page: %(day)s.", office=office, day=day))


def compare_texts(session: Session, page: Part, stored: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page of a conflict shows: the controls as they were typed, and the fields that differ."""
    options = choices_for(session, page.fields)
    differing = []
    for field in page.rows:
        before, after = (_text(field, values[field.name], options) for values in (stored, typed))
        if before != after:
            differing.append(FieldConflict(FIELDS[field.name], diff_rows(diff(before, after))))
    return {"controls": typed, "options": options, "differing": differing}


def _text(field: CaseField, value: Any, options: Mapping[str, Any]) -> str:
    """Return the value of a control as text, with one chosen name a line."""
    if field.name not in options:
        return str(value).replace("\r\n", "\n").strip()
    names = _names(options[field.name])
    chosen = value if isinstance(value, list) else [value]
    return "\n".join(sorted((str(names.get(str(code), code)) for code in chosen if code), key=by_name))


def _names(choices: list[Any]) -> dict[str, Any]:
    """Return value → name of choices that are in groups or not."""
    names: dict[str, Any] = {}
    for choice in choices:
        if isinstance(choice[1], list):
            names |= _names(choice[1])
        else:
            names[str(choice[0])] = choice[1]
    return names
