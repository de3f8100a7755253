"""Long exports."""

from marshmallow import EXCLUDE, RAISE, Schema

from app.schemas.input_fields import Line, OneOf
from app.schemas.input_fields import about as described
from app.schemas.output_fields import a_count, a_moment, a_text, one_of
from case_studies.export_vocabulary import ExportFailure, ExportForm, ExportSource, ExportState
from case_studies.operations.exports.asking import LONGEST_ABOUT


class ExportSchema(Schema):
    """What a long document is made of, and its form."""

    class Meta:
        unknown = EXCLUDE

    source = OneOf(ExportSource, required=True, **described("What it is made of."))
    about = Line(
        longest=LONGEST_ABOUT,
        load_default="",
        **described(
            "Of a search its parameters as a query string, of a basket references with spaces between them, "
            "of a collection its reference."
        ),
    )
    form = OneOf(ExportForm, required=True, **described("The form of the file."))


class WantedExportSchema(ExportSchema):
    """A long document to be made by the worker."""

    class Meta:
        unknown = RAISE


class ExportOutputSchema(Schema):
    """A long document of the caller."""

    id = a_text("The id of the export.")
    source = one_of(ExportSource)
    about = a_text("What it is made of, as it was asked for.")
    name = a_text("The words of the search, or the reference of the collection.")
    form = one_of(ExportForm)
    things = a_count("How many things it has.")
    done = a_count("How many of them are done.")
    state = one_of(ExportState)
    failure = one_of(ExportFailure, or_none=True)
    asked_at = a_moment("When it was asked for.")
    expires_at = a_moment("When it is forgotten, with its file; null while it is made.", allow_none=True)
    file = a_text("The address of the file; null until it is ready.", allow_none=True)
