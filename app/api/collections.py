"""Collections: things of several kinds that belong together, as JSON and as files."""

from typing import Any

from flask import Response, url_for

from app.access import only_roles, open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples_of_collections import COLLECTION, COLLECTION_CHANGE, COLLECTION_TRANSITION
from app.api.serializers import Json
from app.api.serializers.collections import serialize_collection
from app.current import current_platform, reading
from app.exports.collection import bind_collection
from app.exports.offers import most_in
from app.exports.volume_formats import COLLECTION_FORMATS, COLLECTION_SUFFIX, send_volume
from app.identity import actor
from app.schemas.collections import (
    CollectionChangeSchema,
    CollectionListSchema,
    CollectionOutputSchema,
    CollectionSchema,
    CollectionsSchema,
    CollectionTransitionSchema,
)
from app.schemas.send_once import SendOnceSchema
from case_studies.operations.collections.editing import edit_collection, start_collection
from case_studies.operations.collections.queries import find_collection, list_collections
from case_studies.policy.collections import COLLECTING
from case_studies.vocabulary import TokenScope
from case_studies.workflow.collections import COLLECTIONS

blueprint = ApiBlueprint("Collections", "Things of several kinds that belong together, each with a reason.")

ONE = "/collections/<collection:collection_reference>"
READERS = "Those for whom it is published; its delegation before. Each reader gets the things that they may read."


@blueprint.route("/collections")
@open_to_all
@blueprint.arguments(CollectionListSchema, location="query")
@blueprint.returns(200, CollectionsSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 422))
def list_all_collections(values: dict[str, Any]) -> Json:
    """List collections, the newest first."""
    with reading() as session:
        page = list_collections(session, actor(), **values)
        items = [serialize_collection(session, actor(), collection) for collection in page.collections]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/collections", methods=["POST"])
@only_roles(*COLLECTING)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(CollectionSchema, example=COLLECTION)
@blueprint.returns(
    201,
    CollectionOutputSchema,
    callers="Editors and focal points.",
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the collection in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def add_collection(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Start a collection as a draft."""
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        collection = start_collection(session, caller, values, form_key=key)
        session.flush()  # increments the version
        body = serialize_collection(session, caller, collection)
    return body, {"Location": url_for(".read_collection", collection_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@open_to_all
@blueprint.returns(200, CollectionOutputSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def read_collection(collection_reference: str) -> Json:
    """Read a collection."""
    with reading() as session:
        return serialize_collection(session, actor(), find_collection(session, actor(), collection_reference))


@blueprint.route(f"{ONE}{COLLECTION_SUFFIX}")
@open_to_all
@blueprint.returns_file(
    [form.media_type for form in COLLECTION_FORMATS.values()],
    callers=READERS,
    token=Token.OPTIONAL,
    refusals=(401, 404),
)
def export_collection(collection_reference: str, suffix: str) -> Response:
    """Read a published collection as one document, or how to cite what is in it.

    A PDF, Word file or EPUB has the first 25 things, and says so if there are more.
    """
    with reading() as session:
        return send_volume(bind_collection(session, actor(), collection_reference, most_in(suffix)), suffix)


@blueprint.route(ONE, methods=["PUT"])
@signed_in
@blueprint.arguments(CollectionChangeSchema, example=COLLECTION_CHANGE)
@blueprint.returns(
    200,
    CollectionOutputSchema,
    callers="Editors and focal points of its delegation.",
    refusals=(401, 403, 404, 409, *BODY),
    scope=TokenScope.WRITE,
)
def replace_collection(values: dict[str, Any], collection_reference: str) -> Json:
    """Write a draft again, with all of its things in their order."""
    version = values.pop("version")
    with current_platform().work.writing() as session:
        collection = find_collection(session, actor(), collection_reference, for_change=True)
        edit_collection(session, collection, actor(), values, version=version)
        session.flush()  # increments the version
        return serialize_collection(session, actor(), collection)


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(CollectionTransitionSchema, example=COLLECTION_TRANSITION)
@blueprint.returns(
    200,
    CollectionOutputSchema,
    callers="Callers who find the action in the collection's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The collection after the action.",
    scope=TokenScope.WRITE,
)
def move_collection(values: dict[str, Any], collection_reference: str) -> Json:
    """Perform an action. `send_back` needs a reason in `note`."""
    with current_platform().work.writing() as session:
        collection = find_collection(session, actor(), collection_reference, for_change=True)
        rest = {"note": values["note"], "version": values["version"]}
        COLLECTIONS.perform(session, collection, values["action"], actor(), **rest)
        session.flush()  # increments the version
        return serialize_collection(session, actor(), collection)
