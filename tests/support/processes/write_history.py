"""A process of its own that starts cases, as a second web server would: one link of the chain after the other.

python -m tests.support.processes.write_history DATABASE_URL INDEX_FOLDER OFFICE CASES
"""

import sys
from pathlib import Path

from case_studies.bootstrap import assemble_platform
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.cases.editing import start_case
from case_studies.policy.actor import Actor


def write(database_url: str, folder: str, office: str, cases: str) -> None:
    """Start so many cases, each in a transaction of its own."""
    work = assemble_platform(database_url, Path(folder)).work
    with work.reading() as session:
        actor = Actor.of(find_account(session, office))
    for number in range(int(cases)):
        with work.writing(quietly=True) as session:
            start_case(session, actor, {"title": f"Case {number}"})


if __name__ == "__main__":
    write(*sys.argv[1:])
