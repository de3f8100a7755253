"""A published case by reference, title and page: the start of every list of cases."""

from marshmallow import Schema

from app.schemas.output_fields import a_text


class CaseLinkSchema(Schema):
    """A published case by its name."""

    reference = a_text()
    title = a_text()
    url = a_text("The page of the case.")
