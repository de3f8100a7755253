"""Saved searches: what the API and the forms take and send of them."""

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validates_schema

from app.schemas.input_fields import OneOf, Text, about
from app.schemas.output_fields import a_moment, a_number, a_text, one_of
from app.schemas.search import QUERY_LANGUAGE, QuerySchema
from case_studies.errors import N_
from case_studies.operations.search.saved_searches import LONGEST_NAME
from case_studies.vocabulary import AlertFrequency

HOW_OFTEN = "How often new cases are told."


def _name() -> Text:
    return Text(longest=LONGEST_NAME, one_line=True, load_default="", **about("Left away, made of words and filters."))


class SaveSearchSchema(QuerySchema):
    """A search to keep: its words, filters and years, as in a search."""

    class Meta:
        unknown = RAISE

    q = fields.String(load_default="", **about(QUERY_LANGUAGE))
    name = _name()
    rhythm = OneOf(AlertFrequency, load_default=AlertFrequency.DAILY.value, **about(HOW_OFTEN))


class SavedSearchChangeSchema(Schema):
    """What is to change in a saved search."""

    class Meta:
        unknown = RAISE

    name = Text(longest=LONGEST_NAME, one_line=True, **about("What it is called."))
    rhythm = OneOf(AlertFrequency, **about(HOW_OFTEN))

    @validates_schema
    def check_that_it_asks_for_something(self, values: dict[str, Any], **_rest: Any) -> None:
        """Refuse an empty change."""
        if not values:
            raise ValidationError([N_("Give a name or a rhythm.")], "name")


class SavedSearchSchema(Schema):
    """A search that the caller saved."""

    id = a_number("Names it.")
    name = a_text()
    rhythm = one_of(AlertFrequency)
    address = a_text("Its words, filters and years as a query string, for /search.")
    url = a_text("The page of the search.")
    feed = a_text("The same search as an Atom feed.")
    saved_at = a_moment("When it was saved.")
