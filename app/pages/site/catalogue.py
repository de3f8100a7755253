"""The catalogue of data sets for data portals."""

import json

from flask import Blueprint, Response

from app.access import open_to_all
from app.exports.catalogue import describe_catalogue

pages = Blueprint("catalogue", __name__)


@pages.get("/catalogue.jsonld")
@open_to_all
def catalogue() -> Response:
    """Return the catalogue as JSON-LD."""
    return Response(json.dumps(describe_catalogue(), indent=1), mimetype="application/ld+json")
