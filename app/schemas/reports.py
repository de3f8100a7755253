"""Reports of readers, the decision of an editor, and the answer of the delegation."""

from marshmallow import RAISE, Schema

from app.schemas.input_fields import Line, OneOf, Text
from case_studies.case_template import NOTE_LENGTH
from case_studies.part_audiences import PARTS_WITH_AUDIENCE
from case_studies.vocabulary import PartAudience, ReportKind

LONGEST_TEXT = 500


class ReportSchema(Schema):
    """A report of a part."""

    class Meta:
        unknown = RAISE

    part = OneOf(PARTS_WITH_AUDIENCE, required=True)
    kind = OneOf(ReportKind, required=True)
    text = Line(longest=LONGEST_TEXT, load_default="")


class ReportAnswerSchema(Schema):
    """What an editor or a delegation decides about the reports of a part."""

    class Meta:
        unknown = RAISE

    part = OneOf(PARTS_WITH_AUDIENCE, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    readers = OneOf(PartAudience)
