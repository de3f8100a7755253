"""The form of an entry: its controls for each vocabulary, and what they offer."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.collation import by_name
from app.phrases.labels import LANGUAGES, choices
from app.phrases.vocabularies import CATEGORIES, KINDS
from case_studies.models import Theme
from case_studies.models.taxonomy import InitiativeKind, OperationCategory
from case_studies.operations.vocabularies.kinds import EditableVocabulary, Entry
from case_studies.operations.vocabularies.names import usual_names
from case_studies.operations.vocabularies.validate import LONGEST_SCOPE_NOTE, OTHER_LANGUAGES
from case_studies.taxonomy.entries import list_places, list_themes
from case_studies.unit_of_work import Session
from case_studies.vocabulary import PlaceKind

LINES: Mapping[str, tuple[str, ...]] = {
    "themes": ("parent", "scope_note"),
    "operations": ("category", "started", "ended"),
    "initiatives": ("kind", "year"),
}
"""The controls with one value."""
BOXES: Mapping[str, tuple[str, ...]] = {"operations": ("host_states",), "initiatives": ("themes",)}
"""The controls with several values."""
YEARS = frozenset({"started", "ended", "year"})


def empty_values(vocabulary: EditableVocabulary) -> dict[str, Any]:
    """Return the controls of a new entry."""
    return typed_values(vocabulary, MultiDict())


def typed_values(vocabulary: EditableVocabulary, form: MultiDict[str, str]) -> dict[str, Any]:
    """Return the controls as they were sent."""
    lines = ("code", "label", "edition", *(f"names-{one}" for one in OTHER_LANGUAGES), *LINES[vocabulary.name])
    boxes = {name: form.getlist(name) for name in BOXES.get(vocabulary.name, ())}
    return {**{name: form.get(name, "") for name in lines}, **boxes}


def stored_values(session: Session, vocabulary: EditableVocabulary, row: Entry) -> dict[str, Any]:
    """Return the controls with the stored values."""
    names = {f"names-{language}": name for language, name in usual_names(session, vocabulary, row).items()}
    details = {name.removesuffix("_id"): getattr(row, name) for name in vocabulary.details}
    texts = {name: value if isinstance(value, list) else str(value or "") for name, value in details.items()}
    return {"code": row.id, "label": vocabulary.label_of(row), "edition": str(row.edition), **names, **texts}


def read_form(vocabulary: EditableVocabulary, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the form as the API takes them."""
    values = {name: typed[name] for name in BOXES.get(vocabulary.name, ())}
    values |= {name: _value(name, typed[name].strip()) for name in LINES[vocabulary.name]}
    names = {language: typed[f"names-{language}"] for language in OTHER_LANGUAGES}
    return {"label": typed["label"], "names": names, **values}


def _value(name: str, text: str) -> int | str | None:
    if name in YEARS and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return text or None if name in YEARS | {"parent"} else text


def form_options(session: Session, vocabulary: EditableVocabulary, row: Entry | None) -> dict[str, Any]:
    """Return what the controls offer."""
    themes = [one for one in list_themes(session) if not one.retired or _is_chosen(one, row)]
    tops = [(one.id, one.label) for one in themes if one.parent_id is None and one is not row]
    states = [one for one in list_places(session) if one.kind in (PlaceKind.STATE, PlaceKind.AREA)]
    return {
        "languages": [(language, LANGUAGES[language]) for language in OTHER_LANGUAGES],
        "longest_note": LONGEST_SCOPE_NOTE,
        "tops": tops,
        "themes": [(one.id, one.label, None) for one in themes],
        "states": [(one.code, one.name, None) for one in sorted(states, key=lambda one: by_name(one.name))],
        "categories": choices(CATEGORIES, OperationCategory),
        "kinds": choices(KINDS, InitiativeKind),
    }


def _is_chosen(theme: Theme, row: Entry | None) -> bool:
    return theme.id == getattr(row, "parent_id", None) or theme.id in getattr(row, "themes", ())
