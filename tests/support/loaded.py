"""Forks of a process that has loaded the application: a server or a command starts at once instead of after seconds."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from typing import IO, Any

_LOADED = multiprocessing.get_context("forkserver")
_LOADED.set_forkserver_preload(["tests.support.processes.loaded"])


@contextmanager
def forked(
    task: Callable[..., None], settings: dict[str, str], *given: Any
) -> Iterator[tuple[ForkServerProcess, IO[str]]]:
    """Run a task of `processes/loaded.py`, and yield its process and what it prints. At the end it is over.

    A server is asked to end at once: to wait for browsers that keep their connections costs seconds.
    """
    reading, writing = _LOADED.Pipe(duplex=False)
    process = _LOADED.Process(target=task, args=({**os.environ, **settings}, writing, *given))
    process.start()
    writing.close()
    with os.fdopen(os.dup(reading.fileno()), encoding="utf-8") as output:
        reading.close()
        try:
            yield process, output
        finally:
            if process.is_alive():
                os.kill(process.pid or 0, signal.SIGQUIT)
            process.join()
    process.close()
