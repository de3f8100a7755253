"""What monitoring asks: whether the process answers, whether it can serve, and its figures."""

import hmac

from flask import Blueprint, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from app.access import open_to_all
from app.current import current_config, current_platform, reading
from app.metrics import HealthCollector
from app.request_metrics import register_request_metrics
from case_studies.errors import NotVisible
from case_studies.operations.administration.health import measure_health, readiness
from case_studies.schema_migrations import is_current

pages = Blueprint("healthz", __name__)


@pages.get("/healthz")
@open_to_all
def healthz() -> tuple[Response, int]:
    """Report whether the database answers and has the schema that the code expects."""
    ready = is_current(current_platform().work.engine)
    return jsonify(status="ok" if ready else "database needs an upgrade"), 200 if ready else 503


@pages.get("/readyz")
@open_to_all
def readyz() -> tuple[Response, int]:
    """Report for each part whether it can serve."""
    platform = current_platform()
    parts = readiness(platform.work, platform.search)
    return jsonify({name: "ok" if works else "failed" for name, works in parts.items()}), 200 if all(
        parts.values()
    ) else 503


@pages.get("/metrics")
@open_to_all
def metrics() -> Response:
    """Return the figures in the text format of Prometheus, to a program that knows the token."""
    token, header = current_config().metrics_token, request.authorization
    sent = header.token if header is not None and header.type == "bearer" else None
    if not token or not hmac.compare_digest(token.encode(), (sent or "").encode()):
        raise NotVisible()
    with reading() as session:
        health = measure_health(session, current_platform().search, current_config().data_dir)
    registry = CollectorRegistry()
    registry.register(HealthCollector(health))
    register_request_metrics(registry)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
