"""The results of every search as a file, with the parameters of the search page."""

from flask import Blueprint, Response, request

from app.access import open_to_all
from app.current import reading
from app.exports.offers import most_in, send_or_offer
from app.exports.results import DOCUMENT_SUFFIXES, RESULTS_SUFFIX, bind_search, send_search
from app.exports.sources import about_search
from app.identity import actor
from app.schemas.search import SearchSchema, paged_query_from, parameters_from
from case_studies.export_vocabulary import ExportSource

pages = Blueprint("results", __name__)


@pages.get(f"/search{RESULTS_SUFFIX}")
@open_to_all
def results(suffix: str) -> Response:
    """Return what is on record among the results as a table or a document, or lead to where a long one is made."""
    values = SearchSchema().load(parameters_from(request.args))
    if suffix not in DOCUMENT_SUFFIXES:
        return send_search(values, suffix)
    query = paged_query_from(values)
    with reading() as session:
        volume = bind_search(session, actor(), query, most_in(suffix))
        return send_or_offer(volume, suffix, ExportSource.SEARCH, about_search(query))
