"""A real server and a real browser. Without a Chromium the journey is skipped, and says how to get one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.ports import free_port
from tests.support.world import World

HOUSE = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-quic"]


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        message = "no Chromium found: install the package chromium, or set CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def address(library: World, tmp_path: Path) -> Iterator[str]:
    """The demonstration library, served by gunicorn as `make run` does it."""
    library.platform.work.engine.dispose()
    port = free_port()
    environment = {
        **os.environ,
        "DEMO_MODE": "1",
        "PORT": str(port),
        "DATA_DIR": str(library.config.data_dir),
        "DATABASE_URL": library.config.database_url,
        "SIGN_IN_LIMIT": "1000 per minute",
    }
    command = [Path(sys.executable).parent / "gunicorn", "--config", "gunicorn.conf.py", "app:create_app()"]
    with subprocess.Popen(command, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        said = iter(server.stdout.readline, "")
        assert any("Casebook is at" in line for line in said), "the server did not start"
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        server.stdout.read()
