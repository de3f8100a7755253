"""The fields of a case as the API and the forms load and send them, made from the table of fields."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from app.schemas.input_fields import Codes, Line, Mailbox, MarkdownText, OneOf, Truth, Year, about
from app.schemas.output_fields import a_number, a_text, a_truth, codes, one_of
from case_studies.case_fields import CASE_FIELDS, GROUPS, CaseField, FieldKind
from case_studies.case_template import DRAFT_CODES, DRAFT_LENGTH, DRAFT_LINE_LENGTH

AnyField = fields.Field[Any]


def input_field(field: CaseField) -> AnyField:
    """Return the field of a schema that checks what somebody wrote."""
    return _INPUT_OF_KIND[field.kind](field, about(field.about) if field.about else {})


def _choice(field: CaseField, description: dict[str, Any]) -> AnyField:
    refusal = _l(field.refusal) if field.refusal else None
    nullable = {} if field.default is not None else {"allow_none": True}
    return OneOf(field.choices or (), refusal=refusal, **nullable, **description)


def _lines(field: CaseField, description: dict[str, Any]) -> AnyField:
    not_empty = Length(min=1, error=_l("This line is empty."))
    line = Line(longest=field.longest, validate=not_empty, metadata={"pattern": r"\w"})
    too_many = _l("At most %(most)s lines.", most=field.most)
    return fields.List(line, validate=Length(max=field.most, error=too_many), **description)


_INPUT_OF_KIND: dict[FieldKind, Callable[[CaseField, dict[str, Any]], AnyField]] = {
    FieldKind.CHOICE: _choice,
    FieldKind.CODES: lambda field, description: Codes(most=field.most, **description),
    FieldKind.YEAR: lambda _field, description: Year(allow_none=True, **description),
    FieldKind.LINES: _lines,
    FieldKind.MAILBOX: lambda field, description: Mailbox(longest=field.longest, **description),
    FieldKind.TEXT: lambda field, description: Line(longest=field.longest, **description),
    FieldKind.SECTION: lambda field, _description: MarkdownText(longest=field.longest, most_words=field.most_words),
    FieldKind.TRUTH: lambda _field, description: Truth(**description),
}


def draft_field(field: CaseField) -> AnyField:
    """Return the field of a schema that takes what is typed into the form, over the limits of clearance or not."""
    match field.kind:
        case FieldKind.CODES:
            return Codes(most=DRAFT_CODES)
        case FieldKind.YEAR:
            return Line(longest=DRAFT_LINE_LENGTH, allow_none=True)
        case FieldKind.LINES:
            return fields.List(Line(longest=DRAFT_LENGTH))
        case FieldKind.MAILBOX | FieldKind.TEXT:
            return Line(longest=DRAFT_LINE_LENGTH)
        case FieldKind.SECTION:
            return MarkdownText(longest=DRAFT_LENGTH)
        case FieldKind.CHOICE | FieldKind.TRUTH:
            return input_field(field)


def output_field(field: CaseField) -> AnyField:
    """Return the field of a schema that sends what is stored."""
    match field.kind:
        case FieldKind.CHOICE:
            return one_of(field.choices or (), or_none=field.default is None)
        case FieldKind.CODES | FieldKind.LINES:
            return codes()
        case FieldKind.YEAR:
            return a_number(allow_none=True)
        case FieldKind.TEXT | FieldKind.MAILBOX | FieldKind.SECTION:
            return a_text()
        case FieldKind.TRUTH:
            return a_truth("")


_WHOLE_FIELDS = [field for field in CASE_FIELDS.values() if not field.group]
_ABOUT_GROUPS = {
    "sections": "The text, in Markdown.",
    "public_sections": "The text of a section for readers of the case who may not read the section.",
    "section_audiences": "Who may read a part, if not all readers of the case.",
    "narrower_sources": "Sources that have fewer readers than the others, by audience.",
    "released_by": "Relations by which delegations are named. `released_to` has their codes too.",
    "unmentioned_sections": "Whether readers do not learn of a part that they may not read.",
}


def _schema_name(group: str) -> str:
    return "".join(word.capitalize() for word in group.split("_"))


def _input_group(name: str, fields_of_group: list[CaseField]) -> AnyField:
    schema = Schema.from_dict({field.key: input_field(field) for field in fields_of_group}, name=_schema_name(name))
    return fields.Nested(schema(unknown=RAISE), **about(_ABOUT_GROUPS[name]))


def _output_group(name: str, fields_of_group: list[CaseField]) -> AnyField:
    written = {field.key: output_field(field) for field in fields_of_group}
    for field in written.values():
        field.required = name == "sections"  # only the sections are always there
    schema = Schema.from_dict(written, name=f"Written{_schema_name(name)}")
    return fields.Nested(schema, required=True, metadata={"description": _ABOUT_GROUPS[name]})


DRAFT: dict[str, AnyField] = {field.name: draft_field(field) for field in CASE_FIELDS.values()}
INPUT: dict[str, AnyField] = {
    **{field.name: input_field(field) for field in _WHOLE_FIELDS},
    **{name: _input_group(name, group) for name, group in GROUPS.items()},
}
WRITTEN: dict[str, AnyField] = {
    **{field.name: output_field(field) for field in _WHOLE_FIELDS},
    **{name: _output_group(name, group) for name, group in GROUPS.items()},
}
