"""What may be part of an address. Anything else is not found, before the database is asked."""

from flask import Flask
from werkzeug.routing import BaseConverter

from case_studies.reference import REFERENCE_PATTERN


class CaseReference(BaseConverter):
    """The reference of a case, such as CS-2026-0007."""

    regex = REFERENCE_PATTERN


def start(app: Flask) -> None:
    """Let the routes of an application say `<reference:…>`."""
    app.url_map.converters["reference"] = CaseReference
