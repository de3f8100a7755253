"""Where a request makes a document, and where it leads to the worker instead."""

from flask import Response, url_for

from app.exports.volume import Volume
from app.exports.volume_formats import DOCUMENTS, send_volume
from app.identity import actor
from case_studies.export_vocabulary import IN_A_REQUEST, MOST_THINGS, ExportSource
from case_studies.operations.exports.asking import LONGEST_ABOUT


def most_in(suffix: str) -> int:
    """Return how many things a request writes in a form: fewer with pages, which take longer."""
    return IN_A_REQUEST if suffix in DOCUMENTS else MOST_THINGS


def send_or_offer(volume: Volume, suffix: str, source: ExportSource, about: str) -> Response:
    """Return a file. An account that would get a part of a document only is led to where the worker makes all of it."""
    if volume.has_more and suffix in DOCUMENTS and actor().signed_in and len(about) <= LONGEST_ABOUT:
        address = url_for("exports.new", source=source.value, about=about, form=suffix)
        return Response(status=303, headers={"Location": address})
    return send_volume(volume, suffix)
