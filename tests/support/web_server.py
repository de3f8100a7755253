"""Casebook served by gunicorn, as `make run` does it."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.support.loaded import forked
from tests.support.ports import free_port
from tests.support.world import World

HOUSE = Path(__file__).parents[2]


@contextmanager
def serving(world: World, *, log: IO[str] | None = None, **settings: str) -> Iterator[str]:
    """Serve a world, and yield its address. Its log goes to an open file, or where the tests' own goes."""
    with serving_with({**_settings_of(world), **settings}, log=log) as address:
        yield address


@contextmanager
def serving_with(settings: dict[str, str], *, log: IO[str] | None = None) -> Iterator[str]:
    """Serve what the settings name, on a port that is free, and yield its address."""
    environment = _environment(settings)
    command = [Path(sys.executable).parent / "gunicorn", "--config", "gunicorn.conf.py", "app:create_app()"]
    with subprocess.Popen(command, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, stderr=log, text=True) as server:
        assert server.stdout is not None
        _wait(server.stdout)
        try:
            yield _address(environment)
        finally:
            server.terminate()
        server.stdout.read()


@contextmanager
def serving_at_once(world: World, **settings: str) -> Iterator[str]:
    """Serve a world by a fork of a process that has loaded the application, for tests of what the pages do.

    The command itself takes seconds to start. What the start, the log and the counts of the server do is not tried so.
    """
    from tests.support.processes.loaded import serve  # loads gunicorn

    environment = _environment({**_settings_of(world), "WEB_WORKERS": "1", **settings})
    with forked(serve, environment) as (_process, output):
        _wait(output)
        yield _address(environment)


def _settings_of(world: World) -> dict[str, str]:
    world.platform.work.engine.dispose()
    return {
        "DEMO_MODE": "1",
        "DATA_DIR": str(world.config.data_dir),
        "DATABASE_URL": world.config.database_url,
    }


def _environment(settings: dict[str, str]) -> dict[str, str]:
    return {**os.environ, "REQUESTS_PER_MINUTE": "0", "PORT": str(free_port()), **settings}


def _address(environment: dict[str, str]) -> str:
    return f"http://127.0.0.1:{environment['PORT']}"


def _wait(output: Iterable[str]) -> None:
    """Wait until the server says where it is."""
    assert any("Casebook is at" in line for line in output), "the server did not start"
