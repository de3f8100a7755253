"""What may be part of an address. Anything else is not found, before the database is asked."""

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from case_studies.db import LARGEST_ID
from case_studies.reference import REFERENCE_PATTERN


class CaseReference(BaseConverter):
    """The reference of a case, such as CS-2026-0007."""

    regex = REFERENCE_PATTERN


class DatabaseId(IntegerConverter):
    """A number that the database gives to rows or revisions. None is larger than `LARGEST_ID`."""

    # A number that is too long must not match at all: Werkzeug answers a match beyond `max` with 405, not with 404,
    # if another method has the same address.
    regex = rf"[0-9]{{1,{len(str(LARGEST_ID))}}}"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


def start(app: Flask) -> None:
    """Let the routes of an application use `<reference:…>` and `<id:…>`."""
    app.url_map.converters.update(reference=CaseReference, id=DatabaseId)
