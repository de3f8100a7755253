"""The record of a delegation, the chair and applications to join, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_day, a_moment, a_number, a_text, a_truth, codes, many, one_of
from case_studies.policy.delegations import DelegationRight
from case_studies.vocabulary import ApplicationState, Certainty, Contribution, DelegationKind, Role, Standing


class ContributionOutputSchema(Schema):
    """What a delegation contributes to UN peacekeeping."""

    kind = one_of(Contribution)
    since = a_number(allow_none=True)
    source = a_text()
    certainty = one_of(Certainty)


class OfficeOutputSchema(Schema):
    """An office of the delegation."""

    id = a_number()
    office = a_text()
    email = a_text()
    roles = fields.List(one_of(Role), required=True)
    active = a_truth("Whether its account is open.")


class DelegationRecordSchema(CodedValueSchema):
    """The record of a delegation."""

    kind = one_of(DelegationKind)
    standing = one_of(Standing)
    mailbox = a_text("The mailbox of its office for the Group.")
    languages = codes()
    contributions = many(ContributionOutputSchema)
    is_public = a_truth("Whether everybody may know that it takes part.")
    clears_itself = a_truth("Whether one person may write and clear a text.")
    joined_on = a_day(allow_none=True)
    left_on = a_day(allow_none=True)
    offices = many(OfficeOutputSchema, "For those who look after the delegation; empty for its other offices.")
    rights = fields.List(one_of(DelegationRight), required=True, metadata={"description": "What the caller may do."})


class CoChairSchema(CodedValueSchema):
    """A co-chair, with its term."""

    since = a_day("Null if no date is stated.", allow_none=True)
    until = a_day("Null if its term has no end yet.", allow_none=True)


class ChairHandoverSchema(Schema):
    """A hand-over of the chair that is not done."""

    id = a_number()
    outgoing = a_text("The code of the co-chair that hands over.")
    incoming = a_text("The code of the member that takes over.")
    on_day = a_day()
    until = a_day("The end of the new term.", allow_none=True)
    confirmed_at = a_moment("Null while it waits for an editor of another co-chair.", allow_none=True)


class ChairOutputSchema(Schema):
    """The chair of the Group."""

    co_chairs = many(CoChairSchema)
    proposed = many(ChairHandoverSchema, "The oldest first.")


class OpinionSchema(Schema):
    """A question of a co-chair, with its answer."""

    co_chair = a_text("The code of the co-chair.")
    question = a_text()
    answer = a_text(allow_none=True)


class ApplicationOutputSchema(Schema):
    """An application to join the Group."""

    id = a_number()
    delegation = fields.Nested(CodedValueSchema, required=True)
    standing = one_of(Standing)
    state = one_of(ApplicationState)
    office = a_text("The office that applied.")
    mailbox = a_text("Its mailbox, which was proved.")
    letter_reference = a_text()
    letter_date = a_day()
    contributions = fields.List(one_of(Contribution), required=True)
    is_public = a_truth("Whether everybody may know of the membership.")
    proved_at = a_moment("Since when the co-chairs have it.")
    decided_at = a_moment(allow_none=True)
    supporters = codes("The co-chairs that said yes.")
    waiting = codes("The co-chairs that have not said yes.")
    questions = many(OpinionSchema)
    accepted_after = a_day("The day after which silence is consent. Null while a question is open.", allow_none=True)
    may_support = a_truth("Whether the caller may say yes, or ask.")
    reason = a_text("Why it was deferred. Empty for administrators, who do not answer applications.")


class ApplicationsSchema(Schema):
    """The open applications, the oldest first, and the last that were decided, the newest first."""

    open = many(ApplicationOutputSchema)
    decided = many(ApplicationOutputSchema)
