"""The parts of the form that writes a case: one part a page, and how its controls become values of the schema."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import MultiDict

from app.phrases.labels import SECTIONS
from app.schemas.case import CaseSchema
from case_studies.models import Revision
from case_studies.vocabulary import Section

LISTS = frozenset({"themes", "host_states", "operations", "initiatives", "implemented_by", "co_submitters"})
YEARS = frozenset({"started", "ended"})
MOST_DIGITS = 9
CHOICES = frozenset({"stage", "evidence"})


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the form: its address, its name, the fields on it, a line of help."""

    name: str
    label: LazyString
    fields: tuple[str, ...]
    hint: LazyString | None = None

    @property
    def is_section(self) -> bool:
        """Whether it is one section of the text."""
        return self.name in set(Section)


ABOUT = (
    Part("title", _l("Title and language"), ("title", "language")),
    Part("themes", _l("Themes"), ("themes",), _l("One to five; what a reader would look for.")),
    Part(
        "where",
        _l("Where and by whom"),
        ("host_states", "operations", "implemented_by", "co_submitters"),
        _l("Host States, operations, implementing States, co-submitters."),
    ),
    Part("when", _l("Period and stage"), ("started", "ended", "stage")),
    Part("initiatives", _l("Initiatives served"), ("initiatives",), _l("Optional.")),
    Part("evidence", _l("Evidence and sources"), ("evidence", "sources")),
    Part("audience", _l("Audience and contact"), ("audience", "contact")),
)

TEXT = tuple(Part(section.value, SECTIONS[section], (section.value,)) for section in Section)

PARTS: dict[str, Part] = {part.name: part for part in (*ABOUT, *TEXT)}
ORDER = tuple(PARTS)


def part_of(field: str) -> Part:
    """Return the part on which a field stands."""
    return next(part for part in PARTS.values() if field in part.fields)


def after(part: Part) -> Part | None:
    """Return the part that follows."""
    place = ORDER.index(part.name) + 1
    return PARTS[ORDER[place]] if place < len(ORDER) else None


def before(part: Part) -> Part | None:
    """Return the part that comes before."""
    place = ORDER.index(part.name)
    return PARTS[ORDER[place - 1]] if place else None


def stored_values(revision: Revision, part: Part) -> dict[str, Any]:
    """Return what is stored in the part's fields, in the form of controls."""
    return {field: _control(revision, field) for field in part.fields}


def _control(revision: Revision, field: str) -> Any:
    if field in set(Section):
        return revision.sections.get(field, "")
    value = getattr(revision, field)
    if field in LISTS:
        return [getattr(row, "code", None) or row.id for row in value]
    if field == "sources":
        return "\n".join(value)
    return "" if value is None else value


def form_values(form: MultiDict[str, str], part: Part) -> dict[str, Any]:
    """Return what was typed into the part's controls, as it was."""
    return {field: form.getlist(field) if field in LISTS else form.get(field, "") for field in part.fields}


def clean_values(controls: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the schema. Raises marshmallow's ValidationError by field."""
    sections = {name: text for name, text in controls.items() if name in set(Section)}
    data = {name: _value(name, text) for name, text in controls.items() if name not in sections}
    if sections:
        data["sections"] = sections
    found: dict[str, Any] = CaseSchema(partial=True).load(data)
    return found


def whole_number(text: str) -> int | str:
    """Return a short row of digits as a number, and anything else as it is, for the schema to refuse."""
    return int(text) if len(text) <= MOST_DIGITS and text.isascii() and text.isdigit() else text


def _value(name: str, text: Any) -> Any:
    if name in YEARS:
        return whole_number(text.strip()) if text.strip() else None
    if name in CHOICES:
        return text or None
    if name == "sources":
        return [line for line in text.splitlines() if line.strip()]
    return text
