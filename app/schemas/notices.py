"""Notices: what the API takes and sends of them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, Range

from app.schemas.fields import OneOf, about
from case_studies.vocabulary import Delivery, Event

MOST_IDS = 500


class InboxSchema(Schema):
    """Which part of the inbox is asked for."""

    class Meta:
        unknown = RAISE

    page = fields.Integer(load_default=1, validate=Range(1, 1_000_000), **about("Counted from 1."))
    per_page = fields.Integer(load_default=30, validate=Range(1, 100), **about("Notices on a page."))


class ReadSchema(Schema):
    """Which notices were read."""

    class Meta:
        unknown = RAISE

    notices = fields.List(
        fields.Integer(strict=True, validate=Range(1, 2_147_483_647)),
        allow_none=True,
        load_default=None,
        validate=Length(max=MOST_IDS, error=_l("At most %(most)s at once.", most=MOST_IDS)),
        **about("Their ids; left away, all of them."),
    )


class ChoiceSchema(Schema):
    """How the caller wants to be told of one event."""

    class Meta:
        unknown = RAISE

    event = OneOf(Event, required=True, **about("What happened."))
    delivery = OneOf(Delivery, required=True, **about("At once, in one mail a day, or not by mail."))


class ChoicesSchema(Schema):
    """How the caller wants to be told."""

    class Meta:
        unknown = RAISE

    choices = fields.List(
        fields.Nested(ChoiceSchema),
        required=True,
        validate=Length(max=len(Event)),
        **about("Events that are not named stay as they are."),
    )


def _sent(kind: type[fields.Field[Any]], text: str, **rest: Any) -> Any:
    return kind(required=True, metadata={"description": text}, **rest)


class NoticeAnswerSchema(Schema):
    """One notice, as its reader may know it now."""

    id = _sent(fields.Integer, "Names it.")
    event = fields.String(required=True, metadata={"enum": [event.value for event in Event]})
    at = _sent(fields.DateTime, "When it happened.", format="iso")
    read = _sent(fields.Boolean, "Whether it was marked as read.")
    name = _sent(fields.String, "What it is, in a few words.")
    happened = _sent(fields.String, "What happened.")
    now = _sent(fields.String, "What to do now.")
    reference = _sent(fields.String, "The case.")
    title = _sent(fields.String, "The title of the case; null where it is not the reader's to see.", allow_none=True)
    url = _sent(fields.String, "The page it leads to; null where none is open to the reader.", allow_none=True)


class InboxAnswerSchema(Schema):
    """One page of the inbox."""

    items = fields.List(fields.Nested(NoticeAnswerSchema), required=True)
    total = _sent(fields.Integer, "All notices of the caller.")
    unread = _sent(fields.Integer, "Those not marked as read.")
    page = _sent(fields.Integer, "The page in this answer.")
    per_page = _sent(fields.Integer, "Notices on a page.")


class ReadAnswerSchema(Schema):
    """What is left to read."""

    unread = _sent(fields.Integer, "Notices not marked as read.")


class ChoiceAnswerSchema(Schema):
    """How the caller is told of one event that their roles can bring."""

    event = fields.String(required=True, metadata={"enum": [event.value for event in Event]})
    name = _sent(fields.String, "What it is, in a few words.")
    delivery = fields.String(required=True, metadata={"enum": [delivery.value for delivery in Delivery]})
    usual = fields.String(required=True, metadata={"enum": [delivery.value for delivery in Delivery]})
