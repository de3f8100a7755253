"""How gunicorn serves Casebook: address and numbers from the settings; search is in line before the first request."""

from typing import Any

from app import create_app
from config import Config

settings = Config.from_environment()
bind = f"{settings.host}:{settings.port}"
workers = settings.web_workers
worker_class = "gthread"
threads = 4  # a slow satellite link holds a thread, not a process
timeout = 60
loglevel = "warning"
forwarder_headers = ""  # no header sets the path of the application


def on_starting(_server: Any) -> None:
    """Repair what a crash may have left between database and index."""
    casebook = create_app(settings).extensions["casebook"]
    casebook.indexer.prepare()
    casebook.work.engine.dispose()


def when_ready(_server: Any) -> None:
    """Say where."""
    print(f"\n  Casebook is at http://localhost:{settings.port}  (stop with Ctrl-C)\n", flush=True)  # noqa: T201
