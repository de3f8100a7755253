"""A process of its own that sends alerts and, at a chosen instant, is killed.

    python -m tests.support.processes.send_alerts INSTANT DATABASE_URL INDEX_FOLDER

The platform is put together from its parts, with a database that takes the process down; the product is not patched.
"""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import event

from case_studies.bootstrap import assemble_platform
from case_studies.operations.search.alerts import send_alerts

BEFORE_THE_COMMIT = "before the commit"
AFTER_THE_COMMIT = "after the commit"
NEVER = "never"


def die(*_rest: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def send_once(instant: str, database_url: str, folder: str) -> None:
    """Do one run; its first commit is its last."""
    platform = assemble_platform(database_url, Path(folder))
    engine = platform.work.engine
    if instant == BEFORE_THE_COMMIT:
        event.listen(engine, "commit", die)
    send_alerts(platform.work, platform.search)
    if instant == AFTER_THE_COMMIT:
        die()


if __name__ == "__main__":
    send_once(*sys.argv[1:])
