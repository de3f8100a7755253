"""Joint texts, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.case_output import SubmitterSchema
from app.schemas.output_fields import a_count, a_day, a_moment, a_number, a_text, a_truth, many, one_of
from app.schemas.revisions import TextPieceSchema
from case_studies.text_vocabulary import Alignment, CommentKind, TextAction, TextKind, TextState
from case_studies.vocabulary import Attribution, Audience, Kind, Language, Register

FOR_MEMBERS = "Null for callers who are no members."


class TextCommentSchema(Schema):
    """What a delegation says about a paragraph."""

    id = a_number()
    version_number = a_number("Of the version that it is about.")
    kind = one_of(CommentKind)
    language = one_of(Language)
    text = a_text()
    delegation = fields.Nested(SubmitterSchema, required=True)
    made_at = a_moment()
    taken_up_in = a_number("The number of the version that takes it up.", allow_none=True)


class TextParagraphSchema(Schema):
    """A paragraph of the newest version."""

    number = a_number("Its place, from 1.")
    id = a_number(f"It keeps this id in later versions. {FOR_MEMBERS}", allow_none=True)
    text = a_text("Markdown.")
    comments = many(TextCommentSchema, "For members.")


class SilenceBreakSchema(Schema):
    """A break of silence; before its clearance for the own delegation only."""

    version_number = a_number()
    paragraph = a_number("The id of the paragraph.")
    reason = a_text()
    delegation = fields.Nested(SubmitterSchema, required=True)
    asked_at = a_moment()
    cleared_at = a_moment(allow_none=True)
    waits = a_truth("Whether it waits for clearance by the caller's delegation.")


class TextVersionOutputSchema(Schema):
    """A version that the caller may read."""

    number = a_number()
    note = a_text()
    saved_at = a_moment()


class TextLinkSchema(Schema):
    """What every list of joint texts shows of one."""

    reference = a_text()
    kind = one_of([Kind.TEXT])
    url = a_text("The page of the text.")
    state = one_of(TextState)
    register = one_of(Register)
    audience = one_of(Audience)
    attribution = one_of(Attribution)
    language = one_of(Language)
    title = a_text()
    text_kind = one_of(TextKind)
    event = a_text("The reference of the event that it is for, if the caller may read it.", allow_none=True)
    comments_until = a_day(FOR_MEMBERS, allow_none=True)
    silence_until = a_moment(FOR_MEMBERS, allow_none=True)
    silence_zone = a_text("The time zone in which the hour was set.", allow_none=True)
    delivered_at = a_moment(allow_none=True)


class TextOutputSchema(TextLinkSchema):
    """A joint text, as the caller may read it."""

    version = a_number(f"Increases with every change. {FOR_MEMBERS}", allow_none=True)
    actions = fields.List(
        one_of(TextAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )
    number = a_number(f"Of the newest version. {FOR_MEMBERS}", allow_none=True)
    paragraphs = many(TextParagraphSchema)
    languages = fields.List(
        one_of(Language), required=True, allow_none=True, metadata={"description": "In which comments are taken."}
    )
    orphans = many(TextCommentSchema, "Comments on paragraphs that the newest version does not have.")
    versions = many(TextVersionOutputSchema, "Those that the caller may read.")
    breaks = many(SilenceBreakSchema)
    own_answer = one_of(Alignment, or_none=True)
    aligned = fields.List(
        fields.Nested(SubmitterSchema),
        required=True,
        allow_none=True,
        metadata={"description": "On whose behalf it was delivered: those that aligned, and nobody else. Else null."},
    )
    stood_aside = fields.List(
        fields.Nested(SubmitterSchema),
        required=True,
        allow_none=True,
        metadata={"description": "For members, after the delivery. Else null."},
    )
    speaker = a_text()
    symbol = a_text("Of the document, as it was given.")
    link = a_text()
    reason = a_text(f"Why it was dropped. {FOR_MEMBERS}", allow_none=True)


class TextsSchema(Schema):
    """A page of joint texts."""

    items = many(TextLinkSchema)
    total = a_count("How many texts there are on all pages.")
    page = a_number()
    pages = a_number()


class ParagraphChangeSchema(Schema):
    """A paragraph in two versions."""

    id = a_number()
    before = a_number("Its place in the earlier version.", allow_none=True)
    after = a_number("Its place in the later version.", allow_none=True)
    pieces = many(TextPieceSchema)


class TextChangesSchema(Schema):
    """What changed from one version to another, word by word."""

    before = a_number()
    after = a_number()
    paragraphs = many(ParagraphChangeSchema)
