"""The results of every search as a file, with the parameters of the search page."""

from flask import Blueprint, Response, request

from app.access import open_to_all
from app.exports.results import RESULTS_SUFFIX, send_search
from app.schemas.search import SearchSchema, parameters_from

pages = Blueprint("results", __name__)


@pages.get(f"/search{RESULTS_SUFFIX}")
@open_to_all
def results(suffix: str) -> Response:
    """Return what is on record among the results: a thousand at a time as a table, a hundred as a document."""
    return send_search(SearchSchema().load(parameters_from(request.args)), suffix)
