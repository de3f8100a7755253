"""A process of its own that searches, as a web process or the worker does, whenever it is asked to.

    python -m tests.support.processes.read DATABASE_URL INDEX_FOLDER

Each line on its input is a query; it answers with the references that the public and the members find, as JSON.
"""

import json
import sys
from pathlib import Path

from case_studies.bootstrap import assemble_platform
from case_studies.search.contract import Query
from case_studies.vocabulary import Audience


def answer(database_url: str, folder: str) -> None:
    """Answer until the input ends."""
    engine = assemble_platform(database_url, Path(folder)).search
    for line in sys.stdin:
        results = [engine.search(audience, Query(line.strip())) for audience in Audience]
        found = [sorted(hit.reference for hit in one.hits) for one in results]
        print(json.dumps(found), flush=True)  # noqa: T201


if __name__ == "__main__":
    answer(*sys.argv[1:])
