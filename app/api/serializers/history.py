"""Entries of the history of a case."""

from app.api.serializers import Json
from app.api.serializers.accounts import serialize_office
from case_studies.models import HistoryEntry


def serialize_history_entry(entry: HistoryEntry, *, inside: bool) -> Json:
    """Return what happened. Only those who take part in the case (`inside`) learn who did it, and why."""
    return {
        "at": entry.at,
        "action": entry.action,
        "from_state": entry.from_state,
        "to_state": entry.to_state,
        "revision": entry.revision_number,
        "note": entry.full_note if inside else "",
        "by": serialize_office(entry.account) if inside and entry.account is not None else None,
    }
