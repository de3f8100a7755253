"""Speaking in a discussion: posts, taking them back, hiding them, and following."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed
from case_studies.models import Delegation, Thread, ThreadFollow, ThreadPost
from case_studies.policy.actor import Actor
from case_studies.policy.threads import THREAD_POLICY, ThreadPermission
from case_studies.unit_of_work import now
from case_studies.vocabulary import SpeaksAs, ThreadAction
from case_studies.workflow.text_check import check_texts
from case_studies.workflow.threads import THREADS


def add_post(session: Session, thread: Thread, actor: Actor, values: Mapping[str, Any]) -> ThreadPost:
    """Say something, as the actor's delegation or as a member. Who speaks follows the discussion."""
    THREAD_POLICY.check_usable(actor, thread, ThreadAction.POST)
    check_texts(session, {"text": values["text"]}, thread.language)
    speaks_for = actor.delegation if values["speaks_as"] == SpeaksAs.DELEGATION else None
    post = ThreadPost(
        account_id=actor.account,
        speaks_as=values["speaks_as"],
        delegation=session.get(Delegation, speaks_for) if speaks_for is not None else None,
        text=values["text"],
        posted_at=now(session),
        taken_back=False,
    )
    thread.posts.append(post)
    thread.reminded = False
    if not any(one.account_id == actor.account_id for one in thread.follows):
        follow(thread, actor, True)
    THREADS.perform(session, thread, ThreadAction.POST, actor, version=thread.version)
    return post


def take_back(session: Session, thread: Thread, actor: Actor, number: int | None, *, version: int) -> None:
    """Take back a post of the actor's own. Neither its text nor who wrote it is kept."""
    THREAD_POLICY.check_usable(actor, thread, ThreadAction.TAKE_BACK)
    post = _post(thread, number)
    if post.account_id != actor.account_id:
        raise NotAllowed(N_("You can take back only what you said yourself."))
    THREADS.perform(session, thread, ThreadAction.TAKE_BACK, actor, version=version)
    post.text, post.taken_back, post.hidden_because = "", True, None
    post.account_id, post.speaks_as, post.delegation = None, SpeaksAs.MEMBER, None


def hide_post(session: Session, thread: Thread, actor: Actor, number: int | None, *, note: str, version: int) -> None:
    """Hide a post, with a reason that every member reads."""
    THREAD_POLICY.check_usable(actor, thread, ThreadAction.HIDE_POST)
    post = _post(thread, number)
    THREADS.perform(session, thread, ThreadAction.HIDE_POST, actor, note=note, version=version)
    post.hidden_because = note


def show_post(session: Session, thread: Thread, actor: Actor, number: int | None, *, version: int) -> None:
    """Show a post again that was hidden."""
    THREAD_POLICY.check_usable(actor, thread, ThreadAction.SHOW_POST)
    post = _post(thread, number)
    if post.hidden_because is not None:
        post.hidden_because = None
        THREADS.perform(session, thread, ThreadAction.SHOW_POST, actor, version=version)


def set_following(thread: Thread, actor: Actor, follows: bool) -> None:
    """Follow a discussion, or stop. Nobody else learns it."""
    THREAD_POLICY.check_usable(actor, thread, ThreadPermission.FOLLOW)
    follow(thread, actor, follows)


def follow(thread: Thread, actor: Actor, follows: bool) -> None:
    """Note whether the actor wants to be notified of new posts."""
    for one in thread.follows:
        if one.account_id == actor.account_id:
            one.follows = follows
            return
    thread.follows.append(ThreadFollow(account_id=actor.account, follows=follows))


def _post(thread: Thread, number: int | None) -> ThreadPost:
    post = next((one for one in thread.posts if one.id == number and not one.taken_back), None)
    if post is None:
        raise Incomplete({"post": [N_("Choose a post of this discussion that was not taken back.")]})
    return post
