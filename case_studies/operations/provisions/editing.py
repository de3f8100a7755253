"""Adding a provision and changing it."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Initiative, Provision
from case_studies.operations.items import lock_owner
from case_studies.policy.actor import Actor
from case_studies.policy.provisions import may_write_provisions
from case_studies.taxonomy.entries import chosen_entries
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_platform_event

STATUS = ("status", "status_by", "status_on")
COLUMNS = ("paragraph", "title", "summary", "addressee", *STATUS)
STALE = N_(
    "The provision was changed after you opened this page. Nothing was saved. Look at it; saving again replaces it."
)
WITH_STATUS = N_("A status needs what is reported, by whom and when. Leave all three empty if nothing is reported.")
LARGEST_NUMBER = 999_999


def add_provision(session: Session, actor: Actor, values: Mapping[str, Any], *, form_key: str | None) -> Provision:
    """Add a provision. With the same form key again, return the first."""
    _check_may_write(actor)
    lock_owner(session, actor)
    earlier = select(Provision).where(Provision.form_key == form_key)
    if form_key is not None and (first := session.scalar(earlier)) is not None:
        return first
    provision = Provision(form_key=form_key, created_at=now(session))
    _write(session, provision, actor, values)
    session.add(provision)
    session.flush()
    record_provision_event(session, provision, actor, HistoryAction.ADD_PROVISION)
    return provision


def change_provision(
    session: Session, provision: Provision, actor: Actor, values: Mapping[str, Any], *, version: int
) -> None:
    """Write the values that are given; the others stay. Raises Incomplete by field, StaleVersion."""
    _check_may_write(actor)
    if provision.version != version:
        raise StaleVersion(STALE)
    _write(session, provision, actor, values)
    record_provision_event(session, provision, actor, HistoryAction.CHANGE_PROVISION)


def record_provision_event(
    session: Session, provision: Provision, actor: Actor, action: HistoryAction, *, linked: str = ""
) -> None:
    """Append to the history what happened to a provision; `linked` is the reference of what a link leads to."""
    name = f"{provision.id}: {provision.initiative_id}, {provision.paragraph}, {provision.title}"
    record_platform_event(session, actor, action, note=f"{name}: {linked}" if linked else name)


def _check_may_write(actor: Actor) -> None:
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_write_provisions(actor):
        raise NotAllowed(N_("Only editors write provisions."))


def _write(session: Session, provision: Provision, actor: Actor, values: Mapping[str, Any]) -> None:
    with session.no_autoflush:
        if values.get("initiative", provision.initiative_id) != provision.initiative_id:
            [provision.initiative] = chosen_entries(session, Initiative, [values["initiative"]], "initiative")
            provision.initiative_id = provision.initiative.id
        for name in COLUMNS:
            setattr(provision, name, values.get(name, getattr(provision, name) or ""))
        _check(session, provision)
    found = re.search(r"\d+", provision.paragraph)
    provision.number = min(int(found.group()), LARGEST_NUMBER) if found else 0
    provision.author_id, provision.changed_at = actor.account, now(session)


def _check(session: Session, provision: Provision) -> None:
    reported = [name for name in STATUS if getattr(provision, name)]
    if reported and len(reported) < len(STATUS):
        raise Incomplete({name: [WITH_STATUS] for name in STATUS if name not in reported})
    same = select(Provision.id).where(
        Provision.initiative_id == provision.initiative_id,
        Provision.paragraph == provision.paragraph,
        Provision.title == provision.title,
    )
    if set(session.scalars(same)) - {provision.id}:
        raise Incomplete({"title": [N_("This paragraph with this title is already among the provisions.")]})
