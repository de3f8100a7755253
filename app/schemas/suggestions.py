"""Suggestions while a user types a query, as the API sends them."""

from marshmallow import Schema

from app.schemas.output_fields import a_number, a_text, one_of
from case_studies.operations.search.autocomplete import SuggestionKind


class SuggestionSchema(Schema):
    """A case, or a value of a facet with the number of cases under the filters given."""

    kind = one_of(SuggestionKind)
    id = a_text("The reference of the case, or the code of the value.")
    label = a_text("The title of the case, or the name of the value.")
    language = a_text("The language of the title; empty for a value.")
    name = a_text("The name that was begun, where it is not the label.")
    name_language = a_text("Its language; empty where the name is used in all.")
    count = a_number("How many cases it leads to.")
    url = a_text("The page that it leads to.")
