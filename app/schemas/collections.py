"""Collections, as programs and forms send them, and as the API sends them."""

from marshmallow import EXCLUDE, RAISE, Schema, fields
from marshmallow.validate import Length, Regexp

from app.schemas.coded_values import CodedValueSchema
from app.schemas.input_fields import WORDS, Line, MarkdownText, OneOf, Text, Version, about, between, has_words
from app.schemas.output_fields import a_count, a_number, a_text, many, one_of
from case_studies.case_template import NOTE_LENGTH
from case_studies.collection_vocabulary import CollectionAction, CollectionState
from case_studies.errors import N_
from case_studies.operations.collections.editing import MOST_THINGS
from case_studies.operations.collections.things import COLLECTED
from case_studies.reference import PREFIXES
from case_studies.vocabulary import Audience, Kind, Language

TITLE_LENGTH = 120
INTRODUCTION_WORDS = 300
REASON_LENGTH = 300
A_THING = "^({})-[0-9]{{4}}-[0-9]{{4,9}}$".format("|".join(PREFIXES[Kind(kind)] for kind in COLLECTED))
IS_A_THING = Regexp(A_THING, error=N_("Give the reference of a case, a practice, an issue, a study or an event."))


class CollectedThingSchema(Schema):
    """A thing for a collection, and why it is there."""

    class Meta:
        unknown = RAISE

    reference = Line(longest=20, required=True, validate=IS_A_THING)
    reason = Line(longest=REASON_LENGTH, load_default="", **about("Why it is there, in one line."))


class CollectionSchema(Schema):
    """A collection: all of it, with its things in their order."""

    class Meta:
        unknown = RAISE

    language = OneOf(Language, load_default=Language.ENGLISH.value)
    title = Line(
        longest=TITLE_LENGTH,
        required=True,
        validate=has_words,
        metadata={"pattern": WORDS.pattern, "description": "What the things have in common."},
    )
    introduction = MarkdownText(
        longest=4000, most_words=INTRODUCTION_WORDS, load_default="", **about("For whom it is, and how to read it.")
    )
    audience = OneOf(Audience, load_default=Audience.MEMBERS.value, **about("Who reads it once it is published."))
    things = fields.List(
        fields.Nested(CollectedThingSchema),
        required=True,
        validate=Length(max=MOST_THINGS, error=N_("A collection has at most 100 things.")),
        **about("In their order. Each reader gets those that they may read."),
    )


class CollectionChangeSchema(CollectionSchema):
    """A new text in place of the old one, with the version that the writer saw."""

    version = Version()


class CollectionTransitionSchema(Schema):
    """An action on a collection, with the version that the actor saw."""

    class Meta:
        unknown = RAISE

    action = OneOf(CollectionAction, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    version = Version()


class CollectionListSchema(Schema):
    """Which collections are listed."""

    class Meta:
        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=between(1, 100_000))


class CollectedThingOutputSchema(Schema):
    """A thing of a collection that the caller may read."""

    reference = a_text()
    kind = one_of(COLLECTED)
    title = a_text()
    language = one_of(Language)
    reason = a_text("Why it is there.")
    url = a_text("The page of the thing.")


class CollectionOutputSchema(Schema):
    """A collection, as the caller may read it."""

    reference = a_text()
    kind = one_of([Kind.COLLECTION])
    url = a_text("The page of the collection.")
    state = one_of(CollectionState)
    version = a_number("Increases with every change.")
    language = one_of(Language)
    title = a_text()
    introduction = a_text()
    audience = one_of(Audience)
    things = many(CollectedThingOutputSchema, "Those that the caller may read, in their order.")
    collected_by = fields.Nested(CodedValueSchema, required=True)
    actions = fields.List(
        one_of(CollectionAction),
        required=True,
        metadata={"description": "The actions that the caller may perform now."},
    )


class CollectionsSchema(Schema):
    """A page of collections."""

    items = many(CollectionOutputSchema)
    total = a_count("How many collections there are on all pages.")
    page = a_number()
    pages = a_number()
