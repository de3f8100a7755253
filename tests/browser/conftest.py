"""A real server and a real browser. Without a Chromium the journey is skipped, and says how to get one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.world import World

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
    """The demonstration library, served by gunicorn with two processes as `make run` does it."""
    library.close()
    environment = {
        **os.environ,
        "DEMO_MODE": "1",
        "DATA_DIR": str(library.config.data_dir),
        "DATABASE_URL": library.config.database_url,
        "SIGN_IN_LIMIT": "1000 per minute",
    }
    command = [
        Path(sys.executable).parent / "gunicorn", "--bind", "127.0.0.1:0", "--workers", "2", "--threads", "4",
        "--worker-class", "gthread", "app:create_app()",
    ]  # fmt: skip
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        lines = iter(server.stderr.readline, "")
        url = next(line.split("Listening at: ")[1].split()[0] for line in lines if "Listening at: " in line)
        yield url
        server.terminate()
        server.stderr.read()
