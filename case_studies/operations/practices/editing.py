"""Writing a good practice: proposing it, changing it, and recording the search for what speaks against it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Initiative, Practice, PracticeEdition, Theme
from case_studies.notifications.notify_of_practices import notify_of_practice
from case_studies.operations.items import first_values, lock_owner, started_before
from case_studies.policy.actor import Actor
from case_studies.policy.practices import PRACTICE_POLICY, PracticePermission, may_propose
from case_studies.taxonomy.entries import chosen_entries
from case_studies.unit_of_work import now
from case_studies.vocabulary import (
    Attribution,
    Audience,
    HistoryAction,
    Kind,
    Language,
    PracticeState,
    Register,
    Role,
)
from case_studies.workflow.history import record_item_event
from case_studies.workflow.index_tasks import queue_item
from case_studies.workflow.practice_guards import TEXTS
from case_studies.workflow.practices import STALE

COLUMNS = ("language", *TEXTS, "search_query")
CODES: Mapping[str, type[Any]] = {"themes": Theme, "initiatives": Initiative}


def start_practice(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> Practice:
    """Start a practice: a draft of an editor, or what a focal point proposes until another one supports it."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_propose(actor):
        raise NotAllowed(N_("Only editors and focal points can propose a practice."))
    owner = lock_owner(session, actor)
    earlier = started_before(session, Practice, owner, form_key)
    if earlier is not None:
        return earlier
    state = PracticeState.DRAFT if actor.is_a(Role.EDITOR) else PracticeState.PROPOSED
    first = first_values(session, Kind.PRACTICE, actor)
    edition = PracticeEdition(
        number=1, state=state, language=Language.ENGLISH, title="", created_at=first["created_at"]
    )
    practice = Practice(
        **first,
        owner=owner,
        register=Register.ON_RECORD,
        audience=Audience.PUBLIC,
        attribution=Attribution.NAMED,
        form_key=form_key,
        demonstration=demonstration,
        editions=[edition],
    )
    session.add(practice)
    _write(session, practice, values)
    session.flush()
    entry = record_item_event(session, practice, actor, HistoryAction.START, after=state, edition=1)
    notify_of_practice(session, practice, HistoryAction.START, actor, entry.number)
    return practice


def edit_practice(
    session: Session, practice: Practice, actor: Actor, values: Mapping[str, Any], *, version: int
) -> None:
    """Change the current edition. Fields that are not in `values` stay as they are."""
    check_writable(practice, actor, version)
    _write(session, practice, values)
    touch(session, practice)


def check_writable(practice: Practice, actor: Actor, version: int) -> None:
    """Refuse unless the actor may change the current edition, and saw it as it is."""
    PRACTICE_POLICY.check_usable(actor, practice, PracticePermission.EDIT)
    if practice.version != version:
        raise StaleVersion(STALE)


def touch(session: Session, practice: Practice) -> None:
    """Grow the version, and queue it for the index.

    What an editor proposed to adopt is not the same any more, so somebody proposes it again.
    """
    edition = practice.current
    if edition.state != PracticeState.ADOPTED:
        edition.adoption_proposed_by_id = edition.adoption_proposed_code = None
    practice.changed_at = now(session)
    queue_item(session, practice)


def _write(session: Session, practice: Practice, values: Mapping[str, Any]) -> None:
    edition = practice.current
    for name in COLUMNS:
        if name in values:
            setattr(edition, name, values[name])
    if not edition.title:
        raise Incomplete({"title": [N_("Give the practice a title that begins with a verb.")]})
    if "audience" in values:
        practice.audience = values["audience"]
    if "search_result" in values and values["search_result"] != edition.search_result:
        edition.search_result, edition.searched_at = values["search_result"], now(session)
    for name, kind in CODES.items():
        if name in values:
            setattr(edition, name, chosen_entries(session, kind, values[name], name))
