"""Discussions."""

from typing import Any

from flask import url_for

from app.api.serializers import Json
from app.phrases.threads import anchor_url, speaker_name
from case_studies.models import Thread
from case_studies.operations.threads.anchors import find_anchor
from case_studies.policy.actor import Actor
from case_studies.policy.release import Submitter
from case_studies.policy.thread_release import ReleasedThread
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind
from case_studies.workflow.threads import THREADS

LISTED = (
    "reference",
    "state",
    "register",
    "audience",
    "attribution",
    "language",
    "title",
    "created_at",
    "last_post_at",
    "closes_on",
    "summary",
)
READ = (
    "version",
    "kept_days",
    "posts_deleted_on",
    "summarized_at",
    "objections_until",
    "disputed",
    "closed_at",
)
POST = ("id", "state", "text", "speaks_as", "posted_at", "hidden_because", "is_own")
OBJECTION = ("text", "made_at", "answer", "is_answered", "is_own")


def serialize_thread_link(thread: ReleasedThread) -> Json:
    """Return what lists show of a discussion."""
    return {
        **_fields(thread, LISTED),
        "kind": Kind.THREAD,
        "url": url_for("threads.thread", reference=thread.reference, _external=True),
        "anchor": thread.anchor,
        "convened_by": _speaker(thread.convened_by),
    }


def serialize_thread(session: Session, actor: Actor, thread: Thread) -> Json:
    """Return a discussion as the actor may read it."""
    released = ReleasedThread(thread, actor)
    return {
        **serialize_thread_link(released),
        **_fields(released, READ),
        "actions": THREADS.possible_actions(session, thread, actor),
        "about": _anchor(session, actor, released),
        "posts": [{**_fields(post, POST), "said_by": _speaker(post.said_by)} for post in released.posts],
        "objections": [_fields(objection, OBJECTION) for objection in released.objections],
        "follows": released.is_followed,
    }


def _anchor(session: Session, actor: Actor, thread: ReleasedThread) -> Json | None:
    anchor = find_anchor(session, actor, thread.anchor)
    if anchor is None:
        return None
    return {**_fields(anchor, ("reference", "kind", "title")), "url": anchor_url(anchor, external=True)}


def _speaker(speaker: Submitter) -> Json:
    return {"id": speaker.code or None, "label": speaker_name(speaker)}


def _fields(row: Any, names: tuple[str, ...]) -> Json:
    return {name: getattr(row, name) for name in names}
