"""A notification in the reader's language, the same on the page and in the API."""

from typing import Any

from flask_babel import gettext as _

from app.phrases.days import day
from case_studies.operations.inbox import InboxItem


def notification_phrase(item: InboxItem) -> dict[str, Any]:
    """Return a notification's name, what happened, and what to do now."""
    message = item.message
    return {
        "id": item.number,
        "at": item.at,
        "read": item.read,
        "name": _(message.name),
        "happened": message.fill(_(message.text.happened), day),
        "now": message.fill(_(message.text.to_do), day),
        "search": message.search,
    }
