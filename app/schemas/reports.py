"""Reports of readers, the decision of an editor, and the answer of the delegation."""

from marshmallow import RAISE, Schema, fields

from app.schemas.accounts import OfficeSchema
from app.schemas.input_fields import Line, OneOf, Text, Truth, about
from app.schemas.output_fields import a_moment, a_text, many, one_of
from case_studies.case_template import NOTE_LENGTH
from case_studies.vocabulary import PartAudience, ReportKind

LONGEST_TEXT = 500
PART = "A section, `title`, `sources`, `contact`, or `file` with a blank and the id of a file."


class ReportSchema(Schema):
    """A report of a part."""

    class Meta:
        unknown = RAISE

    part = Line(longest=60, required=True, **about(PART))
    kind = OneOf(ReportKind, required=True, **about("Why it should not be there."))
    text = Line(longest=LONGEST_TEXT, load_default="", **about("Which line, in a sentence. Editors alone read it."))


class _ReportedPartSchema(Schema):
    """What is decided about the reports of a part."""

    class Meta:
        unknown = RAISE

    part = Line(longest=60, required=True, **about(PART))


class ReportDecisionSchema(_ReportedPartSchema):
    """What an editor decides about the reports of a part."""

    agree = Truth(required=True, **about("Whether the part is hidden until the delegation answers."))
    note = Text(
        longest=NOTE_LENGTH, load_default="", **about("Why; needed. The delegation reads it if the part is hidden.")
    )


class ReportAnswerSchema(_ReportedPartSchema):
    """What a delegation answers to the reports of a part."""

    note = Text(longest=NOTE_LENGTH, load_default="", **about("For the editors; needed without `readers`."))
    readers = OneOf(
        PartAudience, **about("Who may read the part from now on: fewer than before. Without it, the part stays.")
    )


class ReportOutputSchema(Schema):
    """A report, for editors."""

    kind = one_of(ReportKind)
    text = a_text()
    reporter = fields.Nested(
        OfficeSchema, required=True, allow_none=True, **about("Null: a reader without an account.")
    )
    reported_at = a_moment()


class ReportedPartSchema(Schema):
    """A part with the reports that wait for the caller. The delegation reads why it was reported, and no report."""

    part = a_text(PART)
    kinds = fields.List(one_of(ReportKind), required=True, **about("Why readers reported it, each reason once."))
    reports = many(ReportOutputSchema, "For editors. Empty for the delegation.")
    editor_note = a_text("The reason of the editor, once the part is hidden.")
    readers = fields.List(
        one_of(PartAudience), required=True, **about("The audiences that the delegation can choose for the part.")
    )
