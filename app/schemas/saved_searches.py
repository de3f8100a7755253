"""Saved searches."""

from marshmallow import RAISE, Schema

from app.schemas.input_fields import Line, OneOf, SearchWords, about
from app.schemas.output_fields import a_moment, a_number, a_text, codes, one_of
from app.schemas.search import QUERY_LANGUAGE, QuerySchema
from case_studies.operations.search.saved_searches import LONGEST_NAME
from case_studies.vocabulary import AlertFrequency

HOW_OFTEN = "How often to send alerts about new cases."


def _name() -> Line:
    return Line(longest=LONGEST_NAME, load_default="", **about("By default, made from the words and filters."))


class SaveSearchSchema(QuerySchema):
    """A search to save, with the words, filters and years of a search."""

    class Meta:
        unknown = RAISE

    q = SearchWords(load_default="", **about(QUERY_LANGUAGE))
    name = _name()
    rhythm = OneOf(AlertFrequency, load_default=AlertFrequency.DAILY.value, **about(HOW_OFTEN))


class SavedSearchChangeSchema(Schema):
    """A change to a saved search."""

    class Meta:
        unknown = RAISE

    name = Line(longest=LONGEST_NAME, metadata={"description": "The new name.", "pattern": r"\w"})
    rhythm = OneOf(AlertFrequency, **about(HOW_OFTEN))


class SavedSearchSchema(Schema):
    """A saved search of the caller."""

    id = a_number("The id of the saved search.")
    name = a_text()
    rhythm = one_of(AlertFrequency)
    address = a_text("The words, filters and years as a query string, for /search.")
    url = a_text("The page of the search.")
    feed = a_text("The same search as an Atom feed.")
    saved_at = a_moment("When it was saved.")
    unknown_entries = codes("Filters and fields that no vocabulary has any more: retired or renamed.")
