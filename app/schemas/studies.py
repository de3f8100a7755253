"""Studies, as programs and forms send them, and as the API sends them."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields
from marshmallow.validate import Regexp

from app.schemas.coded_values import CodedValueSchema
from app.schemas.input_fields import WORDS, Codes, Line, OneOf, Text, Version, Year, about, between, has_words
from app.schemas.output_fields import a_count, a_number, a_text, codes, many, one_of
from case_studies.case_template import NOTE_LENGTH
from case_studies.errors import N_
from case_studies.study_vocabulary import StudyAction, StudyCertainty, StudyKind, StudyState
from case_studies.vocabulary import Kind

TITLE_LENGTH = 200
NAMES_LENGTH = 300
FINDING_WORDS = 60
ADDRESS_LENGTH = 300
MOST_THEMES = 5
AN_ADDRESS = Regexp(r"^https?://[^\s/]+\.[^\s]+$", error=N_("Give an address that begins with https://."))


def _needed(text: str) -> dict[str, Any]:
    """Return the arguments of a text that may not be empty."""
    return {"required": True, "validate": has_words, "metadata": {"pattern": WORDS.pattern, "description": text}}


class StudySchema(Schema):
    """A study for the list: all of its entry."""

    class Meta:
        unknown = RAISE

    study_kind = OneOf(StudyKind, required=True)
    title = Line(longest=TITLE_LENGTH, **_needed("The title of the study, in its language."))
    authors = Line(longest=NAMES_LENGTH, **_needed("Persons or an office, separated by semicolons."))
    publisher = Line(longest=NAMES_LENGTH, **_needed("Who published it."))
    year = Year(required=True)
    method = Text(longest=600, **_needed("How the study was done, in a line."))
    finding = Text(longest=900, most_words=FINDING_WORDS, **_needed("Its one finding, in at most 60 words."))
    address = Line(
        longest=ADDRESS_LENGTH, required=True, validate=AN_ADDRESS, **about("Where it can be read, at its publisher.")
    )
    certainty = OneOf(StudyCertainty, required=True, **about("How much of it was read for this entry."))
    themes = Codes(most=MOST_THEMES, required=True, **about("Codes from /themes, at least one."))
    host_states = Codes(load_default=list, **about("Codes from /states."))
    cases = Codes(load_default=list, **about("References of published cases beside which it is shown."))


class StudyChangeSchema(StudySchema):
    """A new entry in place of the old one, with the version that the writer saw."""

    version = Version()


class StudyTransitionSchema(Schema):
    """An action on a study, with the version that the actor saw."""

    class Meta:
        unknown = RAISE

    action = OneOf(StudyAction, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    version = Version()


class StudyListSchema(Schema):
    """Which studies are listed."""

    class Meta:
        unknown = EXCLUDE

    theme = Line(longest=60, load_default="", **about("A code from /themes; it includes its sub-themes."))
    page = fields.Integer(load_default=1, validate=between(1, 100_000))


class StudyOutputSchema(Schema):
    """A study, as the caller may read it."""

    reference = a_text()
    kind = one_of([Kind.STUDY])
    url = a_text("The page of the study.")
    state = one_of(StudyState)
    version = a_number("Increases with every change.")
    study_kind = one_of(StudyKind)
    title = a_text()
    authors = a_text()
    publisher = a_text()
    year = a_number()
    method = a_text()
    finding = a_text()
    address = a_text("Where it can be read.")
    certainty = one_of(StudyCertainty)
    themes = many(CodedValueSchema)
    host_states = many(CodedValueSchema)
    cases = codes("References of the cases beside it that the caller may read.")
    listed_by = fields.Nested(CodedValueSchema, required=True)
    actions = fields.List(
        one_of(StudyAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )


class StudiesSchema(Schema):
    """A page of studies."""

    items = many(StudyOutputSchema)
    total = a_count("How many studies there are on all pages.")
    page = a_number()
    pages = a_number()
