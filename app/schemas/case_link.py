"""A published case by reference, title and page. Lists of cases start from it."""

from marshmallow import Schema

from app.schemas.output_fields import a_text


class CaseLinkSchema(Schema):
    """A published case by reference, title and page."""

    reference = a_text()
    title = a_text()
    url = a_text("The page of the case.")
