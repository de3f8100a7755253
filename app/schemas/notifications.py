"""Notifications, and how the caller wants to be notified."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from app.schemas.case_link import CaseLinkSchema
from app.schemas.input_fields import OneOf, about, between
from app.schemas.output_fields import a_moment, a_number, a_text, a_truth, many, one_of
from case_studies.db import LARGEST_ID
from case_studies.vocabulary import Delivery, FoundKind, NotificationEvent

MOST_IDS = 500


class InboxPageSchema(Schema):
    """The requested page of the inbox."""

    class Meta:
        unknown = RAISE

    page = fields.Integer(load_default=1, validate=between(1, 1_000_000), **about("Counted from 1."))
    per_page = fields.Integer(load_default=30, validate=between(1, 100), **about("Notifications on a page."))


class MarkReadSchema(Schema):
    """The notifications to mark as read."""

    class Meta:
        unknown = RAISE

    notices = fields.List(
        fields.Integer(strict=True, validate=between(1, LARGEST_ID)),
        allow_none=True,
        load_default=None,
        validate=Length(max=MOST_IDS, error=_l("At most %(most)s at once.", most=MOST_IDS)),
        **about("Their numbers. Without them, all are marked."),
    )


class DeliveryChoiceSchema(Schema):
    """How the caller wants to be notified of one event."""

    class Meta:
        unknown = RAISE

    event = OneOf(NotificationEvent, required=True, **about("The event."))
    delivery = OneOf(Delivery, required=True, **about("At once, in one mail a day, or not by mail."))


class DeliveryChoicesSchema(Schema):
    """How the caller wants to be notified."""

    class Meta:
        unknown = RAISE

    choices = fields.List(
        fields.Nested(DeliveryChoiceSchema),
        required=True,
        validate=Length(max=len(NotificationEvent), error=_l("Each event can be listed once.")),
        **about("Events that are not listed stay as they are."),
    )


class AlertCaseSchema(CaseLinkSchema):
    """A new case that matches a saved search."""


class AlertItemSchema(Schema):
    """Something else that is new and matches a saved search."""

    kind = one_of(kind for kind in FoundKind if kind != FoundKind.CASE)
    reference = a_text()
    title = a_text()
    url = a_text("Its page.")


class NotificationSchema(Schema):
    """A notification, with what its reader may see now."""

    id = a_number("Its number among the notifications of the caller, which counts no others.")
    event = one_of(NotificationEvent)
    at = a_moment("When it happened.")
    read = a_truth("Whether it was marked as read.")
    name = a_text("The name of the event.")
    happened = a_text("What happened.")
    now = a_text("What to do now.")
    reference = a_text("The reference of the case.")
    title = a_text("The title of the case. Null if the reader may not see it.", allow_none=True)
    url = a_text("The page that it leads to. Null if there is none that the reader may open.", allow_none=True)
    search = a_text("The name of the saved search that found new cases. Empty for all other notifications.")
    cases = many(AlertCaseSchema, "The new cases that match the search and that the reader may see.")
    others = many(AlertItemSchema, "What else is new, matches the search and may be seen by the reader.")


class InboxSchema(Schema):
    """One page of the inbox."""

    items = many(NotificationSchema)
    total = a_number("The number of all notifications of the caller.")
    unread = a_number("The number of unread notifications.")
    page = a_number("The number of this page.")
    per_page = a_number("Notifications on a page.")


class UnreadCountSchema(Schema):
    """The number of unread notifications."""

    unread = a_number("The number of unread notifications.")


class DeliveryChoiceOutputSchema(Schema):
    """How the caller is notified of an event. Events that their roles never get are left out."""

    event = one_of(NotificationEvent)
    name = a_text("The name of the event.")
    delivery = one_of(Delivery)
    usual = one_of(Delivery)
