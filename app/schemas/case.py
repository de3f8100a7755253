"""A case as it comes in: everything may still be missing; what is there must be valid."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from app.schemas.fields import Codes, Mailbox, OneOf, Text, Version, Year
from case_studies.template import (
    CONTACT_LENGTH,
    MOST_SOURCES,
    MOST_THEMES,
    NOTE_LENGTH,
    SECTION_LENGTH,
    SOURCE_LENGTH,
    SUMMARY_LENGTH,
    SUMMARY_WORDS,
    TITLE_LENGTH,
)
from case_studies.vocabulary import Action, Audience, Evidence, Language, Section, Stage

SectionsSchema = Schema.from_dict(
    {
        section.value: Text(
            longest=SUMMARY_LENGTH if section is Section.SUMMARY else SECTION_LENGTH,
            most_words=SUMMARY_WORDS if section is Section.SUMMARY else None,
        )
        for section in Section
    },
    name="Sections",
)


class CaseSchema(Schema):
    """The fields of a case that its author writes."""

    class Meta:
        unknown = RAISE

    title = Text(longest=TITLE_LENGTH, one_line=True)
    language = OneOf(Language)
    themes = Codes(most=MOST_THEMES)
    host_states = Codes()
    operations = Codes()
    initiatives = Codes()
    implemented_by = Codes()
    co_submitters = Codes()
    started = Year(allow_none=True)
    ended = Year(allow_none=True)
    stage = OneOf(Stage, allow_none=True)
    evidence = OneOf(Evidence, allow_none=True)
    audience = OneOf(
        Audience,
        refusal=_l("Only public (TLP:CLEAR) and members (TLP:GREEN). Material above that is not accepted here."),
    )
    contact = Mailbox(longest=CONTACT_LENGTH, one_line=True)
    sources = fields.List(
        Text(longest=SOURCE_LENGTH, one_line=True),
        validate=Length(max=MOST_SOURCES, error=_l("At most %(most)s sources.", most=MOST_SOURCES)),
    )
    sections = fields.Nested(SectionsSchema(unknown=RAISE))


class EditSchema(CaseSchema):
    """A change to a case, with the version that the writer saw."""

    version = Version()


class TransitionSchema(Schema):
    """An action of the workflow, with the version that the actor saw."""

    class Meta:
        unknown = RAISE

    action = OneOf(Action, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    version = Version()
