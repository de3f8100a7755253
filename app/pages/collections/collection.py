"""One collection: its introduction and its things, each with the reason why it is there."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import open_to_all, signed_in
from app.current import current_platform, reading
from app.exports.collection import bind_collection
from app.exports.offers import most_in, send_or_offer
from app.exports.volume_formats import COLLECTION_FORMATS, COLLECTION_SUFFIX
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.pages.item_steps import offered_steps
from app.phrases import collections as phrases
from app.phrases.kinds import KINDS
from app.schemas.collections import CollectionTransitionSchema
from app.thing_urls import thing_url
from case_studies.collection_vocabulary import CollectionAction
from case_studies.errors import StaleVersion
from case_studies.export_vocabulary import ExportSource
from case_studies.operations.collections.queries import (
    collection_history,
    find_collection,
    readable_note,
    things_of,
)
from case_studies.policy.collections import is_published
from case_studies.workflow.collections import COLLECTIONS

pages = Blueprint("collections", __name__)
Answer = Response | tuple[str, int]

PLAIN = (CollectionAction.PUBLISH, CollectionAction.CLEAR, CollectionAction.TAKE_BACK)
WITH_REASON = (CollectionAction.SEND_BACK, CollectionAction.WITHDRAW)


@pages.get("/collections/<collection:reference>")
@open_to_all
def collection(reference: str) -> str:
    """Show a collection."""
    return _show(reference, NO_ERRORS, {})


@pages.get(f"/collections/<collection:reference>{COLLECTION_SUFFIX}")
@open_to_all
def collection_file(reference: str, suffix: str) -> Response:
    """Return a published collection as a file, or lead to where a long one is made."""
    with reading() as session:
        volume = bind_collection(session, actor(), reference, most_in(suffix))
        return send_or_offer(volume, suffix, ExportSource.COLLECTION, reference)


@pages.post("/collections/<collection:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in set(CollectionAction):
        raise NotFound()
    sent = {"action": action, "note": request.form.get("note", ""), "version": request.form.get("version", 0, type=int)}
    try:
        values = CollectionTransitionSchema().load(sent)
        with current_platform().work.writing() as session:
            found = find_collection(session, actor(), reference, for_change=True)
            rest = {"note": values["note"], "version": values["version"]}
            COLLECTIONS.perform(session, found, values["action"], actor(), **rest)
            state = found.state
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        return _show(reference, errors, {**request.form.to_dict(), "action": action}), errors.status
    flash(_("Done. The collection is now: %(state)s.", state=phrases.STATES[state]), "done")
    return redirect(url_for(".collection", reference=reference), 303)


def _show(reference: str, refused: FormErrors, typed: dict[str, Any]) -> str:
    with reading() as session:
        found = find_collection(session, actor(), reference)
        history = collection_history(session, actor(), found) if actor().signed_in else []
        return render_template(
            "collections/collection.html",
            collection=found,
            things=things_of(session, actor(), found),
            formats=COLLECTION_FORMATS if is_published(found) else {},
            history=[(entry, readable_note(actor(), found, entry)) for entry in history],
            refused=refused,
            typed=typed,
            phrases=phrases,
            kinds=KINDS,
            thing_url=thing_url,
            act_url=lambda action: url_for(".act", reference=reference, action=action),
            **offered_steps(session, COLLECTIONS, found, plain=PLAIN, reasoned=WITH_REASON),
        )
