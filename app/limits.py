"""How much one request may hold beyond its size, and how many requests one network may make."""

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

from app.arriving_request import LARGEST_UPLOAD, UPLOADS
from app.browser_names import network_of
from app.current import current_config
from app.exports.volume_formats import DOCUMENT_TYPES, DOCUMENTS
from case_studies.errors import TooManyRequests

MOST_FIELDS = 500  # of a form; the largest page has fewer
FORM = "application/x-www-form-urlencoded"
NEVER_COUNTED = frozenset({"asset", "healthz.healthz"})
LONG_EXPORTS = frozenset(
    {"exports.new", "exports.make", "exports.file", "Long exports.ask_for_export", "Long exports.read_export_file"}
)
"""They read all that is in a long document, which takes as long as a short one."""
DOCUMENT_COST = 40  # requests that a document counts for: it takes a processor for some tenths of a second
MOST_NETWORKS = 10_000  # that one process remembers; then it forgets all, and nobody waits


@dataclass(slots=True)
class RequestCounts:
    """The requests of each network in one web process, as a bucket that empties evenly over a minute."""

    empty_at: dict[str, float] = field(default_factory=dict)  # when the bucket of a network is empty again
    lock: Lock = field(default_factory=Lock)

    def wait_after(self, network: str, *, per_minute: int, moment: float) -> float:
        """Count a request, and return the seconds to wait; a request that has to wait is not counted."""
        with self.lock:
            then = max(self.empty_at.get(network, 0.0), moment) + 60 / per_minute
            wait = then - moment - 60
            if wait > 0:
                return wait
            if len(self.empty_at) >= MOST_NETWORKS:
                self.empty_at.clear()
            self.empty_at[network] = then
            return 0


def start(app: Flask) -> None:
    """Refuse too many requests and too many fields before anything else looks at them."""
    counts, documents = RequestCounts(), RequestCounts()

    def limit_requests() -> None:
        per_minute = current_config().requests_per_minute
        if per_minute and request.endpoint not in NEVER_COUNTED:
            _count(counts, per_minute)
            if _asks_for_document():
                _count(documents, max(1, per_minute // DOCUMENT_COST))

    app.before_request(limit_requests)
    app.before_request(_allow_files)
    app.teardown_request(_close_files)
    app.before_request(_limit_fields)


def _asks_for_document() -> bool:
    """Return whether a request asks for a document, by suffix, by Accept or among the long ones."""
    if request.endpoint in LONG_EXPORTS:
        return True
    suffix = (request.view_args or {}).get("suffix")
    return suffix in DOCUMENTS or not DOCUMENT_TYPES.isdisjoint(request.accept_mimetypes.values())


def _count(counts: RequestCounts, per_minute: int) -> None:
    wait = counts.wait_after(network_of(request), per_minute=per_minute, moment=monotonic())
    if wait:
        raise TooManyRequests(seconds=int(wait) + 1)


def _allow_files() -> None:
    """Let the addresses that take a file have larger requests than all others."""
    if request.method == "POST" and UPLOADS.fullmatch(request.path):
        request.max_content_length = LARGEST_UPLOAD


def _close_files(_error: BaseException | None) -> None:
    """Close what a form brought: a large file waits on disk."""
    request.close()


def _limit_fields() -> None:
    """Count fields before they are parsed. Those of the other kind of form are counted by Werkzeug (MAX_FORM_PARTS)."""
    if request.mimetype == FORM and request.get_data().count(b"&") >= MOST_FIELDS:
        raise RequestEntityTooLarge()
