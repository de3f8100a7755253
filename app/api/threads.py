"""Informal discussion among members: reading, starting, speaking, summing up."""

from typing import Any

from flask import url_for

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import FOLLOWING, POST, THREAD, THREAD_CHANGE, THREAD_TRANSITION
from app.api.serializers import Json
from app.api.serializers.history import serialize_history_entry
from app.api.serializers.threads import serialize_thread, serialize_thread_link
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.history import HistoryEntrySchema
from app.schemas.send_once import SendOnceSchema
from app.schemas.thread_output import ThreadOutputSchema, ThreadsSchema
from app.schemas.threads import (
    FollowSchema,
    PostSchema,
    ThreadChangeSchema,
    ThreadListSchema,
    ThreadSchema,
    ThreadTransitionSchema,
)
from case_studies.operations.threads import convening, posts, steps
from case_studies.operations.threads.queries import find_thread, list_threads, thread_history
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Discussion", "Informal discussion among members. It must not be cited, and its posts expire.")

ONE = "/threads/<thread:thread_reference>"
MEMBERS = "Members. An account that only administers reads no discussion."


@blueprint.route("/threads")
@signed_in
@blueprint.arguments(ThreadListSchema, location="query")
@blueprint.returns(200, ThreadsSchema, callers=MEMBERS, refusals=(401, 422))
def list_all_threads(values: dict[str, Any]) -> Json:
    """List the discussions, those with the newest step first."""
    with reading() as session:
        page = list_threads(session, actor(), **values)
        items = [serialize_thread_link(thread) for thread in page.threads]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/threads", methods=["POST"])
@signed_in
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(ThreadSchema, example=THREAD)
@blueprint.returns(
    201,
    ThreadOutputSchema,
    callers=MEMBERS,
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the discussion in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def start_thread(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Start a discussion, with its first post.

    It is informal and for members. Posts are deleted some time after it closes (`kept_days`); only its summary stays.
    """
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        thread = convening.convene(session, caller, values, form_key=key)
        session.flush()
        body = serialize_thread(session, caller, thread)
    return body, {"Location": url_for(".read_thread", thread_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@signed_in
@blueprint.returns(200, ThreadOutputSchema, callers=MEMBERS, refusals=(401, 404))
def read_thread(thread_reference: str) -> Json:
    """Read a discussion."""
    with reading() as session:
        return serialize_thread(session, actor(), find_thread(session, actor(), thread_reference))


@blueprint.route(ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(ThreadChangeSchema, example=THREAD_CHANGE)
@blueprint.returns(
    200,
    ThreadOutputSchema,
    callers="The account that started it, while nobody else has spoken.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def update_thread(values: dict[str, Any], thread_reference: str) -> Json:
    """Change the title, the language or what the discussion is about.

    Fields that are not sent stay as they are.
    """
    version = values.pop("version")
    with current_platform().work.writing() as session:
        thread = find_thread(session, actor(), thread_reference, for_change=True)
        convening.edit_thread(session, thread, actor(), values, version=version)
        session.flush()  # increments the version
        return serialize_thread(session, actor(), thread)


@blueprint.route(f"{ONE}/posts", methods=["POST"])
@signed_in
@blueprint.arguments(PostSchema, example=POST)
@blueprint.returns(
    201, ThreadOutputSchema, callers=MEMBERS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def say(values: dict[str, Any], thread_reference: str) -> Json:
    """Say something in a discussion.

    A text with something that must not leave is refused. Who speaks follows the discussion.
    """
    with current_platform().work.writing() as session:
        thread = find_thread(session, actor(), thread_reference, for_change=True)
        posts.add_post(session, thread, actor(), values)
        session.flush()
        return serialize_thread(session, actor(), thread)


@blueprint.route(f"{ONE}/following", methods=["PUT"])
@signed_in
@blueprint.arguments(FollowSchema, example=FOLLOWING)
@blueprint.returns(
    200, ThreadOutputSchema, callers=MEMBERS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def follow(values: dict[str, Any], thread_reference: str) -> Json:
    """Follow a discussion, or stop.

    Nobody else learns who follows it.
    """
    with current_platform().work.writing() as session:
        thread = find_thread(session, actor(), thread_reference, for_change=True)
        posts.set_following(thread, actor(), values["follows"])
        return serialize_thread(session, actor(), thread)


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(ThreadTransitionSchema, example=THREAD_TRANSITION)
@blueprint.returns(
    200,
    ThreadOutputSchema,
    callers="Callers who find the action in the discussion's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The discussion after the action.",
    scope=TokenScope.WRITE,
)
def move_thread(values: dict[str, Any], thread_reference: str) -> Json:
    """Perform an action.

    `summarize` takes a `summary`, and `extend` a day in `closes_on`. `take_back`, `hide_post` and `show_post` name a
    `post`. `object`, `keep_summary` and `hide_post` need a `note`. The platform closes discussions and deletes posts.
    """
    with current_platform().work.writing() as session:
        thread = find_thread(session, actor(), thread_reference, for_change=True)
        steps.move(session, thread, actor(), **values)
        session.flush()  # increments the version
        return serialize_thread(session, actor(), thread)


@blueprint.route(f"{ONE}/history")
@signed_in
@blueprint.returns(200, HistoryEntrySchema(many=True), callers=MEMBERS, refusals=(401, 404))
def list_thread_history(thread_reference: str) -> list[Json]:
    """List the history of a discussion, the oldest entry first.

    It has nothing that was said, and names nobody who spoke as a member.
    """
    with reading() as session:
        thread = find_thread(session, actor(), thread_reference)
        return [
            {**serialize_history_entry(entry, inside=False), "note": entry.full_note}
            for entry in thread_history(session, thread)
        ]
