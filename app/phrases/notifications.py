"""The words of a notice in its reader's language, the same on the page and in the API."""

from typing import Any

from flask_babel import gettext as _

from app.templating import day
from case_studies.operations.inbox import InboxItem


def notification_phrase(item: InboxItem) -> dict[str, Any]:
    """Return a notice with what it is called, what happened and what to do now."""
    said = item.said
    return {
        "id": item.id,
        "at": item.at,
        "read": item.read,
        "name": _(said.name),
        "happened": said.fill(_(said.words.happened), day),
        "now": said.fill(_(said.words.now), day),
        "search": said.search,
    }
