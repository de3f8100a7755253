"""The fields of a case as the API and the forms load and send them, made from the table of fields."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from app.schemas.input_fields import Codes, Line, Mailbox, MarkdownText, OneOf, Year, about
from app.schemas.output_fields import a_number, a_text, codes, one_of
from case_studies.case_fields import CASE_FIELDS, SECTION_FIELDS, CaseField, FieldKind
from case_studies.case_template import DRAFT_CODES, DRAFT_LENGTH, DRAFT_LINE_LENGTH

AnyField = fields.Field[Any]


def input_field(field: CaseField) -> AnyField:
    """Return the field of a schema that checks what somebody wrote."""
    description = about(field.about) if field.about else {}
    match field.kind:
        case FieldKind.CHOICE:
            refusal = _l(field.refusal) if field.refusal else None
            nullable = {} if field.default is not None else {"allow_none": True}
            return OneOf(field.choices or (), refusal=refusal, **nullable, **description)
        case FieldKind.CODES:
            return Codes(most=field.most, **description)
        case FieldKind.YEAR:
            return Year(allow_none=True, **description)
        case FieldKind.LINES:
            return _lines(field, description)
        case FieldKind.MAILBOX:
            return Mailbox(longest=field.longest, **description)
        case FieldKind.TEXT:
            return Line(longest=field.longest, **description)
        case FieldKind.SECTION:
            return MarkdownText(longest=field.longest, most_words=field.most_words)


def _lines(field: CaseField, description: dict[str, Any]) -> AnyField:
    not_empty = Length(min=1, error=_l("This line is empty."))
    line = Line(longest=field.longest, validate=not_empty, metadata={"pattern": r"\w"})
    too_many = _l("At most %(most)s lines.", most=field.most)
    return fields.List(line, validate=Length(max=field.most, error=too_many), **description)


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
        case FieldKind.CHOICE:
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


_WHOLE_FIELDS = [field for field in CASE_FIELDS.values() if field.kind is not FieldKind.SECTION]

_SectionsSchema = Schema.from_dict({field.name: input_field(field) for field in SECTION_FIELDS}, name="Sections")
_WrittenSectionsSchema = Schema.from_dict(
    {field.name: output_field(field) for field in SECTION_FIELDS}, name="WrittenSections"
)

DRAFT: dict[str, AnyField] = {field.name: draft_field(field) for field in CASE_FIELDS.values()}
INPUT: dict[str, AnyField] = {
    **{field.name: input_field(field) for field in _WHOLE_FIELDS},
    "sections": fields.Nested(_SectionsSchema(unknown=RAISE), **about("The text, in Markdown.")),
}
WRITTEN: dict[str, AnyField] = {
    **{field.name: output_field(field) for field in _WHOLE_FIELDS},
    "sections": fields.Nested(_WrittenSectionsSchema, required=True),
}
