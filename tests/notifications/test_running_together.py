"""`make run`: the worker runs beside the web server, and neither outlives the other."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.mailbox import HOUSE
from tests.support.ports import free_port
from tests.support.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def running(bare: World) -> Iterator["subprocess.Popen[str]"]:
    """The line of the Makefile that serves, in a session of its own as in a terminal."""
    bare.platform.work.engine.dispose()
    recipe = re.search(r"^\t@(trap .*?wait \$\$web)$", (HOUSE / "Makefile").read_text(), re.MULTILINE | re.DOTALL)
    assert recipe is not None
    line = recipe[1].replace("$$", "$").replace("$(BIN)", ".venv/bin").replace("$(FLASK)", ".venv/bin/flask --app app")
    environment = {
        **os.environ,
        "DEMO_MODE": "1",
        "PORT": str(free_port()),
        "WEB_WORKERS": "1",
        "DATA_DIR": str(bare.config.data_dir),
        "DATABASE_URL": bare.config.database_url,
    }
    with subprocess.Popen(
        ["/bin/bash", "-c", line], cwd=HOUSE, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as shell:
        assert shell.stdout is not None
        said: set[str] = set()
        while len(said) < 2:
            text = shell.stdout.readline()
            assert text, "it did not start"
            said |= {word for word in ("Casebook is at", "The worker is running") if word in text}
        yield shell
        if shell.poll() is None:
            os.killpg(shell.pid, signal.SIGKILL)


def _children(shell: "subprocess.Popen[str]") -> dict[str, int]:
    """Return the process ids of web server and worker."""
    told = Path(f"/proc/{shell.pid}/task/{shell.pid}/children").read_text().split()
    return {"worker" if "worker" in Path(f"/proc/{child}/cmdline").read_text() else "web": int(child) for child in told}


def _ends(shell: "subprocess.Popen[str]") -> None:
    """The shell and whatever it started are gone: the pipe that all of them hold is closed."""
    shell.communicate(timeout=60)
    assert shell.returncode is not None


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("way", ["Ctrl-C", "a shell that is told to end", "a web server that is killed"])
def test_both_end_together(running: "subprocess.Popen[str]", way: str) -> None:
    children = _children(running)
    assert set(children) == {"web", "worker"}
    if way == "Ctrl-C":
        os.killpg(running.pid, signal.SIGINT)
    elif way == "a shell that is told to end":
        running.terminate()
    else:
        os.kill(children["web"], signal.SIGKILL)
    _ends(running)
    assert not Path(f"/proc/{children['worker']}").exists()
