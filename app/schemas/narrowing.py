"""Narrowing who may read a published case."""

from typing import Any, ClassVar

from marshmallow import RAISE, Schema, fields

from app.schemas.case_fields import INPUT, AnyField
from app.schemas.input_fields import Line, OneOf, Text, about
from case_studies.case_template import NOTE_LENGTH
from case_studies.vocabulary import PartAudience

NAMES = (
    "audience", "attribution", "section_audiences", "unmentioned_sections", "public_sections", "narrower_sources",
    "released_to",
)  # fmt: skip


class NarrowingSchema(Schema):
    """What will have fewer readers. The names are those of a case; what is not sent stays as it is."""

    class Meta:
        unknown = RAISE
        include: ClassVar[dict[str, AnyField]] = {name: INPUT[name] for name in NAMES}

    attachments: Any = fields.Dict(
        keys=Line(longest=40), values=OneOf(PartAudience), **about("The id of a file → who may read it from now on.")
    )
    note = Text(
        longest=NOTE_LENGTH,
        load_default="",
        **about("Why, for the delegation and the editors. Readers of the case don’t see it."),
    )
