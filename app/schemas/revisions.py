"""Revisions of a case, and what changed between two of them."""

from marshmallow import Schema, fields

from app.schemas.case_fields import WRITTEN
from app.schemas.coded_values import CodedValueSchema
from app.schemas.history import HistoryEntrySchema
from app.schemas.input_fields import about, between
from app.schemas.output_fields import a_number, a_text, many, one_of
from app.schemas.review import ReviewOutputSchema
from case_studies.db import LARGEST_ID
from case_studies.text_diff import Change
from case_studies.vocabulary import PartAudience, Section, State


def _number(text: str) -> fields.Integer:
    return fields.Integer(load_default=None, validate=between(1, LARGEST_ID), **about(text))


# Made from a dictionary, because `from` can't be an attribute of a class.
ChangesQuerySchema = Schema.from_dict(
    {
        "from": _number("The earlier revision. By default, the one before `to`."),
        "to": _number("The later revision. By default, the last one that the caller may read."),
    },
    name="ChangesQuery",
)


class TextPieceSchema(Schema):
    """A part of a section: unchanged, removed or added."""

    change = one_of(Change)
    text = a_text()


class SectionChangeSchema(Schema):
    """A section that differs, in Markdown."""

    section = one_of(Section)
    pieces = many(TextPieceSchema)


class FieldChangeSchema(Schema):
    """A field that differs."""

    field = a_text()
    removed = many(CodedValueSchema)
    added = many(CodedValueSchema)


class FileAsWrittenSchema(Schema):
    """What a revision says about a file."""

    description = a_text()
    audience = one_of(PartAudience)


class FileChangeSchema(Schema):
    """A file that was added, removed, described otherwise or given to other readers."""

    id = a_text()
    name = a_text()
    before = fields.Nested(FileAsWrittenSchema, required=True, allow_none=True, **about("Null: it was added since."))
    after = fields.Nested(FileAsWrittenSchema, required=True, allow_none=True, **about("Null: it was removed."))


ChangesSchema = Schema.from_dict(
    {
        "from": a_number("The earlier revision."),
        "to": a_number("The later revision."),
        "marking": a_text("The marks of what is returned: of both revisions, and of the files that differ."),
        "fields": many(FieldChangeSchema),
        "sections": many(SectionChangeSchema),
        "files": many(FileChangeSchema),
        "unchanged": fields.List(one_of(Section), required=True, **about("The sections that did not change.")),
    },
    name="Changes",
)
# A revision with its reviews and the decisions on it.
RevisionSchema = Schema.from_dict(
    {
        "reference": a_text("The reference of the case."),
        "revision": a_number("The number of the revision."),
        "state": one_of(State),
        "marking": a_text("The marks of what is returned. A text that was never published is at least `TLP:GREEN`."),
        **WRITTEN,
        "reviews": many(ReviewOutputSchema),
        "decisions": many(HistoryEntrySchema),
    },
    name="Revision",
)
