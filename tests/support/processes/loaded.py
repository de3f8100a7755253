"""What a fork of a process does that has loaded application, templates and rules: serve, or run a command."""

import gc
import os
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from flask import Flask
from gunicorn.app.wsgiapp import run

import app.console
import app.gunicorn_worker
from app import build_app, connect
from case_studies.check.rules import rules
from case_studies.schema_migrations import upgrade
from case_studies.taxonomy.loader import load_taxonomy
from config import Config
from tests.support.processes.compiled_templates import compile_templates

HOUSE = Path(__file__).parents[3]
FIRST_PAGES = ("/", "/search?q=convoy", "/search/suggest?q=mali", "/sign-in")


def _visited() -> Flask:
    """Return an application that has answered: its templates and the words of its vocabularies are loaded."""
    application = build_app()
    with tempfile.TemporaryDirectory() as folder:
        connect(application, Config(data_dir=Path(folder), demo_mode=True, requests_per_minute=0))
        platform = application.extensions["casebook"]
        upgrade(platform.work.engine)
        with platform.work.writing(quietly=True) as session:
            load_taxonomy(session)
        platform.indexer.rebuild()
        for address in FIRST_PAGES:
            assert application.test_client().get(address).status_code == 200, address
        platform.work.engine.dispose()
    return application


# What is loaded stays: to look for garbage meanwhile takes a third of the time.
gc.disable()
rules()
compile_templates(build_app)
applications = [_visited(), build_app()]
"""For what a fork starts: a command takes one; the master process of a server takes one, and its worker the other."""

gc.freeze()
gc.enable()


def serve(environment: Mapping[str, str], output: Connection) -> None:
    """Serve what the environment names until the process is ended, and print into a connection."""
    _begin(environment, output)
    app.build_app = applications.pop
    sys.argv = ["gunicorn", "--config", "gunicorn.conf.py", "app:create_app()"]
    run()


def command(environment: Mapping[str, str], output: Connection, words: list[str]) -> None:
    """Run a command of the program, and print into a connection."""
    _begin(environment, output)
    app.console.build_app = applications.pop
    app.console.main(words)


def _begin(environment: Mapping[str, str], output: Connection) -> None:
    os.dup2(output.fileno(), sys.stdout.fileno())
    os.chdir(HOUSE)
    os.environ.clear()
    os.environ.update(environment)
