"""The caller's inbox, and how they want to be told."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.serializers.cases import serialize_case_link
from app.current import current_platform
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
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.notifications.notify import default_delivery
from case_studies.operations.inbox import (
    InboxItem,
    choose_delivery,
    inbox,
    mark_notifications_read,
    notification_choices,
    unread,
)
from case_studies.vocabulary import Delivery, NotificationEvent

area = ApiBlueprint("Notices", "What the caller was told, and how they want to be told.")

THE_CALLER = "Whoever has a token, for itself."


@area.route("/notices")
@signed_in
@area.arguments(InboxPageSchema, location="query")
@area.answers(200, InboxSchema, who=THE_CALLER, refusals=(401, 422))
def read_inbox(values: dict[str, Any]) -> dict[str, Any]:
    """Read the inbox, the newest notice first.

    What a notice says follows what the caller may see of its case now.
    """
    with current_platform().work.reading() as session:
        page = inbox(session, actor(), page=values["page"], per_page=values["per_page"])
        counts = {name: getattr(page, name) for name in ("total", "unread", "page", "per_page")}
        return {"items": [_tell(item) for item in page.items], **counts}


def _tell(item: InboxItem) -> dict[str, Any]:
    said = item.said
    return {
        **notification_phrase(item),
        "event": item.event,
        "reference": said.reference,
        "title": said.shown.title if said.shown is not None else None,
        "url": request.host_url.rstrip("/") + said.path if said.path else None,
        "cases": [serialize_case_link(revision) for revision in said.cases],
    }


@area.route("/notices/read", methods=["POST"])
@signed_in
@area.arguments(MarkReadSchema, example={"notices": [1]})
@area.answers(200, UnreadCountSchema, who=THE_CALLER, refusals=(401, *BODY))
def mark_as_read(values: dict[str, Any]) -> dict[str, int]:
    """Mark notices as read.

    Others' notices stay as they are.
    """
    with current_platform().work.writing() as session:
        mark_notifications_read(session, actor(), values["notices"])
        return {"unread": unread(session, actor())}


@area.route("/notices/choices")
@signed_in
@area.answers(200, DeliveryChoiceOutputSchema(many=True), who=THE_CALLER, refusals=(401,))
def list_delivery_choices() -> list[dict[str, Any]]:
    """Read how the caller is told of each event."""
    with current_platform().work.reading() as session:
        return _tell_choices(notification_choices(session, actor()))


@area.route("/notices/choices", methods=["PUT"])
@signed_in
@area.arguments(DeliveryChoicesSchema, example={"choices": [{"event": "published", "delivery": "digest"}]})
@area.answers(200, DeliveryChoiceOutputSchema(many=True), who=THE_CALLER, refusals=(401, *BODY))
def update_delivery_choices(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Choose what comes by mail at once, in one mail a day, or not by mail.

    The inbox has every notice all the same.
    """
    wanted = {NotificationEvent(choice["event"]): Delivery(choice["delivery"]) for choice in values["choices"]}
    with current_platform().work.writing() as session:
        choose_delivery(session, actor(), wanted)
        return _tell_choices(notification_choices(session, actor()))


def _tell_choices(found: dict[NotificationEvent, Delivery]) -> list[dict[str, Any]]:
    return [
        {
            "event": event,
            "name": _(MESSAGE_TEMPLATES[event].name),
            "delivery": delivery,
            "usual": default_delivery(event),
        }
        for event, delivery in found.items()
    ]
