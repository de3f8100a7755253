"""Difficult issues, as programs and forms send them."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields, post_load

from app.schemas.delegations import a_day
from app.schemas.input_fields import Codes, Line, OneOf, Text, Truth, Version, Year, about, between
from case_studies.case_template import NOTE_LENGTH
from case_studies.operations.issues.answers import MOST_INVITED
from case_studies.policy.issues import POSTED
from case_studies.vocabulary import (
    AnswerKind,
    Attribution,
    Audience,
    IssueAction,
    Language,
    Obstacle,
    OutcomeAdvice,
    OutcomeResult,
    Register,
    Section,
)

QUESTION_LENGTH = 200
TEXT_LENGTH = 3000
SYNTHESIS_WORDS = 400
MOST_THEMES = 5

BY_TRANSITION = tuple(action for action in IssueAction if action != IssueAction.ANSWER)


class IssueSchema(Schema):
    """A difficult issue. A draft may be incomplete."""

    class Meta:
        unknown = RAISE

    language = OneOf(Language)
    question = Line(longest=QUESTION_LENGTH, **about("One sentence, as a question."))
    setting = Text(longest=TEXT_LENGTH, **about("Where and when it comes up, without present times or posts."))
    obstacle = OneOf(Obstacle, allow_none=True)
    already_tried = Text(longest=TEXT_LENGTH, **about("What the delegation tried, or that it tried nothing yet."))
    who_could_change_it = Text(longest=TEXT_LENGTH)
    names_agreed = Truth(**about("Whether the host State and others that the text names agreed to be named."))
    answer_by = a_day(allow_none=True)
    themes = Codes(most=MOST_THEMES)
    operation = Line(longest=60, allow_none=True, **about("The code of an operation; null if it is withheld."))
    register = OneOf(Register)
    audience = OneOf(Audience)
    attribution = OneOf(Attribution)


class IssueChangeSchema(IssueSchema):
    """A change to a draft, with the version that the writer saw."""

    version = Version()


class AnswerSchema(Schema):
    """An answer to an issue."""

    class Meta:
        unknown = RAISE

    kind = OneOf(AnswerKind, required=True)
    text = Text(longest=TEXT_LENGTH, required=True, metadata={"pattern": r"\w"})
    named = Truth(load_default=False, **about("Whether members learn which delegation answers. The asker always does."))
    case = Line(longest=20, load_default="", **about("The reference of a published case, for an answer with a case."))
    section = OneOf(Section, load_default=None, allow_none=True)


class InviteSchema(Schema):
    """The delegations that are asked to answer."""

    class Meta:
        unknown = RAISE

    delegations = Codes(most=MOST_INVITED, required=True)
    version = Version()


class SynthesisSchema(Schema):
    """What an editor makes of the answers."""

    class Meta:
        unknown = RAISE

    members_do = Text(longest=TEXT_LENGTH, most_words=SYNTHESIS_WORDS, load_default="")
    they_differ = Text(longest=TEXT_LENGTH, most_words=SYNTHESIS_WORDS, load_default="")
    nobody_knows = Text(longest=TEXT_LENGTH, most_words=SYNTHESIS_WORDS, load_default="")


class OutcomeSchema(Schema):
    """What came of an answer that was tried."""

    class Meta:
        unknown = RAISE

    tried = Text(longest=TEXT_LENGTH, required=True, metadata={"pattern": r"\w"})
    since = Year(load_default=None, allow_none=True)
    result = OneOf(OutcomeResult, required=True)
    advice = OneOf(OutcomeAdvice, load_default=None, allow_none=True)
    made_possible_by = Text(longest=TEXT_LENGTH, load_default="")
    named = Truth(
        load_default=False, **about("Whether members learn which delegation reports, if it is not the one that asks.")
    )


class IssueTransitionSchema(Schema):
    """An action on an issue, with the version that the actor saw, and what the action needs."""

    class Meta:
        unknown = RAISE

    action = OneOf(BY_TRANSITION, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    version = Version()
    synthesis = fields.Nested(SynthesisSchema, load_default=None, allow_none=True)
    answers = fields.List(
        fields.Integer(strict=True), load_default=list, **about("For `take_up`: the ids of the answers.")
    )
    outcome = fields.Nested(OutcomeSchema, load_default=None, allow_none=True)


class IssueListSchema(Schema):
    """Which issues are listed."""

    class Meta:
        unknown = EXCLUDE

    state = OneOf(POSTED, load_default=None)
    theme = Line(longest=60, load_default="")
    page = fields.Integer(load_default=1, validate=between(1, 100_000))

    @post_load
    def use_states(self, values: dict[str, Any], **_rest: Any) -> dict[str, Any]:
        """Return the states to list: the one that was asked for, or all that readers see."""
        state = values.pop("state")
        return {**values, "states": (state,) if state else POSTED}
