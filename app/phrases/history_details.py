"""What administrators read about security events."""

from flask_babel import gettext as _

from app.phrases.labels import ROLES
from app.phrases.settings import SETTINGS
from case_studies.models import HistoryEntry
from case_studies.vocabulary import HistoryAction, Role

OF_ROLES = frozenset({HistoryAction.ADD_ACCOUNT, HistoryAction.CHANGE_ROLES})
OPEN_OR_CLOSED = frozenset({HistoryAction.CLOSE_ACCOUNT, HistoryAction.OPEN_ACCOUNT})


def event_details(entry: HistoryEntry) -> str:
    """Return what changed, such as the roles before and after; empty if the name of the event says it."""
    if entry.action in OPEN_OR_CLOSED:
        return ""
    before, after = entry.from_state or "", entry.to_state or ""
    if entry.action in OF_ROLES:
        before, after = _role_names(before), _role_names(after)
    if entry.action == HistoryAction.CHANGE_SETTING:
        before = f"{SETTINGS.get(entry.note, entry.note)}: {before}"
    if entry.action == HistoryAction.CHANGE_SITE_TEXT:
        return entry.note  # the numbers of the texts say nothing by themselves
    if before and after:
        return str(_("%(before)s → %(after)s", before=before, after=after))
    return before or after


def _role_names(roles: str) -> str:
    known = {role.value: str(ROLES[role]) for role in Role}
    return ", ".join(known.get(name, name) for name in roles.split(", "))
