"""gunicorn in a process that was forked from one which has loaded the application and the rules of the check."""

import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from gunicorn.app.wsgiapp import run

import app.gunicorn_worker
from case_studies.check.rules import rules

__all__ = ["app", "serve"]

HOUSE = Path(__file__).parents[3]

rules()


def serve(environment: dict[str, str], output: Connection) -> None:
    """Serve what the environment names until the process is ended, and print into a connection."""
    os.dup2(output.fileno(), sys.stdout.fileno())
    os.chdir(HOUSE)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["gunicorn", "--config", "gunicorn.conf.py", "app:create_app()"]
    run()
