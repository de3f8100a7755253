"""The texts of pages that administrators write."""

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields
from marshmallow.validate import Length

from app.schemas.input_fields import Line, MarkdownText
from case_studies.operations.site_texts.edit import LONGEST_TEXT, LONGEST_TITLE

GIVEN = Length(min=1, error=_l("This can't be empty."))


class SiteTextSchema(Schema):
    """A title and a text, with the number of the text that the page was opened with."""

    title = Line(longest=LONGEST_TITLE, required=True, validate=GIVEN)
    text = MarkdownText(longest=LONGEST_TEXT, required=True, validate=GIVEN)
    edition = fields.Integer(required=True)
