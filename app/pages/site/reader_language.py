"""The language in which a reader gets the texts of pages: as chosen on the page, else as the browser asks."""

from flask import after_this_request, request
from werkzeug.wrappers import Response

from case_studies.vocabulary import Language

PARAMETER = "lang"


def reader_languages() -> list[Language]:
    """Return the languages that the reader wants, the best first."""
    after_this_request(_vary)
    accepted = [tag.split("-")[0].lower() for tag, quality in request.accept_languages if quality > 0]
    wanted = dict.fromkeys([request.args.get(PARAMETER, ""), *accepted])
    return [Language(tag) for tag in wanted if tag in set(Language)]


def _vary(response: Response) -> Response:
    response.vary.add("Accept-Language")
    return response
