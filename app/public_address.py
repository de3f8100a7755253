"""The address of this Casebook, from its settings and not from what a client claims.

Where PUBLIC_URL is set, each request is answered as if it came to that address, so that all absolute links begin with
it, and a request for another host is refused. BEHIND_PROXIES says from how many proxies forwarded headers are believed.
"""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Config

log = logging.getLogger(__name__)

Wsgi = Callable[[Any, Any], Iterable[bytes]]
FOREIGN = "casebook.foreign_host"
FOR_MONITORING = frozenset({"/healthz", "/readyz", "/metrics"})  # asked on the machine itself, by any name


def start(app: Flask) -> None:
    """Refuse requests for other hosts before anything else looks at them."""
    app.before_request(_refuse_other_hosts)


def connect(app: Flask, config: Config) -> None:
    """Put in front of an application what its settings say about its address."""
    answer: Wsgi = partial(Flask.wsgi_app, app)
    if config.public_url:
        answer = _at_public_address(answer, config.address)
    if config.behind_proxies:
        answer = ProxyFix(answer, x_for=config.behind_proxies, x_proto=config.behind_proxies)
    else:
        answer = _noting_unknown_proxies(answer)
    app.wsgi_app = answer  # type: ignore[assignment,method-assign]


def _refuse_other_hosts() -> None:
    if request.environ.get(FOREIGN) and request.path not in FOR_MONITORING:
        raise BadRequest()


def _at_public_address(answer: Wsgi, address: str) -> Wsgi:
    scheme, host = urlsplit(address)[:2]
    hosts = {host.lower(), f"{host.lower()}:{443 if scheme == 'https' else 80}"}

    def answer_there(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ[FOREIGN] = environ.get("HTTP_HOST", "").lower() not in hosts
        environ |= {"HTTP_HOST": host, "wsgi.url_scheme": scheme}
        return answer(environ, start_response)

    return answer_there


def _noting_unknown_proxies(answer: Wsgi) -> Wsgi:
    """Log, once in each process, that a proxy is in front of which the settings know nothing."""
    noted = False

    def answer_and_note(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        nonlocal noted
        if "HTTP_X_FORWARDED_FOR" in environ and not noted:
            noted = True
            log.warning("X-Forwarded-For arrived and was not believed. If a proxy is in front, set BEHIND_PROXIES.")
        return answer(environ, start_response)

    return answer_and_note
