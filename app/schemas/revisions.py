"""Revisions of a case, and what changed between two of them."""

from marshmallow import Schema, fields
from marshmallow.validate import Range

from app.schemas.case_fields import WRITTEN
from app.schemas.coded_values import CodedValueSchema
from app.schemas.history import HistoryEntrySchema
from app.schemas.input_fields import about
from app.schemas.output_fields import a_number, a_text, many, one_of
from app.schemas.review import ReviewOutputSchema
from case_studies.text_diff import Change
from case_studies.vocabulary import Section, State

LARGEST = 2_147_483_647


def _number(text: str) -> fields.Integer:
    return fields.Integer(load_default=None, validate=Range(1, LARGEST), **about(text))


# `from` is no name that a class could give
ChangesQuerySchema = Schema.from_dict(
    {
        "from": _number("The revision to start from; left away, the one before the other."),
        "to": _number("The revision to compare it with; left away, the last one that the caller may read."),
    },
    name="ChangesQuery",
)


class TextPieceSchema(Schema):
    """A piece of a section and what became of it."""

    change = one_of(Change)
    text = a_text()


class SectionChangeSchema(Schema):
    """A section that differs, as it was typed."""

    section = one_of(Section)
    pieces = many(TextPieceSchema)


class FieldChangeSchema(Schema):
    """A field that differs."""

    field = a_text()
    removed = many(CodedValueSchema)
    added = many(CodedValueSchema)


ChangesSchema = Schema.from_dict(
    {
        "from": a_number("The revision before."),
        "to": a_number("The revision after."),
        "fields": many(FieldChangeSchema),
        "sections": many(SectionChangeSchema),
        "unchanged": fields.List(one_of(Section), required=True, **about("The sections that are the same.")),
    },
    name="Changes",
)
# A revision as it was written, with what was said of it and decided on it.
RevisionSchema = Schema.from_dict(
    {
        "reference": a_text("The case."),
        "revision": a_number("Its number."),
        "state": one_of(State),
        **WRITTEN,
        "reviews": many(ReviewOutputSchema),
        "decisions": many(HistoryEntrySchema),
    },
    name="Revision",
)
