"""What may stand in an address: anything else in its place leads nowhere, before any code looks it up."""

from flask import Flask
from werkzeug.routing import BaseConverter


class CaseReference(BaseConverter):
    """The reference of a case, such as CS-2026-0007."""

    regex = "CS-[0-9]{4}-[0-9]{4,9}"


def start(app: Flask) -> None:
    """Let the routes of an application say `<reference:…>`."""
    app.url_map.converters["reference"] = CaseReference
