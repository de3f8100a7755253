"""What the API says beside the results: how a query was read, and what one may be about to type."""

from marshmallow import Schema, fields

from app.schemas.output_fields import a_number, a_text, one_of
from case_studies.operations.search.autocomplete import SuggestionKind
from case_studies.search.contract import Reading


class HintSchema(Schema):
    """How a piece of the query was read."""

    reading = one_of(Reading)
    typed = a_text("The piece; empty where it is the whole query.")


class CorrectionSchema(Schema):
    """A word that no case has, and what was searched in its place."""

    typed = a_text()
    used = a_text()


class WidenedSchema(Schema):
    """What was typed, and other names of the same thing that were searched too."""

    typed = a_text()
    names = fields.List(fields.String(), required=True)


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
