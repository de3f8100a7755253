"""How many requests are answered, how fast and with what success, for Prometheus.

Each web process counts for itself, and a scrape reaches only one of them. So gunicorn's processes keep their counts in
files of one folder (the multi-process mode of prometheus-client, set in gunicorn.conf.py), and any of them adds all up.
A server with one process keeps them in memory.

No label has a part of an address, a text or an id: a group is a folder of the code, a status one of five classes.
"""

import os
from time import perf_counter
from typing import Any

from flask import Flask, Response, current_app, g, request
from prometheus_client import Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector, CollectorRegistry

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
REQUESTS = Histogram(
    "casebook_request_duration_seconds",
    "Requests, and the seconds until their answer was ready.",
    ["group", "status"],
    buckets=(0.025, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=None,
)
REFUSED = Counter(
    "casebook_refused_arrivals",
    "Requests that the web server answered itself: they did not arrive as a whole, or can't be read.",
    ["status"],
    registry=None,
)


def start(app: Flask) -> None:
    """Count the requests of an application. This comes before all else that looks at a request."""
    app.before_request(_note_start)
    app.after_request(_count)


def register_request_metrics(registry: CollectorRegistry) -> None:
    """Add the counts of all web processes to what a scrape gets."""
    of_all: type[Any] = MultiProcessCollector
    collectors: list[Collector] = [of_all(None)] if FOLDER in os.environ else [REQUESTS, REFUSED]
    for collector in collectors:
        registry.register(collector)


def route_group() -> str:
    """Return the group of the route that answers the present request: the folder of its code."""
    if request.endpoint == "asset":
        return "assets"
    blueprint = current_app.blueprints.get(request.blueprint or "")
    place = blueprint.import_name.split(".") if blueprint is not None else []
    if place[:2] == ["app", "api"]:
        return "api"
    return place[2] if place[:2] == ["app", "pages"] else "unknown"


def _note_start() -> None:
    g.request_began = perf_counter()


def _count(response: Response) -> Response:
    seconds = perf_counter() - g.get("request_began", perf_counter())
    REQUESTS.labels(route_group(), f"{response.status_code // 100}xx").observe(seconds)
    return response
