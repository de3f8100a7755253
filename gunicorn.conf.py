"""How gunicorn serves Casebook. Address and processes come from the settings. The search indexes are checked first."""

import gc
import os
import shutil
import tempfile
from typing import Any

# Before prometheus-client is loaded: the folder in which the web processes add up what they count (request_metrics.py).
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="casebook-metrics-"))

gc.disable()  # what is loaded stays: to look for garbage meanwhile takes a third of the time

from app import create_app, read_settings
from app.arriving_request import LARGEST_LINE
from case_studies.check.rules import rules

settings = read_settings()
bind = f"{settings.host}:{settings.port}"
workers = settings.web_workers
worker_class = "app.gunicorn_worker.Worker"
threads = 4  # only for requests that have arrived as a whole
worker_connections = 500  # each may hold a request of 1 MB
timeout = 60
limit_request_line = LARGEST_LINE
logconfig_dict = {
    "formatters": {"generic": {"()": "app.log_lines.JsonFormatter"}},
    "root": {"handlers": []},
    "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["error_console"], "propagate": False}},
}
forwarded_allow_ips = ""  # gunicorn believes no proxy; app/public_address.py does as BEHIND_PROXIES says
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""  # no header sets the path of the application


def on_starting(_server: Any) -> None:
    """Repair the differences that a crash may have left between database and search indexes."""
    platform = create_app(settings).extensions["casebook"]
    platform.indexer.prepare()
    platform.work.engine.dispose()
    rules()  # of the check: read once for all processes
    gc.freeze()  # so that the processes go on sharing the memory of all this
    gc.enable()


def when_ready(_server: Any) -> None:
    """Print the address."""
    print(f"\n  Casebook is at http://localhost:{settings.port}  (stop with Ctrl-C)\n", flush=True)  # noqa: T201


def on_exit(_server: Any) -> None:
    """Delete the counts: they are those of one run."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
