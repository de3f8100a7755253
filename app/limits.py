"""How much one request may hold, beyond its size."""

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

MOST_FIELDS = 500  # of a form; the largest page has fewer
FORM = "application/x-www-form-urlencoded"


def start(app: Flask) -> None:
    """Refuse forms with too many fields before anything else looks at them."""
    app.before_request(_limit_fields)


def _limit_fields() -> None:
    """Count fields before they are parsed. Those of the other kind of form are counted by Werkzeug (MAX_FORM_PARTS)."""
    if request.mimetype == FORM and request.get_data().count(b"&") >= MOST_FIELDS:
        raise RequestEntityTooLarge()
