"""Long exports."""

from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Length

from app.schemas.input_fields import OneOf
from app.schemas.input_fields import about as described
from case_studies.export_vocabulary import ExportForm, ExportSource
from case_studies.operations.exports.asking import LONGEST_ABOUT


class ExportSchema(Schema):
    """What a long document is made of, and its form."""

    class Meta:
        unknown = EXCLUDE

    source = OneOf(ExportSource, required=True, **described("What it is made of."))
    about = fields.String(load_default="", validate=Length(max=LONGEST_ABOUT), **described("Which one."))
    form = OneOf(ExportForm, required=True, **described("The form of the file."))
