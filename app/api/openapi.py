"""The OpenAPI document for programs, and the same as a page for people."""

from typing import Any

from flask import Response, current_app, json, render_template

from app.access import open_to_all
from app.api.blueprint import REFUSALS, ApiBlueprint, CasebookApi, Token
from app.api.openapi_page import Heading, headings

blueprint = ApiBlueprint("Documentation", "This document.")

HEADINGS = "api_headings"
EVERYBODY: dict[str, Any] = {"callers": "Everybody.", "token": Token.IGNORED}


@blueprint.route("/openapi.json")
@open_to_all
@blueprint.returns(200, {"type": "object"}, **EVERYBODY)
def read_openapi_document() -> Response:
    """Read the OpenAPI document."""
    return Response(json.dumps(openapi_document(), sort_keys=False), mimetype="application/json")


@blueprint.route("/docs")
@open_to_all
@blueprint.returns(200, {"type": "string"}, content_type="text/html", **EVERYBODY)
def read_documentation_page() -> Response:
    """Read the documentation page."""
    page = render_template("api/docs.html", document=openapi_document(), headings=_headings(), refusals=REFUSALS)
    return Response(page)


def _headings() -> list[Heading]:
    """Return the operations under their headings. They are the same for all readers, and made at the first call."""
    if HEADINGS not in current_app.extensions:
        current_app.extensions[HEADINGS] = headings(openapi_document())
    kept: list[Heading] = current_app.extensions[HEADINGS]
    return kept


def openapi_document() -> dict[str, Any]:
    """Return the OpenAPI document of this application."""
    api: CasebookApi = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    return api.document()
