"""Runs a script with a search engine in another process, which can be killed at any moment."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOUSE = Path(__file__).parents[2]
BEGINNING = """
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from case_studies.search.contract import SearchDocument

engine = getattr(import_module(sys.argv[2]), sys.argv[3])(Path(sys.argv[1]))

def document(number):
    return SearchDocument(f"CS-2026-{number:04d}", "en", f"Case {number}", {"summary": "Written elsewhere."}, (), {},
                (2020, 2021), date(2026, 1, 1), date(2026, 1, 1), "elsewhere")
"""
Process = subprocess.Popen[str]


@contextmanager
def running(engine_class: type, folder: Path, script: str) -> Iterator[Process]:
    """Run a script that has an `engine` and makes a `document`; at the end it is killed if it still runs."""
    command = [sys.executable, "-c", BEGINNING + script, folder, engine_class.__module__, engine_class.__name__]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, cwd=HOUSE) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: Process) -> str:
    """Wait for the next line that a process says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def send_line(process: Process) -> None:
    """Let a process that waits for a line go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
