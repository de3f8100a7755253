"""A case as it comes in: everything may still be missing; what is there must be valid."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from app.schemas.input_fields import Codes, Mailbox, OneOf, Text, Version, Year, about
from case_studies.case_template import (
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

    title = Text(longest=TITLE_LENGTH, one_line=True, **about("What was done, not what went wrong."))
    language = OneOf(Language, **about("The language of the text."))
    themes = Codes(most=MOST_THEMES, **about("Codes from /themes."))
    host_states = Codes(**about("Codes from /states; a region or ZZZ where the State is not to be named."))
    operations = Codes(**about("Codes from /operations."))
    initiatives = Codes(**about("Codes from /initiatives."))
    implemented_by = Codes(**about("Codes of States from /states."))
    co_submitters = Codes(**about("Codes from /delegations, without the submitting one."))
    started = Year(allow_none=True, **about("The first year."))
    ended = Year(allow_none=True, **about("The last year; null while it goes on."))
    stage = OneOf(Stage, allow_none=True, **about("How far the initiative has come."))
    evidence = OneOf(Evidence, allow_none=True, **about("How sure the results are."))
    audience = OneOf(
        Audience,
        refusal=_l("Only public (TLP:CLEAR) and members (TLP:GREEN). Material above that is not accepted here."),
        **about("Who may read it once it is published."),
    )
    contact = Mailbox(longest=CONTACT_LENGTH, one_line=True, **about("The e-mail address of an office."))
    sources = fields.List(
        Text(longest=SOURCE_LENGTH, one_line=True, validate=Length(min=1, error=_l("This source is empty."))),
        validate=Length(max=MOST_SOURCES, error=_l("At most %(most)s sources.", most=MOST_SOURCES)),
        **about("Where the facts can be checked."),
    )
    sections = fields.Nested(SectionsSchema(unknown=RAISE), **about("The text, in Markdown."))


class EditSchema(CaseSchema):
    """A change to a case, with the version that the writer saw."""

    version = Version()


class TransitionSchema(Schema):
    """An action of the workflow, with the version that the actor saw."""

    class Meta:
        unknown = RAISE

    action = OneOf(Action, required=True, **about("One of the case's `actions`."))
    note = Text(longest=NOTE_LENGTH, load_default="", **about("The reason, where the action asks for one."))
    version = Version()
