"""What the API sends out of reviews: who was asked, what they said, what was answered."""

from marshmallow import Schema, fields

from app.schemas.output_fields import a_moment, a_number, a_text, many, one_of
from app.schemas.responses import ReviewerSchema
from case_studies.vocabulary import AssignmentState, Rating, Recommendation, Section, State, Verdict, Weight


class AssignmentAnswerSchema(Schema):
    """A reviewer asked to judge one revision."""

    id = a_number()
    state = one_of(AssignmentState)
    reference = a_text("The case.")
    revision = a_number("The revision to judge.")
    reviewer = fields.Nested(ReviewerSchema, required=True)
    answer_by = fields.Date(required=True, metadata={"description": "The day to answer by."})
    due_on = fields.Date(
        metadata={"description": "The day the review is due; absences and waiting come on top."},
    )
    invited_at = a_moment("When the reviewer was asked.")
    answered_at = a_moment("When the reviewer accepted or declined.", allow_none=True)
    note = a_text("What the reviewer said to that.")


class OwnAssignmentSchema(AssignmentAnswerSchema):
    """An assignment of the caller, with the case as they see it now."""

    title = a_text()
    url = a_text("The page of the case.")
    case_state = one_of(State)


ScoresSchema = Schema.from_dict(
    {
        rating.value: fields.Integer(required=True, allow_none=True, metadata={"minimum": 1, "maximum": 5})
        for rating in Rating
    },
    name="Scores",
)


class AnswerSchema(Schema):
    """What the delegation said to a remark, and what the reviewer said to that."""

    revision = a_number("The revision that answers.")
    done = fields.Boolean(required=True, metadata={"description": "Whether something was changed."})
    text = a_text("What was changed, or why nothing was.")
    verdict = one_of(Verdict, or_none=True)
    verdict_text = a_text("What is still missing, where it was reopened.")


class RemarkAnswerSchema(Schema):
    """A remark on one section, with its answers, the oldest first."""

    id = a_number()
    section = one_of(Section)
    weight = one_of(Weight)
    text = a_text()
    quote = a_text("The passage that it is about.")
    open = fields.Boolean(required=True, metadata={"description": "Whether no answer to it has been confirmed."})
    answers = many(AnswerSchema)


class ReviewAnswerSchema(Schema):
    """A review as its reader may see it."""

    assignment = a_number("Null where the reviewer is not the reader's to know.", allow_none=True)
    revision = a_number("The revision that was judged.")
    number = a_number("Stands for the reviewer in every round of the case.")
    reviewer = fields.Nested(ReviewerSchema, required=True, allow_none=True)
    own = fields.Boolean(required=True, metadata={"description": "Whether the caller wrote it."})
    changing = fields.Boolean(
        required=True, metadata={"description": "Whether the caller is changing it and has not handed that in yet."}
    )
    ratings = fields.Nested(ScoresSchema, required=True)
    recommendation = one_of(Recommendation, or_none=True)
    overall = a_text()
    remarks = many(RemarkAnswerSchema)
    note_to_editors = a_text("Empty for the delegation.")
    submitted_at = a_moment(
        "When it was handed in; null while it is being written, and for the delegation.", allow_none=True
    )
