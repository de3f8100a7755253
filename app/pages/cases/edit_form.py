"""The parts of the form for a case, a page each, and how their controls become values of the schema."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import MultiDict

from app.phrases.labels import SECTIONS
from app.schemas.case import DraftSchema
from case_studies.case_fields import CASE_FIELDS, CaseField, FieldKind
from case_studies.case_findings import CHECKED
from case_studies.models import Revision
from case_studies.operations.cases.parts import part_values
from case_studies.vocabulary import Section

MOST_DIGITS = 9
NARROWING = (
    "section_audiences",
    "public_sections",
    "narrower_sources",
    "unmentioned_sections",
)  # in the order of the form


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the form: its address, its name, a line of help. The table of fields says what is on it."""

    name: str
    label: LazyString
    hint: LazyString | None = None

    @property
    def rows(self) -> list[CaseField]:
        """The fields on this page."""
        return [field for field in CASE_FIELDS.values() if field.part == self.name]

    @property
    def main(self) -> list[CaseField]:
        """The fields of most cases."""
        return [field for field in self.rows if not field.narrows]

    @property
    def narrowing(self) -> list[CaseField]:
        """The fields for a part with fewer readers than the case."""
        return sorted((field for field in self.rows if field.narrows), key=lambda field: NARROWING.index(field.group))

    @property
    def fields(self) -> list[str]:
        """The names of the fields on this page."""
        return [field.name for field in self.rows]

    @property
    def checked(self) -> list[CaseField]:
        """The fields in which the check looks."""
        return [field for field in self.rows if field.kind in CHECKED]

    @property
    def is_section(self) -> bool:
        """Whether it is one section of the text."""
        return self.name in set(Section)


ABOUT = (
    Part("title", _l("Title and language")),
    Part("themes", _l("Themes"), _l("One to five. Choose what a reader would look for.")),
    Part("where", _l("Where and by whom"), _l("Host States, operations, implementing States, co-submitters.")),
    Part("when", _l("Period and stage")),
    Part("initiatives", _l("Initiatives served")),
    Part("evidence", _l("Evidence and sources")),
    Part("audience", _l("Audience and contact")),
)

TEXT = tuple(Part(section.value, SECTIONS[section]) for section in Section)

PARTS: dict[str, Part] = {part.name: part for part in (*ABOUT, *TEXT)}
ORDER = tuple(PARTS)

GROUPS: dict[str, tuple[Part, ...]] = {"about": ABOUT, "text": TEXT}
"""The parts that are written on one page together, each saved by itself."""
GROUP_LABELS = {"about": _l("About the case"), "text": _l("Text")}


def part_of(field: str) -> Part:
    """Return the part that has a field."""
    return PARTS[CASE_FIELDS[field].part]


def after(part: Part) -> Part | None:
    """Return the part that follows."""
    place = ORDER.index(part.name) + 1
    return PARTS[ORDER[place]] if place < len(ORDER) else None


def before(part: Part) -> Part | None:
    """Return the part that comes before."""
    place = ORDER.index(part.name)
    return PARTS[ORDER[place - 1]] if place else None


def stored_values(revision: Revision, part: Part) -> dict[str, Any]:
    """Return the stored values of the part's fields, in the form of controls."""
    return {name: _control(CASE_FIELDS[name], value) for name, value in part_values(revision, part.name).items()}


def _control(field: CaseField, value: Any) -> Any:
    if field.kind is FieldKind.LINES:
        return "\n".join(value)
    return "" if value is None else value


def form_values(form: MultiDict[str, str], part: Part) -> dict[str, Any]:
    """Return what was typed into the part's controls, unchanged."""
    return {field.name: _typed(form, field) for field in part.rows}


def _typed(form: MultiDict[str, str], field: CaseField) -> Any:
    """Return what was typed into a control. A page that was opened before the control existed has its default."""
    if field.kind is FieldKind.CODES:
        return form.getlist(field.name)
    return form.get(field.name, field.default or "")


def clean_values(controls: dict[str, Any]) -> dict[str, Any]:
    """Return the values of controls, over their limits or not. Raises marshmallow's ValidationError by field."""
    typed = {name: _value(CASE_FIELDS[name], value) for name, value in controls.items()}
    values: dict[str, Any] = DraftSchema().load(typed)
    return {
        name: whole_number(value) if CASE_FIELDS[name].kind is FieldKind.YEAR and value else value
        for name, value in values.items()
    }


def whole_number(text: str) -> int | str:
    """Return a short text of digits as a number. Anything else stays as it is, and the caller refuses or keeps it."""
    return int(text) if len(text) <= MOST_DIGITS and text.isascii() and text.isdigit() else text


def _value(field: CaseField, typed: Any) -> Any:
    if field.kind is FieldKind.TRUTH:
        return bool(typed)
    if field.kind is FieldKind.YEAR:
        return typed.strip() or None
    if field.kind is FieldKind.CHOICE and field.default is None:
        return typed or None
    if field.kind is FieldKind.LINES:
        return [line for line in typed.splitlines() if line.strip()]
    return typed
