"""What a fork of a process does that has loaded application, templates and rules: serve, or run a command."""

import os
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from gunicorn.app.wsgiapp import run

import app.gunicorn_worker  # noqa: F401 - the servers need it
from app import build_app
from app.console import main
from case_studies.check.rules import rules
from tests.support.processes.compiled_templates import compile_templates

HOUSE = Path(__file__).parents[3]

rules()
compile_templates(build_app)


def serve(environment: Mapping[str, str], output: Connection) -> None:
    """Serve what the environment names until the process is ended, and print into a connection."""
    _begin(environment, output)
    sys.argv = ["gunicorn", "--config", "gunicorn.conf.py", "app:create_app()"]
    run()


def command(environment: Mapping[str, str], output: Connection, words: list[str]) -> None:
    """Run a command of the program, and print into a connection."""
    _begin(environment, output)
    main(words)


def _begin(environment: Mapping[str, str], output: Connection) -> None:
    os.dup2(output.fileno(), sys.stdout.fileno())
    os.chdir(HOUSE)
    os.environ.clear()
    os.environ.update(environment)
