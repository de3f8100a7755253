"""The stored text of one part of a case, and the one that was typed."""

from collections.abc import Mapping
from typing import Any

from app.collation import by_name
from app.pages.cases.edit_form import Part
from app.pages.form_choices import PickerChoices, choices_for
from app.pages.text_conflict import differing_fields
from app.phrases.labels import FIELDS
from case_studies.case_fields import CaseField
from case_studies.unit_of_work import Session


def compare_texts(session: Session, page: Part, stored: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page of a conflict shows: the controls as they were typed, and the fields that differ."""
    both = {name: [*stored[name], *typed[name]] for name in page.fields if isinstance(stored.get(name), list)}
    options = choices_for(session, page.fields, both)
    fields = (
        (FIELDS[field.name], *(_text(field, values[field.name], options) for values in (stored, typed)))
        for field in page.rows
    )
    return {
        "controls": typed,
        "options": options,
        "differing": differing_fields(fields),
        "typed": [
            (name, one) for name, value in typed.items() for one in (value if isinstance(value, list) else [value])
        ],
    }


def _text(field: CaseField, value: Any, options: Mapping[str, Any]) -> str:
    """Return the value of a control as text, with one chosen name a line."""
    if field.name not in options:
        return str(value)
    offered = options[field.name]
    names = _names(offered.groups if isinstance(offered, PickerChoices) else offered)
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
