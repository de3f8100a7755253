"""Difficult issues, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.case_output import SubmitterSchema
from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_count, a_day, a_moment, a_number, a_text, a_truth, many, one_of
from case_studies.vocabulary import (
    AnswerKind,
    Attribution,
    Audience,
    EvidenceChange,
    IssueAction,
    IssueState,
    Kind,
    Language,
    Obstacle,
    OutcomeAdvice,
    OutcomeResult,
    Register,
    Section,
)


class AnswerOutputSchema(Schema):
    """An answer, as the caller may read it."""

    id = a_number()
    kind = one_of(AnswerKind)
    text = a_text()
    answered_by = fields.Nested(SubmitterSchema, required=True)
    case = a_text("The reference of the case that it names.", allow_none=True)
    revision = a_number("The revision that it names.", allow_none=True)
    section = one_of(Section, or_none=True)
    moved = one_of(EvidenceChange, or_none=True)
    taken_up = a_truth("Whether the delegation that asked tries it.")
    given_at = a_moment()


class SynthesisOutputSchema(Schema):
    """What an editor made of the answers."""

    members_do = a_text()
    they_differ = a_text()
    nobody_knows = a_text()
    written_at = a_moment()


class OutcomeOutputSchema(Schema):
    """What came of an answer."""

    tried = a_text()
    since = a_number("A year.", allow_none=True)
    result = one_of(OutcomeResult)
    advice = one_of(OutcomeAdvice, or_none=True)
    made_possible_by = a_text()
    reported_at = a_moment()
    reported_by = fields.Nested(SubmitterSchema, required=True)
    by_asker = a_truth("Whether it is reported by the delegation that asks. Only that moves the issue.")


class SuggestedDelegationSchema(Schema):
    """A delegation that may know more, and why."""

    delegation = a_text("The code of the delegation.")
    cases_on_themes = a_count("Its published cases on the themes of the issue.")
    cases_in_operation = a_count("Its published cases in the operation of the issue.")
    last_asked = a_day("When it was last asked to answer any issue.", allow_none=True)


class InvitationsSchema(Schema):
    """Which delegations were asked to answer, and which may be asked."""

    invited = fields.List(a_text(), required=True)
    suggested = many(SuggestedDelegationSchema, "The best first.")


class IssueLinkSchema(Schema):
    """What every list of issues shows of one."""

    reference = a_text()
    kind = one_of([Kind.ISSUE])
    url = a_text("The page of the issue.")
    state = one_of(IssueState)
    register = one_of(Register)
    audience = one_of(Audience)
    attribution = one_of(Attribution)
    language = one_of(Language)
    question = a_text()
    asked_by = fields.Nested(SubmitterSchema, required=True)
    themes = many(CodedValueSchema)
    posted_at = a_moment(allow_none=True)
    answer_by = a_day(allow_none=True)
    stale = a_truth("Whether its delegation was asked twice how it is now, and did not answer.")


class IssueOutputSchema(IssueLinkSchema):
    """An issue, as the caller may read it."""

    version = a_number("Increases with every change.")
    actions = fields.List(
        one_of(IssueAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )
    became = a_text("The case that was made of it, for its delegation.", allow_none=True)
    setting = a_text()
    names_agreed = a_truth("Whether the host State and others that the text names agreed to be named.")
    obstacle = one_of(Obstacle, or_none=True)
    already_tried = a_text()
    who_could_change_it = a_text()
    operation = fields.Nested(CodedValueSchema, required=True, allow_none=True)
    answers = many(AnswerOutputSchema)
    synthesis = fields.Nested(SynthesisOutputSchema, required=True, allow_none=True)
    outcomes = many(OutcomeOutputSchema)


class IssuesSchema(Schema):
    """A page of issues."""

    items = many(IssueLinkSchema)
    total = a_count("How many issues there are on all pages.")
    page = a_number()
    pages = a_number()
