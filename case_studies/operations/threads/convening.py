"""Starting a discussion, and changing its title before others answer."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Delegation, Thread
from case_studies.notifications.notify_of_threads import notify_about_thread
from case_studies.notifications.recipients import offices_of
from case_studies.operations.items import first_values
from case_studies.operations.threads.anchors import find_anchor
from case_studies.operations.threads.posts import add_post, follow
from case_studies.policy.actor import Actor
from case_studies.policy.threads import THREAD_POLICY, ThreadPermission, takes_part_in_discussion
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import (
    Attribution,
    Audience,
    HistoryAction,
    Kind,
    Language,
    NotificationEvent,
    Register,
    Role,
    SpeaksAs,
    ThreadState,
)
from case_studies.workflow.history import record_item_event
from case_studies.workflow.text_check import check_texts
from case_studies.workflow.threads import STALE

MOST_DAYS = 60
USUAL_DAYS = 30
ATTRIBUTIONS = {SpeaksAs.DELEGATION: Attribution.NAMED_TO_MEMBERS, SpeaksAs.MEMBER: Attribution.UNNAMED}


def convene(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> Thread:
    """Start a discussion, with its first post if there is a text. A second call with the same key returns the first."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not takes_part_in_discussion(actor):
        raise NotAllowed(N_("Discussion is for members. An account that only administers takes no part."))
    earlier = session.scalar(select(Thread).where(Thread.form_key == form_key, Thread.author_id == actor.account_id))
    if form_key is not None and earlier is not None:
        return earlier
    check_texts(session, {"title": values["title"]}, values.get("language", Language.ENGLISH))
    thread = _new_thread(session, actor, values, form_key=form_key, demonstration=demonstration)
    entry = record_item_event(session, thread, actor, HistoryAction.CONVENE, after=ThreadState.OPEN)
    follow(thread, actor, True)
    _notify_owner(session, actor, thread, entry.number)
    if values.get("text"):
        add_post(session, thread, actor, {"text": values["text"], "speaks_as": values["speaks_as"]})
    return thread


def _new_thread(session: Session, actor: Actor, values: Mapping[str, Any], **rest: Any) -> Thread:
    thread = Thread(
        **first_values(session, Kind.THREAD, actor),
        owner=session.get_one(Delegation, actor.delegation),
        state=ThreadState.OPEN,
        register=Register.INFORMAL,
        audience=Audience.MEMBERS,
        attribution=ATTRIBUTIONS[values["speaks_as"]],
        language=values.get("language", Language.ENGLISH),
        title=values["title"],
        anchor=_anchor(session, actor, values.get("anchor")),
        closes_on=last_day(session, values.get("closes_on")),
        kept_days=settings_of(session).posts_kept_days,
        **rest,
    )
    session.add(thread)
    session.flush()
    return thread


def edit_thread(session: Session, thread: Thread, actor: Actor, values: Mapping[str, Any], *, version: int) -> None:
    """Change a discussion in which nobody else spoke. Fields that are not in `values` stay as they are."""
    THREAD_POLICY.check_usable(actor, thread, ThreadPermission.EDIT)
    if thread.version != version:
        raise StaleVersion(STALE)
    if "title" in values:
        check_texts(session, {"title": values["title"]}, values.get("language", thread.language))
        thread.title = values["title"]
    if "anchor" in values:
        thread.anchor = _anchor(session, actor, values["anchor"])
    thread.language = values.get("language", thread.language)
    record_item_event(session, thread, actor, HistoryAction.CHANGE_THREAD)


def last_day(session: Session, asked: date | None) -> date:
    """Return the last day of a discussion, at most 60 days from today. Raises Incomplete for another one."""
    today = now(session).date()
    if asked is None:
        return today + timedelta(days=USUAL_DAYS)
    if not today < asked <= today + timedelta(days=MOST_DAYS):
        message = Message(N_("Choose a day after today, at most %(most)s days from now."), most=MOST_DAYS)
        raise Incomplete({"closes_on": [message]})
    return asked


def _anchor(session: Session, actor: Actor, reference: str | None) -> str | None:
    """Return the reference of what the discussion is about. Raises Incomplete if members can't read it."""
    if reference and find_anchor(session, actor, reference) is None:
        raise Incomplete({"anchor": [N_("There is nothing with this reference that every member may read.")]})
    return reference or None


def _notify_owner(session: Session, actor: Actor, thread: Thread, entry: int) -> None:
    """Notify the focal points of the delegation to which it belongs what it is about."""
    anchor = find_anchor(session, actor, thread.anchor)
    if anchor is not None:
        accounts = offices_of(session, anchor.owner_code, Role.FOCAL_POINT)
        notify_about_thread(
            session, NotificationEvent.THREAD_CONVENED, accounts, thread, key=f"history:{entry}", actor=actor
        )
