"""Signals, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.issue_output import IssueLinkSchema
from app.schemas.output_fields import a_count, a_number, a_text, many


class QuarterSchema(Schema):
    """A quarter of a year."""

    year = a_number()
    number = a_number("From 1 to 4.")


class GrowingThemeSchema(Schema):
    """A top theme on which more cases were published in the last two quarters than in the two before."""

    id = a_text()
    label = a_text()
    counts = fields.List(a_count("Cases of a quarter."), required=True, metadata={"description": "In each quarter."})


class SignalsSchema(Schema):
    """What may need a case, an answer or a study next, counted from what the caller may read."""

    quarters = many(QuarterSchema, "The last four quarters, the oldest first. The present one is not over.")
    themes = many(GrowingThemeSchema, "Growing themes, the fastest first.")
    issues = many(IssueLinkSchema, "The oldest first, ten at most.")
    words = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Words that search did not find, noted by five offices of three delegations or more."},
    )
