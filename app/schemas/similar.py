"""What the API says of published cases like one in the making."""

from marshmallow import Schema

from app.schemas.shapes import a_measure, a_text, a_truth


class SimilarCaseSchema(Schema):
    """A published case that is like the caller's."""

    reference = a_text()
    title = a_text()
    url = a_text("The page of the case.")
    likeness = a_measure("From 0 to 1, which is the same text.", minimum=0, maximum=1)
    likely_duplicate = a_truth("Whether both are probably the same case.")
