"""Moving a discussion on: one function for every action of a person, with what the action needs."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Thread
from case_studies.operations.threads.convening import last_day
from case_studies.operations.threads.posts import hide_post, show_post, take_back
from case_studies.operations.threads.summaries import keep_summary, object_to_summary, summarize
from case_studies.policy.actor import Actor
from case_studies.policy.threads import THREAD_POLICY
from case_studies.vocabulary import ThreadAction
from case_studies.workflow.threads import THREADS


def move(
    session: Session,
    thread: Thread,
    actor: Actor,
    *,
    action: ThreadAction,
    version: int,
    note: str = "",
    summary: str = "",
    closes_on: date | None = None,
    post: int | None = None,
) -> None:
    """Perform an action, or refuse and change nothing."""
    steps: dict[ThreadAction, Any] = {
        ThreadAction.TAKE_BACK: lambda: take_back(session, thread, actor, post, version=version),
        ThreadAction.EXTEND: lambda: extend(session, thread, actor, closes_on, version=version),
        ThreadAction.SUMMARIZE: lambda: summarize(session, thread, actor, summary, version=version),
        ThreadAction.OBJECT: lambda: object_to_summary(session, thread, actor, note, version=version),
        ThreadAction.KEEP_SUMMARY: lambda: keep_summary(session, thread, actor, note, version=version),
        ThreadAction.HIDE_POST: lambda: hide_post(session, thread, actor, post, note=note, version=version),
        ThreadAction.SHOW_POST: lambda: show_post(session, thread, actor, post, version=version),
    }
    steps[action]()


def extend(session: Session, thread: Thread, actor: Actor, closes_on: date | None, *, version: int) -> None:
    """Give the discussion a later last day, once."""
    THREAD_POLICY.check_usable(actor, thread, ThreadAction.EXTEND)
    later = last_day(session, closes_on)
    if later <= thread.closes_on:
        raise Incomplete({"closes_on": [N_("Choose a later day than the present one.")]})
    THREADS.perform(session, thread, ThreadAction.EXTEND, actor, version=version)
    thread.closes_on, thread.extended, thread.reminded = later, True, False
