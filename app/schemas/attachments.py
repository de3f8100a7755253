"""Files of a case: what comes with one, and what describes it."""

from flask_smorest.fields import Upload
from marshmallow import EXCLUDE, RAISE, Schema, fields

from app.schemas.input_fields import Line, OneOf, about
from app.schemas.output_fields import a_number, a_text, one_of
from case_studies.attachments.limits import LONGEST_DESCRIPTION
from case_studies.vocabulary import MediaType, PartAudience


class AttachmentChangeSchema(Schema):
    """How a file is described, and who may read it."""

    class Meta:
        unknown = RAISE

    description = Line(
        longest=LONGEST_DESCRIPTION,
        load_default="",
        **about("What the file shows. A picture needs it, for readers who can't see it."),
    )
    audience = OneOf(
        PartAudience,
        **about(
            "Not wider than that of the case, which it is if nothing is sent. `delegations` are those in `released_to`."
        ),
    )


class AttachmentSchema(AttachmentChangeSchema):
    """A file with its description, as a form (multipart/form-data)."""

    file = Upload(required=True, **about("PDF, DOCX, XLSX, PNG, JPEG or WebP, at most 10 MB."))


class UploadSchema(Schema):
    """A file that is going to arrive in pieces."""

    class Meta:
        unknown = EXCLUDE

    name = Line(longest=1000, required=True)
    size = fields.Integer(required=True)
    digest = fields.String(required=True)


class AttachmentOutputSchema(Schema):
    """A file of a case."""

    id = a_text("Stays the same in the next revisions of the case.")
    name = a_text()
    media_type = one_of(MediaType)
    size = a_number("In bytes.")
    audience = one_of(PartAudience)
    description = a_text()
    url = a_text("Where readers of the file download it.")
