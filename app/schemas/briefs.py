"""Briefs: what can be asked for, and how the API sends them."""

from marshmallow import EXCLUDE, Schema
from marshmallow.validate import Regexp

from app.schemas.input_fields import Line, OneOf, about
from app.schemas.output_fields import a_count, a_day, a_text, many, one_of
from case_studies.errors import N_
from case_studies.operations.briefs.subject import SUBJECTS
from case_studies.vocabulary import Audience

A_SUBJECT = Regexp(rf"^({'|'.join(SUBJECTS)}):.+$", error=N_("Choose a subject from the list."))

LONGEST_SUBJECT = 2000
"""Letters: a hundred references, or a long search."""


class BriefQuerySchema(Schema):
    """Which brief."""

    class Meta:
        unknown = EXCLUDE

    subject = Line(
        longest=LONGEST_SUBJECT,
        required=True,
        validate=A_SUBJECT,
        data_key="about",
        **about(
            "`theme:EXP`, `host_state:MLI`, `operation:MINUSCA`, `initiative:a4p`, `event:` and a reference, "
            "`provision:` and a number, `search:` and the query string of a search, or `things:` and references with "
            "commas."
        ),
    )
    audience = OneOf(Audience, load_default=Audience.PUBLIC.value, **about("Who may read it."))


class BriefLineSchema(Schema):
    """One thing that a brief says, with its source. What is missing in the library has none."""

    title = a_text()
    text = a_text()
    about = a_text("Who says it, how sure it is, or when it was.")
    reference = a_text("The reference of the source; empty if there is none.")
    number = a_text("Reference and revision or edition.")
    mark = a_text()
    url = a_text("The address of the source.")


class BriefPartSchema(Schema):
    """A part of a brief."""

    name = a_text("`facts`, `cases`, `practices`, `issues`, `said` or `not_known`.")
    heading = a_text()
    lines = many(BriefLineSchema)


class BriefSchema(Schema):
    """A brief, made from what everybody in its audience may read."""

    title = a_text()
    audience = one_of(Audience)
    mark = a_text()
    made_on = a_day()
    total = a_count("Published cases on its subject.")
    parts = many(BriefPartSchema, "Parts that have something to say.")
