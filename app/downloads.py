"""A file as it leaves: to be saved, never to be opened as a page of this site."""

import logging
from urllib.parse import quote

from flask import Response

from app.current import current_platform
from app.phrases.markings import MARKS
from case_studies.attachments.store import FileMissing
from case_studies.errors import N_, Unavailable
from case_studies.models import Attachment
from case_studies.policy.attachment_audiences import audience_of
from case_studies.vocabulary import MediaType

log = logging.getLogger(__name__)

SANDBOX = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def read_stored(stored: str) -> bytes:
    """Return a file of the store. Raises Unavailable if it is not there, which is a fault of the platform."""
    try:
        return current_platform().files.get(stored)
    except FileMissing as error:
        log.error("a file that the database has is not in the store: %s", stored)
        raise Unavailable(N_("The file can’t be read at present. The log of the server says why.")) from error


def download(content: bytes, media_type: str, attachment: Attachment) -> Response:
    """Return a file of a case to be saved, with its mark in its name."""
    stem, dot, ending = attachment.name.rpartition(".")
    mark = MARKS[audience_of(attachment)]
    return send_marked(content, media_type, stem=stem or ending, ending=f".{ending}" if dot else "", mark=mark)


def send_marked(content: bytes, content_type: str, *, stem: str, ending: str, mark: str) -> Response:
    """Return a file to be saved. Its mark is in its name and goes with it. A script in it would run nowhere."""
    name = quote(f"{stem} ({mark.replace(':', '-')}){ending}", safe="")
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Casebook-Marking"] = mark
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def picture(content: bytes) -> Response:
    """Return the small picture that stands for a file on a page."""
    response = Response(content, mimetype=MediaType.WEBP)
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
