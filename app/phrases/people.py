"""What administrators read about accounts."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.phrases.labels import ROLES
from case_studies.operations.administration.people import AccountFilter, FactorState
from case_studies.vocabulary import Role

ACCOUNT_FILTERS = {
    AccountFilter.OPEN: _l("Open"),
    AccountFilter.CLOSED: _l("Closed"),
    AccountFilter.RESET: _l("Reset asked for"),
    AccountFilter.ALL: _l("All"),
}
ROLE_HINTS = {
    Role.PRACTITIONER: _l("Reads the cases for members"),
    Role.FOCAL_POINT: _l("Writes for its delegation"),
    Role.CLEARANCE_OFFICER: _l("Releases cases of its delegation"),
    Role.REVIEWER: _l("Reviews cases of other delegations"),
    Role.EDITOR: _l("Organizes reviews and decides"),
    Role.ADMINISTRATOR: _l("Looks after accounts and settings; reads no unpublished case"),
}


def role_choices() -> list[tuple[str, str, str]]:
    """Return value, label and hint of each role, for a form."""
    return [(role.value, str(ROLES[role]), str(ROLE_HINTS[role])) for role in Role]


def factor_phrase(state: FactorState) -> str:
    """Return what an account signs in with beside its password."""
    if not state.has_app and not state.passkeys:
        return str(_("None yet; its roles need one") if state.is_required else _("None; its roles need none"))
    parts = [str(_("Authenticator app"))] if state.has_app else []
    if state.passkeys:
        parts.append(ngettext("%(num)s passkey", "%(num)s passkeys", state.passkeys))
    parts.append(ngettext("%(num)s recovery code left", "%(num)s recovery codes left", state.recovery_codes))
    return ", ".join(parts)
