"""The health check for monitoring."""

from flask import Blueprint, Response, jsonify

from app.access import open_to_all
from app.current import current_platform
from case_studies.schema_migrations import is_current

pages = Blueprint("healthz", __name__)


@pages.get("/healthz")
@open_to_all
def healthz() -> tuple[Response, int]:
    """Report whether the database answers and has the schema that the code expects."""
    ready = is_current(current_platform().work.engine)
    return jsonify(status="ok" if ready else "database needs an upgrade"), 200 if ready else 503
