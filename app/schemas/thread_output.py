"""Discussions, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.case_output import SubmitterSchema
from app.schemas.output_fields import a_count, a_day, a_moment, a_number, a_text, a_truth, many, one_of
from case_studies.vocabulary import (
    Attribution,
    Audience,
    Kind,
    Language,
    PostState,
    Register,
    SpeaksAs,
    ThreadAction,
    ThreadState,
)


class AnchorSchema(Schema):
    """What a discussion is about."""

    reference = a_text()
    kind = one_of(Kind)
    title = a_text()
    url = a_text("Its page.")


class PostOutputSchema(Schema):
    """A post, as the caller may read it. Of one that was taken back, nothing is left."""

    id = a_number()
    state = one_of(PostState)
    text = a_text()
    speaks_as = one_of(SpeaksAs, or_none=True)
    said_by = fields.Nested(SubmitterSchema, required=True)
    posted_at = a_moment(allow_none=True)
    hidden_because = a_text("The reason of the editor who hid it.")
    is_own = a_truth("Whether the caller wrote it.")


class ObjectionOutputSchema(Schema):
    """An objection to the summary, for its author and those who may answer it. It does not say who made it."""

    text = a_text()
    made_at = a_moment()
    answer = a_text("Why the summary stays.")
    is_answered = a_truth("Whether it has an answer, or the summary was changed after it.")
    is_own = a_truth("Whether the caller made it.")


class ThreadLinkSchema(Schema):
    """What every list of discussions shows of one."""

    reference = a_text()
    kind = one_of([Kind.THREAD])
    url = a_text("The page of the discussion.")
    state = one_of(ThreadState)
    register = one_of([Register.INFORMAL])
    audience = one_of([Audience.MEMBERS])
    attribution = one_of((Attribution.NAMED_TO_MEMBERS, Attribution.UNNAMED))
    language = one_of(Language)
    title = a_text()
    anchor = a_text("The reference of what it is about.", allow_none=True)
    convened_by = fields.Nested(SubmitterSchema, required=True)
    created_at = a_moment()
    last_post_at = a_moment(allow_none=True)
    closes_on = a_day("The last day for posts.")
    summary = a_text("In at most 200 words. Empty until somebody wrote it.")


class ThreadOutputSchema(ThreadLinkSchema):
    """A discussion, as the caller may read it. It is informal: it must not be cited."""

    version = a_number("Increases with every change.")
    actions = fields.List(
        one_of(ThreadAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )
    about = fields.Nested(AnchorSchema, required=True, allow_none=True)
    posts = many(PostOutputSchema)
    kept_days = a_number("For how many days after its end the posts are kept. Then only the summary stays.")
    posts_deleted_on = a_day("Known once it is closed.", allow_none=True)
    summarized_at = a_moment(allow_none=True)
    objections_until = a_day("Until when those who spoke may object to the summary.", allow_none=True)
    disputed = a_truth("Whether it closed with an objection that nobody answered.")
    objections = many(ObjectionOutputSchema)
    closed_at = a_moment(allow_none=True)
    follows = a_truth("Whether the caller is notified of new posts.")


class ThreadsSchema(Schema):
    """A page of discussions."""

    items = many(ThreadLinkSchema)
    total = a_count("How many discussions there are on all pages.")
    page = a_number()
    pages = a_number()
