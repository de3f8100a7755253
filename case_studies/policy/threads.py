"""Who may see and do what with a discussion: as tables, as a value and as an SQL condition.

Discussion is for members. Administrators read none by their role: an account that only administers sees none.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, false, true

from case_studies.errors import N_
from case_studies.models import Thread
from case_studies.policy.actor import Actor
from case_studies.policy.items import is_editor as is_editor
from case_studies.policy.table import Lines, PolicyTable
from case_studies.vocabulary import Role, ThreadAction, ThreadState

MEMBER_ROLES = tuple(role for role in Role if role != Role.ADMINISTRATOR)


class ThreadPermission(StrEnum):
    """What may be done with a discussion besides the actions of its workflow."""

    EDIT = "edit"
    FOLLOW = "follow"
    READ_OBJECTIONS = "read_objections"


def takes_part_in_discussion(actor: Actor) -> bool:
    """Whether the actor reads discussions, and may start one."""
    return actor.is_a(*MEMBER_ROLES)


def sees(actor: Actor, _thread: Thread) -> bool:
    """Whether the actor sees the discussion: every member does."""
    return takes_part_in_discussion(actor)


def thread_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Thread that is the same as `sees`."""
    return true() if takes_part_in_discussion(actor) else false()


def is_convener(actor: Actor, thread: Thread) -> bool:
    """Whether the actor convened the discussion."""
    return actor.signed_in and actor.account_id == thread.author_id


def spoke(actor: Actor, thread: Thread) -> bool:
    """Whether the actor wrote a post that was not taken back."""
    return actor.signed_in and any(post.account_id == actor.account_id for post in thread.posts)


def nobody_else_spoke(_actor: Actor, thread: Thread) -> bool:
    """Whether all posts are by the convener. Afterwards the title is what others answered to."""
    return all(post.account_id in (None, thread.author_id) for post in thread.posts)


def wrote_the_summary(actor: Actor, thread: Thread) -> bool:
    """Whether the actor wrote the summary."""
    return actor.signed_in and actor.account_id == thread.summarized_by_id


def somebody_else_wrote_the_summary(actor: Actor, thread: Thread) -> bool:
    """Whether the summary is by another account. Its author changes it instead of objecting."""
    return not wrote_the_summary(actor, thread)


def has_no_summary(_actor: Actor, thread: Thread) -> bool:
    """Whether nobody has written a summary yet."""
    return thread.summarized_at is None


S = ThreadState
ThreadRight = ThreadAction | ThreadPermission
BY_PLATFORM = (ThreadAction.CLOSE, ThreadAction.CLOSE_SILENT, ThreadAction.EXPIRE)

RULES: Mapping[ThreadRight, Lines[Thread]] = {
    ThreadPermission.EDIT: ((is_convener, nobody_else_spoke),),
    ThreadPermission.FOLLOW: ((sees,),),
    ThreadPermission.READ_OBJECTIONS: ((wrote_the_summary,), (is_editor,)),
    ThreadAction.POST: ((sees,),),
    ThreadAction.TAKE_BACK: ((spoke,),),
    ThreadAction.EXTEND: ((is_convener,),),
    ThreadAction.SUMMARIZE: ((is_convener, has_no_summary), (wrote_the_summary,), (is_editor,)),
    ThreadAction.OBJECT: ((spoke, somebody_else_wrote_the_summary),),
    ThreadAction.KEEP_SUMMARY: ((wrote_the_summary,), (is_editor,)),
    ThreadAction.HIDE_POST: ((is_editor,),),
    ThreadAction.SHOW_POST: ((is_editor,),),
    **dict.fromkeys(BY_PLATFORM, ()),
}

WITH_POSTS = frozenset({S.OPEN, S.CLOSING, S.CLOSED})

STATES: Mapping[ThreadRight, frozenset[ThreadState]] = {
    ThreadPermission.EDIT: frozenset({S.OPEN}),
    ThreadPermission.FOLLOW: frozenset({S.OPEN, S.CLOSING}),
    ThreadPermission.READ_OBJECTIONS: frozenset({S.CLOSING, S.CLOSED}),
    ThreadAction.POST: frozenset({S.OPEN}),
    ThreadAction.TAKE_BACK: WITH_POSTS,
    ThreadAction.EXTEND: frozenset({S.OPEN}),
    ThreadAction.SUMMARIZE: frozenset({S.OPEN, S.CLOSING}),
    ThreadAction.OBJECT: frozenset({S.CLOSING}),
    ThreadAction.KEEP_SUMMARY: frozenset({S.CLOSING}),
    ThreadAction.HIDE_POST: WITH_POSTS,
    ThreadAction.SHOW_POST: WITH_POSTS,
    ThreadAction.CLOSE: frozenset({S.CLOSING}),
    ThreadAction.CLOSE_SILENT: frozenset({S.CLOSING}),
    ThreadAction.EXPIRE: frozenset({S.CLOSED}),
}

WRONG_STATE: Mapping[ThreadRight, str] = {
    ThreadPermission.EDIT: N_("This discussion is closing or closed and can't be changed any more."),
    ThreadAction.POST: N_("This discussion takes no posts any more."),
    ThreadAction.OBJECT: N_("There is no summary to which you could object, or it is final."),
}

THREAD_POLICY: PolicyTable[Thread] = PolicyTable(rules=RULES, states=STATES, sees=sees, wrong_state=WRONG_STATE)
"""Discussions: speaking, summing up, objecting, and what the platform does when time has passed."""
