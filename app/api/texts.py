"""Joint texts: drafting, commenting, silence, aligning and delivering."""

from typing import Any

from flask import Response, url_for

from app.access import only_roles, open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples_of_texts import TEXT, TEXT_TRANSITION, TEXT_VERSION
from app.api.serializers import Json
from app.api.serializers.history import serialize_history_entry
from app.api.serializers.texts import serialize_changes, serialize_text, serialize_text_link
from app.current import current_platform, reading
from app.exports.formats import WHOLE_FORMATS, WHOLE_SUFFIX, send
from app.exports.text import cite_text
from app.identity import actor
from app.schemas.history import HistoryEntrySchema
from app.schemas.send_once import SendOnceSchema
from app.schemas.text_output import TextChangesSchema, TextOutputSchema, TextsSchema
from app.schemas.texts import TextComparisonSchema, TextListSchema, TextSchema, TextTransitionSchema, TextVersionSchema
from case_studies.operations.texts import editing, steps
from case_studies.operations.texts.queries import find_text, find_versions, list_texts, text_history
from case_studies.policy.text_release import ReleasedText
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint("Joint texts", "Statements, letters, concept notes and non-papers that delegations agree.")

ONE = "/texts/<text:text_reference>"
READERS = "Members once it is circulated, everybody once it is delivered."


@blueprint.route("/texts")
@open_to_all
@blueprint.arguments(TextListSchema, location="query")
@blueprint.returns(200, TextsSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 422))
def list_joint_texts(values: dict[str, Any]) -> Json:
    """List joint texts, the last moved first."""
    with reading() as session:
        page = list_texts(session, actor(), **values)
        items = [serialize_text_link(text) for text in page.texts]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/texts", methods=["POST"])
@only_roles(Role.EDITOR)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(TextSchema, example=TEXT)
@blueprint.returns(
    201,
    TextOutputSchema,
    callers="Editors.",
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the text in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def draft_text(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Start a joint text. Editors alone read it until it is circulated."""
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        body = serialize_text(session, caller, editing.start_text(session, caller, values, form_key=key))
    return body, {"Location": url_for(".read_text", text_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@open_to_all
@blueprint.returns(200, TextOutputSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def read_text(text_reference: str) -> Json:
    """Read a joint text. The public reads the delivered text and who aligned."""
    with reading() as session:
        return serialize_text(session, actor(), find_text(session, actor(), text_reference))


@blueprint.route(ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(TextVersionSchema, example=TEXT_VERSION)
@blueprint.returns(
    200, TextOutputSchema, callers="Editors.", refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def save_text(values: dict[str, Any], text_reference: str) -> Json:
    """Save a version.

    Fields that are not sent stay as they are. If paragraphs are sent, those that are missing go. Other words make a
    new version; `base` is the number of the version that they were written on. From silence on, nothing changes.
    A `note` is for a new version, and refused without one.
    """
    base, version = values.pop("base"), values.pop("version")
    with current_platform().work.writing() as session:
        text = find_text(session, actor(), text_reference, for_change=True)
        editing.save_version(session, text, actor(), values, base=base, version=version)
        session.flush()  # increments the version
        return serialize_text(session, actor(), text)


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(TextTransitionSchema, example=TEXT_TRANSITION)
@blueprint.returns(
    200,
    TextOutputSchema,
    callers="Callers who find the action in the text's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The text after the action.",
    scope=TokenScope.WRITE,
)
def move_text(values: dict[str, Any], text_reference: str) -> Json:
    """Perform an action.

    `circulate` needs `circulation`, `comment` needs `comment`, `put_under_silence` needs `silence`, `ask_to_break`
    needs `objection`, `deliver` needs `delivery`, and `drop` a reason in `note`. A focal point asks to break silence;
    its clearance officer breaks it. Both count only before the hour.
    """
    with current_platform().work.writing() as session:
        text = find_text(session, actor(), text_reference, for_change=True)
        steps.move(session, text, actor(), **values)
        session.flush()  # increments the version
        return serialize_text(session, actor(), text)


@blueprint.route(f"{ONE}/changes")
@signed_in
@blueprint.arguments(TextComparisonSchema, location="query")
@blueprint.returns(200, TextChangesSchema, callers="Members.", refusals=(401, 404, 422))
def compare_text(values: dict[str, Any], text_reference: str) -> Json:
    """Compare two versions word by word, paragraph by paragraph."""
    with reading() as session:
        text = ReleasedText(find_text(session, actor(), text_reference), actor())
        return serialize_changes(*find_versions(text, **values))


@blueprint.route(f"{ONE}/history")
@open_to_all
@blueprint.returns(200, HistoryEntrySchema(many=True), callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def list_text_history(text_reference: str) -> list[Json]:
    """List the history of a joint text, the oldest entry first. The public reads that it was delivered."""
    with reading() as session:
        entries = text_history(session, actor(), find_text(session, actor(), text_reference))
        found = [serialize_history_entry(entry, inside=actor().signed_in) for entry in entries]
        return found if actor().signed_in else [{**entry, "revision": None} for entry in found]


@blueprint.route(f"{ONE}{WHOLE_SUFFIX}")
@open_to_all
@blueprint.returns_file(
    [form.media_type for form in WHOLE_FORMATS.values()], callers=READERS, token=Token.OPTIONAL, refusals=(401, 404)
)
def read_text_file(text_reference: str, suffix: str) -> Response:
    """Read a joint text as a file, with its mark in its name."""
    with reading() as session:
        text = ReleasedText(find_text(session, actor(), text_reference), actor())
        return send(cite_text(text), suffix)
