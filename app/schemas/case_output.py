"""A case, as the API sends it."""

from marshmallow import Schema, fields

from app.schemas.attachments import AttachmentOutputSchema
from app.schemas.case_fields import WRITTEN
from app.schemas.output_fields import a_day, a_moment, a_number, a_text, a_truth, many, one_of
from case_studies.vocabulary import (
    Action,
    Life,
    State,
)


class SubmitterSchema(Schema):
    """The submitting delegation. Its `id` is null for those who may not know it."""

    id = a_text(allow_none=True)
    label = a_text("Its name, or what stands for it.")


# A case as the caller may see it: revision, state and actions depend on the caller.
CaseOutputSchema = Schema.from_dict(
    {
        "reference": a_text(),
        "url": a_text("The page of the case."),
        "state": one_of(State),
        "version": a_number(
            "Increases with every change. 0 if no action of the caller needs it, null for readers.", allow_none=True
        ),
        "revision": a_number("The number of the revision that is returned."),
        "published_revision": a_number("The number of the published revision.", allow_none=True),
        "actions": fields.List(
            one_of(Action), required=True, metadata={"description": "The actions that the caller may perform now."}
        ),
        "submitted_by": fields.Nested(SubmitterSchema, required=True),
        "marking": a_text("The marks of what is returned, such as `TLP:GREEN, released to Kenya`."),
        "created_at": a_moment("When the case was started; null for readers.", allow_none=True),
        "published_at": a_moment("When this revision was published.", allow_none=True),
        "life": one_of(Life, or_none=True),
        "confirmed_on": a_day("When the delegation last said what became of it.", allow_none=True),
        "confirm_by": a_day("Until when the delegation has to confirm it again.", allow_none=True),
        "confirmation_note": a_text("The sentence of the delegation, as far as the caller may read it."),
        "confirmation_waits": a_truth(
            "For the delegation: whether the sentence waits for a clearance officer, and nobody else reads it."
        ),
        **WRITTEN,
        "attachments": many(AttachmentOutputSchema, "The files that the caller may read."),
    },
    name="CaseOutput",
)
