"""Good practices, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.case_output import SubmitterSchema
from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_count, a_day, a_moment, a_number, a_text, a_truth, many, one_of
from case_studies.vocabulary import (
    Attribution,
    Audience,
    Concern,
    Confidence,
    Evidence,
    EvidenceChange,
    EvidenceRelation,
    Kind,
    Language,
    PracticeAction,
    PracticeRemarkKind,
    PracticeState,
    Register,
    Section,
)


class EvidenceOutputSchema(Schema):
    """A row of evidence that the caller may read."""

    id = a_number()
    case = a_text("The reference of the case.")
    title = a_text("The title of the case.")
    submitted_by = fields.Nested(SubmitterSchema, required=True)
    revision = a_number("The revision on which the row rests.")
    section = one_of(Section)
    relation = one_of(EvidenceRelation)
    shows = a_text()
    sentences = fields.List(
        a_number(), required=True, metadata={"description": "Numbers of entries of the practice’s `sentences`, from 1."}
    )
    evidence_kind = one_of(Evidence)
    moved = one_of(EvidenceChange, or_none=True)


class ConfidenceOutputSchema(Schema):
    """The confidence in what the caller reads, as an editor assessed it."""

    methodological_limits = one_of(Concern)
    coherence = one_of(Concern)
    adequacy = one_of(Concern)
    relevance = one_of(Concern)
    level = one_of(Confidence)
    reason = a_text()
    assessed_at = a_moment()


class EvidenceChangeOutputSchema(Schema):
    """What moved under the edition."""

    change = one_of(EvidenceChange)
    case = a_text("The reference of the case; null if the caller may not read it.", allow_none=True)
    flagged_at = a_moment()


class PracticeRemarkOutputSchema(Schema):
    """What was said in the consultation."""

    id = a_number()
    kind = one_of(PracticeRemarkKind)
    text = a_text()
    delegation = a_text("The code of the delegation; null if it may not be named.", allow_none=True)
    given_at = a_moment()
    answer = a_text()
    answered_at = a_moment(allow_none=True)


class PracticeLinkSchema(Schema):
    """What every list of practices shows of one."""

    reference = a_text()
    kind = one_of([Kind.PRACTICE])
    url = a_text("The page of the practice.")
    edition = a_number()
    state = one_of(PracticeState)
    evidence_changed = a_truth("Whether something moved under the adopted edition, as far as the caller may know.")
    register = one_of(Register)
    audience = one_of(Audience)
    attribution = one_of(Attribution)
    language = one_of(Language)
    title = a_text()
    statement = a_text()
    themes = many(CodedValueSchema)
    cases = a_count("How many cases the caller reads in the evidence.")
    level = one_of(Confidence, or_none=True)
    adopted_at = a_moment(allow_none=True)


class PracticeOutputSchema(PracticeLinkSchema):
    """An edition of a practice, as the caller may read it."""

    version = a_number("Increases with every change.")
    actions = fields.List(
        one_of(PracticeAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )
    editions = fields.List(a_number(), required=True, metadata={"description": "Those that the caller reads."})
    do = a_text()
    sentences = fields.List(a_text(), required=True, metadata={"description": "Those of `do`, without Markdown."})
    mechanism = a_text()
    fits_where = a_text()
    how_to_start = a_text()
    costs = a_text()
    harms = a_text()
    not_known = a_text()
    initiatives = many(CodedValueSchema)
    search_query = a_text()
    search_result = a_text()
    searched_at = a_moment(allow_none=True)
    evidence = many(EvidenceOutputSchema)
    confidence = fields.Nested(ConfidenceOutputSchema, required=True, allow_none=True)
    changes = many(EvidenceChangeOutputSchema)
    remarks = many(PracticeRemarkOutputSchema)
    consulted_at = a_moment(allow_none=True)
    revised_because = a_text()
    retired_because = a_text()
    next_look_on = a_day(allow_none=True)


class PracticesSchema(Schema):
    """A page of practices."""

    items = many(PracticeLinkSchema)
    total = a_count("How many practices there are on all pages.")
    page = a_number()
    pages = a_number()
