"""Joint texts, as programs and forms send them."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields, post_load
from marshmallow.validate import Length, Regexp

from app.schemas.delegations import a_day
from app.schemas.events import an_address, an_hour
from app.schemas.input_fields import Codes, Line, MarkdownText, OneOf, Text, Version, about, between
from case_studies.case_template import NOTE_LENGTH
from case_studies.db import LARGEST_ID
from case_studies.errors import N_
from case_studies.policy.texts import SHOWN
from case_studies.text_vocabulary import CommentKind, TextAction, TextKind, TextState
from case_studies.vocabulary import Language

TITLE_LENGTH = 150
LINE_LENGTH = 200
PARAGRAPH_LENGTH = 20_000
COMMENT_LENGTH = 3000
MOST_SENT = 1000  # paragraphs; how many a text may have is counted after they are split
MOST_TAKEN_UP = 200
A_SYMBOL = r"^([A-Z]+/[A-Za-z0-9./()-]+)?$"
NO_SYMBOL = N_("Give the symbol as it is printed on the document, such as S/2021/9.")

BY_PERSONS = tuple(action for action in TextAction if action != TextAction.AGREE)
LISTED = (*SHOWN, TextState.DROPPED)


def a_paragraph_id(**rest: Any) -> fields.Integer:
    """Return a field for the id of a paragraph."""
    return fields.Integer(strict=True, validate=between(1, LARGEST_ID), **rest)


class ParagraphSchema(Schema):
    """A paragraph: with its id if the newest version has it, null for a new one."""

    class Meta:
        unknown = RAISE

    id = a_paragraph_id(load_default=None, allow_none=True)
    text = MarkdownText(longest=PARAGRAPH_LENGTH, required=True, **about("Markdown. An empty line begins another one."))


class TextSchema(Schema):
    """A joint text."""

    class Meta:
        unknown = RAISE

    title = Line(longest=TITLE_LENGTH)
    text_kind = OneOf(TextKind)
    language = OneOf(Language)
    event = Line(longest=20, **about("The reference of the event that it is for; empty if there is none."))
    paragraphs = fields.List(fields.Nested(ParagraphSchema), validate=Length(max=MOST_SENT))
    note = Text(longest=NOTE_LENGTH, **about("What is new in this version, for its readers."))


class TextVersionSchema(TextSchema):
    """A version of a joint text, with the number of the version that it was written on, and what the writer saw."""

    version = Version()
    base = fields.Integer(strict=True, required=True, validate=between(1, LARGEST_ID))
    taken_up = fields.List(
        a_paragraph_id(),
        validate=Length(max=MOST_TAKEN_UP),
        **about("The ids of the comments that this version takes up."),
    )


class CirculationSchema(Schema):
    """Until when comments are taken, and in which languages."""

    class Meta:
        unknown = RAISE

    comments_until = a_day(load_default=None, allow_none=True)
    languages = Codes(known=Language, load_default=list, **about("Without any, the language of the text."))


class ParagraphCommentSchema(Schema):
    """What a delegation says about a paragraph."""

    class Meta:
        unknown = RAISE

    paragraph = a_paragraph_id(load_default=None, allow_none=True)
    kind = OneOf(CommentKind, load_default=CommentKind.PROPOSAL)
    language = OneOf(Language, load_default=None, allow_none=True)
    text = Text(longest=COMMENT_LENGTH, load_default="")


class SilenceSchema(Schema):
    """The hour at which silence ends, in a time zone: at least 24 hours of working days ahead."""

    class Meta:
        unknown = RAISE

    day = a_day(load_default=None, allow_none=True)
    hour = an_hour("In the time zone.")
    time_zone = Line(longest=60, allow_none=True, **about("A name of the IANA list, such as America/New_York."))


class ObjectionSchema(Schema):
    """Which paragraph a delegation cannot accept, and why. Members read it once it is cleared."""

    class Meta:
        unknown = RAISE

    paragraph = a_paragraph_id(load_default=None, allow_none=True)
    reason = Text(longest=COMMENT_LENGTH, load_default="")


class TextDeliverySchema(Schema):
    """Where the text was delivered, by whom, and where it can be read. Everybody reads this."""

    class Meta:
        unknown = RAISE

    event = Line(longest=20, load_default="", **about("The reference of an event. Without one, that of the text."))
    speaker = Line(longest=LINE_LENGTH, load_default="", **about("By office, without a name."))
    symbol = Line(
        longest=60,
        load_default="",
        validate=Regexp(A_SYMBOL, error=NO_SYMBOL),
        metadata={"pattern": A_SYMBOL, "description": "As the Secretariat gave it. Never invented."},
    )
    link = an_address(load_default="")


NEEDS: dict[TextAction, str] = {
    TextAction.CIRCULATE: "circulation",
    TextAction.COMMENT: "comment",
    TextAction.PUT_UNDER_SILENCE: "silence",
    TextAction.ASK_TO_BREAK: "objection",
    TextAction.DELIVER: "delivery",
}
"""Action → the field with what it needs."""


class TextTransitionSchema(Schema):
    """An action on a joint text, with the version that the actor saw, and what the action needs."""

    class Meta:
        unknown = RAISE

    action = OneOf(BY_PERSONS, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    version = Version()
    circulation = fields.Nested(CirculationSchema, load_default=None, allow_none=True)
    comment = fields.Nested(ParagraphCommentSchema, load_default=None, allow_none=True)
    silence = fields.Nested(SilenceSchema, load_default=None, allow_none=True)
    objection = fields.Nested(ObjectionSchema, load_default=None, allow_none=True)
    delivery = fields.Nested(TextDeliverySchema, load_default=None, allow_none=True)

    @post_load
    def choose_needs(self, values: dict[str, Any], **_rest: Any) -> dict[str, Any]:
        """Return the values with what this action needs under one name."""
        nested = {name: values.pop(name) for name in NEEDS.values()}
        return {**values, "needs": nested.get(NEEDS.get(values["action"], ""))}


class TextListSchema(Schema):
    """Which joint texts are listed."""

    class Meta:
        unknown = EXCLUDE

    state = OneOf(LISTED, load_default=None)
    text_kind = OneOf(TextKind, load_default=None)
    page = fields.Integer(load_default=1, validate=between(1, 100_000))

    @post_load
    def use_states(self, values: dict[str, Any], **_rest: Any) -> dict[str, Any]:
        """Return the states to list: the one that was asked for, or all but those that were dropped."""
        state = values.pop("state")
        return {**values, "states": (state,) if state else SHOWN}


class TextComparisonSchema(Schema):
    """Which versions are compared: without numbers the two newest ones."""

    class Meta:
        unknown = EXCLUDE

    before = fields.Integer(load_default=None, validate=between(1, LARGEST_ID))
    after = fields.Integer(load_default=None, validate=between(1, LARGEST_ID))
