"""The inbox of the caller, and how they want to be notified."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.serializers.cases import serialize_case_link
from app.current import current_platform, reading
from app.identity import actor
from app.phrases.notifications import notification_phrase
from app.schemas.notifications import (
    DeliveryChoiceOutputSchema,
    DeliveryChoicesSchema,
    InboxPageSchema,
    InboxSchema,
    MarkReadSchema,
    UnreadCountSchema,
)
from app.thing_urls import thing_url
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.notifications.notify import default_delivery
from case_studies.operations.inbox import (
    InboxItem,
    choose_delivery,
    count_unread,
    inbox,
    mark_notifications_read,
    notification_choices,
)
from case_studies.vocabulary import Delivery, NotificationEvent, TokenScope

blueprint = ApiBlueprint("Notifications", "The inbox, and how the caller wants to be notified.")

THE_CALLER = "Everybody with a token, for themselves."


@blueprint.route("/notices")
@signed_in
@blueprint.arguments(InboxPageSchema, location="query")
@blueprint.returns(200, InboxSchema, callers=THE_CALLER, refusals=(401, 422))
def read_inbox(values: dict[str, Any]) -> dict[str, Any]:
    """Read the inbox, the newest notification first.

    A notification shows only what the caller may see of its case now.
    """
    with reading() as session:
        page = inbox(session, actor(), page=values["page"], per_page=values["per_page"])
        counts = {name: getattr(page, name) for name in ("total", "unread", "page", "per_page")}
        return {"items": [_serialize_notification(item) for item in page.items], **counts}


def _serialize_notification(item: InboxItem) -> dict[str, Any]:
    message = item.message
    return {
        **notification_phrase(item),
        "event": item.event,
        "reference": message.reference,
        "title": message.revision.title if message.revision is not None else None,
        "url": request.host_url.rstrip("/") + message.path if message.path else None,
        "cases": [serialize_case_link(revision) for revision in message.cases],
        "others": [
            {
                "kind": one.kind,
                "reference": one.reference,
                "title": one.title,
                "url": thing_url(one.reference, external=True),
            }
            for one in message.items
        ],
    }


@blueprint.route("/notices/read", methods=["POST"])
@signed_in
@blueprint.arguments(MarkReadSchema, example={"notices": [1]})
@blueprint.returns(200, UnreadCountSchema, callers=THE_CALLER, refusals=(401, *BODY), scope=TokenScope.WRITE)
def mark_as_read(values: dict[str, Any]) -> dict[str, int]:
    """Mark notifications as read.

    Each caller has numbers of their own, so that notifications of others can't be meant. Unknown ones are ignored.
    """
    with current_platform().work.writing() as session:
        mark_notifications_read(session, actor(), values["notices"])
        return {"unread": count_unread(session, actor())}


@blueprint.route("/notices/choices")
@signed_in
@blueprint.returns(200, DeliveryChoiceOutputSchema(many=True), callers=THE_CALLER, refusals=(401,))
def list_delivery_choices() -> list[dict[str, Any]]:
    """List how the caller is notified of each event."""
    with reading() as session:
        return _serialize_choices(notification_choices(session, actor()))


@blueprint.route("/notices/choices", methods=["PUT"])
@signed_in
@blueprint.arguments(DeliveryChoicesSchema, example={"choices": [{"event": "published", "delivery": "digest"}]})
@blueprint.returns(
    200, DeliveryChoiceOutputSchema(many=True), callers=THE_CALLER, refusals=(401, *BODY), scope=TokenScope.WRITE
)
def update_delivery_choices(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Choose for each event: mailed at once, in one mail a day, or not mailed.

    The inbox has every notification in any case.
    """
    deliveries = {choice["event"]: choice["delivery"] for choice in values["choices"]}
    with current_platform().work.writing() as session:
        choose_delivery(session, actor(), deliveries)
        return _serialize_choices(notification_choices(session, actor()))


def _serialize_choices(choices: dict[NotificationEvent, Delivery]) -> list[dict[str, Any]]:
    return [
        {
            "event": event,
            "name": _(MESSAGE_TEMPLATES[event].name),
            "delivery": delivery,
            "usual": default_delivery(event),
        }
        for event, delivery in choices.items()
    ]
