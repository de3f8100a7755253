"""Suggestions while a user types a query, as the API sends them."""

from marshmallow import Schema

from app.schemas.output_fields import a_number, a_text, one_of
from case_studies.operations.search.autocomplete import KINDS


class SuggestionSchema(Schema):
    """A thing with a title, or a value of a facet with the number of results."""

    kind = one_of(KINDS)
    id = a_text("The reference of the thing, or the code of the value.")
    label = a_text("The title of the thing, or the label of the value.")
    language = a_text("The language of the title. Empty for a value.")
    name = a_text("The name that matches the typed text, if it is not the label.")
    name_language = a_text("The language of that name. Empty if it is used in all languages.")
    count = a_number("The number of results that it leads to.")
    url = a_text("The page that it leads to.")
