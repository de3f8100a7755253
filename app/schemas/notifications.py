"""Notices: what the API takes and sends of them."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, Range

from app.schemas.case_link import CaseLinkSchema
from app.schemas.input_fields import OneOf, about
from app.schemas.output_fields import a_moment, a_number, a_text, a_truth, many, one_of
from case_studies.vocabulary import Delivery, NotificationEvent

MOST_IDS = 500


class InboxPageSchema(Schema):
    """Which part of the inbox is asked for."""

    class Meta:
        unknown = RAISE

    page = fields.Integer(load_default=1, validate=Range(1, 1_000_000), **about("Counted from 1."))
    per_page = fields.Integer(load_default=30, validate=Range(1, 100), **about("Notices on a page."))


class MarkReadSchema(Schema):
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


class DeliveryChoiceSchema(Schema):
    """How the caller wants to be told of one event."""

    class Meta:
        unknown = RAISE

    event = OneOf(NotificationEvent, required=True, **about("What happened."))
    delivery = OneOf(Delivery, required=True, **about("At once, in one mail a day, or not by mail."))


class DeliveryChoicesSchema(Schema):
    """How the caller wants to be told."""

    class Meta:
        unknown = RAISE

    choices = fields.List(
        fields.Nested(DeliveryChoiceSchema),
        required=True,
        validate=Length(max=len(NotificationEvent)),
        **about("Events that are not named stay as they are."),
    )


class AlertCaseSchema(CaseLinkSchema):
    """A case that a saved search found."""


class NotificationSchema(Schema):
    """One notice, as its reader may know it now."""

    id = a_number("Names it.")
    event = one_of(NotificationEvent)
    at = a_moment("When it happened.")
    read = a_truth("Whether it was marked as read.")
    name = a_text("What it is, in a few words.")
    happened = a_text("What happened.")
    now = a_text("What to do now.")
    reference = a_text("The case.")
    title = a_text("The title of the case; null where it is not the reader's to see.", allow_none=True)
    url = a_text("The page it leads to; null where none is open to the reader.", allow_none=True)
    search = a_text("The name of the saved search that it is about; empty for all other notices.")
    cases = many(AlertCaseSchema, "What that search found, as far as it is the reader's to see.")


class InboxSchema(Schema):
    """One page of the inbox."""

    items = many(NotificationSchema)
    total = a_number("All notices of the caller.")
    unread = a_number("Those not marked as read.")
    page = a_number("The page in this answer.")
    per_page = a_number("Notices on a page.")


class UnreadCountSchema(Schema):
    """What is left to read."""

    unread = a_number("Notices not marked as read.")


class DeliveryChoiceOutputSchema(Schema):
    """How the caller is told of one event that their roles can bring."""

    event = one_of(NotificationEvent)
    name = a_text("What it is, in a few words.")
    delivery = one_of(Delivery)
    usual = one_of(Delivery)
