"""Cases and practices in the forms of reference managers and programs."""

from typing import Any

from flask import Response

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.current import reading
from app.exports.find import find_citation
from app.exports.formats import FORMATS, SUFFIX, send
from app.identity import actor
from app.schemas.practices import PracticeEditionSchema

blueprint = ApiBlueprint(
    "Exports", "Published cases and adopted practices as PDF, Word, Markdown, BibTeX, RIS, CSL-JSON, JSON-LD."
)

FILE: dict[str, Any] = {
    "media_types": [form.media_type for form in FORMATS.values()],
    "callers": "Everybody who reads its page. The file has what the caller may read, and its mark in its name.",
    "token": Token.OPTIONAL,
}


@blueprint.route(f"/cases/<reference:reference>{SUFFIX}")
@open_to_all
@blueprint.returns_file(**FILE, refusals=(401, 404))
def export_case(reference: str, suffix: str) -> Response:
    """Read a published case in a form: its whole text, or how to cite it."""
    with reading() as session:
        return send(find_citation(session, actor(), reference), suffix)


@blueprint.route(f"/practices/<practice:practice_reference>{SUFFIX}")
@open_to_all
@blueprint.arguments(PracticeEditionSchema, location="query")
@blueprint.returns_file(**FILE, refusals=(401, 404, 422))
def export_practice(values: dict[str, Any], practice_reference: str, suffix: str) -> Response:
    """Read an adopted practice in a form: its whole text, or how to cite it; an earlier edition by its number."""
    with reading() as session:
        return send(find_citation(session, actor(), practice_reference, values["edition"]), suffix)
