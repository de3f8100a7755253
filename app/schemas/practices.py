"""Good practices, as programs and forms send them."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields, post_load
from marshmallow.validate import Length

from app.schemas.input_fields import Codes, Line, MarkdownText, OneOf, Text, Version, about, between
from case_studies.case_template import NOTE_LENGTH
from case_studies.operations.practices.assessing import LEAST_WORDS
from case_studies.operations.practices.queries import SHOWN_STATES
from case_studies.vocabulary import (
    Audience,
    Concern,
    Confidence,
    EvidenceRelation,
    Language,
    PracticeAction,
    Section,
)

TITLE_LENGTH = 90
STATEMENT_WORDS = 40
SHOWS_WORDS = 60
TEXT_LENGTH = 4000
MOST_THEMES = 5


def _section(text: str) -> MarkdownText:
    return MarkdownText(longest=TEXT_LENGTH, **about(text))


class PracticeSchema(Schema):
    """A good practice. A draft may be incomplete, but for its title."""

    class Meta:
        unknown = RAISE

    language = OneOf(Language)
    title = Line(longest=TITLE_LENGTH, **about("Begins with a verb."))
    statement = Text(longest=600, most_words=STATEMENT_WORDS, **about("The practice in at most 40 words."))
    do = _section("What is done, step by step.")
    mechanism = _section("How it works.")
    fits_where = _section("The operations and conditions in which it fits.")
    how_to_start = _section("The first steps.")
    costs = _section("What it costs; “not known” if nobody knows.")
    harms = _section("What it can harm; “not known” if nobody knows.")
    not_known = _section("What nobody knows about it.")
    themes = Codes(most=MOST_THEMES)
    initiatives = Codes()
    audience = OneOf(Audience)
    search_query = Line(longest=500, **about("The words that were searched for what speaks against it."))
    search_result = _section("What that search found. Its day is kept.")


class PracticeChangeSchema(PracticeSchema):
    """A change to the current edition, with the version that the writer saw."""

    version = Version()


class EvidenceSchema(Schema):
    """A row of evidence: what a section of a published revision shows."""

    class Meta:
        unknown = RAISE

    case = Line(longest=20, required=True, **about("The reference of a published case."))
    revision = fields.Integer(
        required=True,
        strict=True,
        validate=between(1, 100_000),
        metadata={"description": "The number of its published revision."},
    )
    section = OneOf(Section, required=True)
    relation = OneOf(EvidenceRelation, required=True)
    shows = Text(longest=800, most_words=SHOWS_WORDS, required=True, metadata={"pattern": r"\w"})
    sentences = fields.List(
        fields.Integer(strict=True, validate=between(1, 200)),
        load_default=list,
        validate=Length(max=200),
        metadata={"description": "The numbers of the sentences of `do` that rest on it, from 1."},
    )
    version = Version()


class ConfidenceSchema(Schema):
    """The confidence in a practice, by four concerns after GRADE-CERQual. No formula computes the level."""

    class Meta:
        unknown = RAISE

    audience = OneOf(Audience, load_default=Audience.MEMBERS, **about("The readers whose rows were assessed."))
    methodological_limits = OneOf(Concern, required=True)
    coherence = OneOf(Concern, required=True)
    adequacy = OneOf(Concern, required=True)
    relevance = OneOf(Concern, required=True)
    level = OneOf(Confidence, required=True)
    reason = Text(longest=TEXT_LENGTH, required=True, **about(f"At least {LEAST_WORDS} words."))
    version = Version()


class PracticeTransitionSchema(Schema):
    """An action on a practice, with the version that the actor saw."""

    class Meta:
        unknown = RAISE

    action = OneOf(PracticeAction, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    version = Version()


class RemarkAnswerSchema(Schema):
    """The answer of an editor to an objection or a remark."""

    class Meta:
        unknown = RAISE

    text = Text(longest=TEXT_LENGTH, required=True, metadata={"pattern": r"\w"})


class PracticeEditionSchema(Schema):
    """Which edition is read."""

    class Meta:
        unknown = EXCLUDE

    edition = fields.Integer(
        load_default=None,
        validate=between(1, 10_000),
        metadata={"description": "The number of an edition; without it, the adopted one."},
    )


class PracticeListSchema(Schema):
    """Which practices are listed."""

    class Meta:
        unknown = EXCLUDE

    state = OneOf(SHOWN_STATES, load_default=None)
    theme = Line(longest=60, load_default="")
    changed = OneOf(("yes",), load_default=None, **about("Only those whose evidence changed."))
    page = fields.Integer(load_default=1, validate=between(1, 100_000))

    @post_load
    def use_states(self, values: dict[str, Any], **_rest: Any) -> dict[str, Any]:
        """Return the states to list: the one that was asked for, or all that are shown."""
        state = values.pop("state")
        return {**values, "changed": bool(values["changed"]), "states": (state,) if state else SHOWN_STATES}
