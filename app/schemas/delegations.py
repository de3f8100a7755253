"""Delegations, as forms and commands send them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields, post_load

from app.schemas.input_fields import Codes, Line, Mailbox, OneOf, Text, Truth, Year
from case_studies.models import DelegationContribution
from case_studies.operations.delegations.records import JOINING
from case_studies.vocabulary import Certainty, Contribution, Language, Role

LONGEST_MAILBOX = 200
LONGEST_SOURCE = 300
LONGEST_OFFICE = 80
LONGEST_ANSWER = 4000
DAY_MISSING = [_l("Give a day, such as 2026-03-31.")]


def a_day(**rest: Any) -> fields.Date:
    """Return a field for a day that somebody chose."""
    messages: dict[str, Any] = dict.fromkeys(("invalid", "null", "required", "format"), DAY_MISSING)
    return fields.Date(error_messages=messages, **rest)


class DelegationContributionSchema(Schema):
    """What a delegation contributes to UN peacekeeping, since when, and who says so."""

    class Meta:
        unknown = RAISE

    kind = OneOf(Contribution, required=True)
    since = Year(load_default=None, allow_none=True)
    source = Line(longest=LONGEST_SOURCE, load_default="")
    certainty = OneOf(Certainty, load_default=Certainty.UNCHECKED)

    @post_load
    def make(self, values: dict[str, Any], **_rest: Any) -> DelegationContribution:
        """Return the contribution."""
        return DelegationContribution(**values)


class DelegationChangeSchema(Schema):
    """What can be changed in the record of a delegation."""

    class Meta:
        unknown = RAISE

    mailbox = Mailbox(longest=LONGEST_MAILBOX)
    languages = Codes(known=Language)
    is_public = Truth()
    contributions = fields.List(fields.Nested(DelegationContributionSchema))
    standing = OneOf(JOINING)
    joined_on = a_day(allow_none=True)
    clears_itself = Truth()

    @post_load
    def use_languages(self, values: dict[str, Any], **_rest: Any) -> dict[str, Any]:
        """Return the values with languages in the order of the list."""
        if "languages" in values:
            values["languages"] = [language for language in Language if language in values["languages"]]
        return values


class NewDelegationSchema(Schema):
    """A delegation that is added."""

    class Meta:
        unknown = RAISE

    code = Line(longest=20, required=True)
    standing = OneOf(JOINING, required=True)
    joined_on = a_day(allow_none=True, load_default=None)


class ChairSchema(Schema):
    """A proposal for the chair."""

    class Meta:
        unknown = RAISE

    outgoing = Line(longest=20, required=True)
    incoming = Line(longest=20, required=True)
    on_day = a_day(required=True)
    until = a_day(allow_none=True, load_default=None)


class RolesSchema(Schema):
    """The roles of an office."""

    class Meta:
        unknown = RAISE

    roles = fields.List(OneOf(Role), required=True)


class HandOverSchema(Schema):
    """The address that takes an office over."""

    class Meta:
        unknown = RAISE

    email = Mailbox(longest=LONGEST_MAILBOX, required=True)


class InvitationSchema(RolesSchema):
    """An office that is invited."""

    email = Mailbox(longest=LONGEST_MAILBOX, required=True)
    office = Line(longest=LONGEST_OFFICE, required=True)


class QuestionSchema(Schema):
    """A question to an applicant."""

    class Meta:
        unknown = RAISE

    question = Text(longest=LONGEST_ANSWER, required=True, metadata={"pattern": r"\w"})


class DeferralSchema(Schema):
    """Why an application is deferred."""

    class Meta:
        unknown = RAISE

    reason = Text(
        longest=LONGEST_ANSWER,
        required=True,
        metadata={"description": "Only editors of the co-chairs read it.", "pattern": r"\w"},
    )


class ApplicationSchema(Schema):
    """An application to join the Group."""

    class Meta:
        unknown = RAISE

    code = Line(longest=20, required=True)
    standing = OneOf(JOINING, required=True)
    mailbox = Mailbox(longest=LONGEST_MAILBOX, required=True)
    office = Line(longest=LONGEST_OFFICE, required=True)
    letter_reference = Line(longest=100, required=True)
    letter_date = a_day(required=True)
    contributions = fields.List(OneOf(Contribution), load_default=list)
    is_public = Truth(load_default=False)
