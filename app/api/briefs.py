"""Briefs, as JSON and as files."""

from dataclasses import asdict
from typing import Any

from flask import Response

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.api.serializers import Json
from app.briefs import write_brief
from app.exports.formats import WHOLE_FORMATS, WHOLE_SUFFIX, send
from app.schemas.briefs import BriefQuerySchema, BriefSchema

blueprint = ApiBlueprint("Briefs", "What the library holds on a subject, short enough for a meeting.")

CALLERS = "Everybody asks for a public brief. One for members needs a token."


@blueprint.route("/briefs")
@open_to_all
@blueprint.arguments(BriefQuerySchema, location="query")
@blueprint.returns(200, BriefSchema, callers=CALLERS, token=Token.OPTIONAL, refusals=(401, 403, 404, 422))
def read_brief(values: dict[str, Any]) -> Json:
    """Make a brief: figures, cases, practices, issues, what came of events, and what is not known.

    It has only what everybody in its audience may read. Nothing is stored.
    """
    brief = write_brief(values)
    return {
        "title": brief.title,
        "audience": brief.audience,
        "mark": brief.mark,
        "made_on": brief.made_on,
        "total": brief.total,
        "parts": [asdict(part) for part in brief.parts],
    }


@blueprint.route(f"/briefs{WHOLE_SUFFIX}")
@open_to_all
@blueprint.arguments(BriefQuerySchema, location="query")
@blueprint.returns_file(
    [form.media_type for form in WHOLE_FORMATS.values()],
    callers=CALLERS,
    token=Token.OPTIONAL,
    refusals=(401, 403, 404, 422),
)
def read_brief_file(values: dict[str, Any], suffix: str) -> Response:
    """Make a brief as a file, with its mark in its name."""
    return send(write_brief(values).as_citation(), suffix)
