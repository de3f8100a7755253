"""Casebook served by gunicorn, as `make run` does it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.support.ports import free_port
from tests.support.world import World

HOUSE = Path(__file__).parents[2]


@contextmanager
def serving(world: World, *, log: IO[str] | None = None, **settings: str) -> Iterator[str]:
    """Serve a world, and yield its address. Its log goes to an open file, or where the tests' own goes."""
    world.platform.work.engine.dispose()
    ours = {
        "DEMO_MODE": "1",
        "DATA_DIR": str(world.config.data_dir),
        "DATABASE_URL": world.config.database_url,
    }
    with serving_with({**ours, **settings}, log=log) as address:
        yield address


@contextmanager
def serving_with(settings: dict[str, str], *, log: IO[str] | None = None) -> Iterator[str]:
    """Serve what the settings name, on a port that is free, and yield its address."""
    port = free_port()
    environment = {**os.environ, "REQUESTS_PER_MINUTE": "0", "PORT": str(port), **settings}
    command = [Path(sys.executable).parent / "gunicorn", "--config", "gunicorn.conf.py", "app:create_app()"]
    with subprocess.Popen(command, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, stderr=log, text=True) as server:
        assert server.stdout is not None
        said = iter(server.stdout.readline, "")
        assert any("Casebook is at" in line for line in said), "the server did not start"
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
        server.stdout.read()
