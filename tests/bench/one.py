"""One measurement in one process: `python -m tests.bench.one MEASURE ENGINE SIZE FOLDER UPDATES`. Prints it as JSON."""

import json
import pickle
import sys
from dataclasses import asdict
from pathlib import Path

from case_studies.search.text.thesaurus import Thesaurus
from tests.bench import measuring
from tests.bench.asking import Asked

QUESTIONS = "questions.pickle"
"""Beside the folders of the engines: the queries and the entries of the thesaurus."""


def main(measure: str, name: str, size: int, folder: Path, updates: int) -> None:
    """Take a measurement and print it."""
    if measure == "build":
        print(json.dumps(asdict(measuring.build(name, folder, size))))  # noqa: T201
        return
    asked, thesaurus = questions(folder.parent)
    if measure == "answer":
        print(json.dumps(asdict(measuring.answer(name, folder, asked, thesaurus))))  # noqa: T201
    elif measure == "follow":
        print(json.dumps(asdict(measuring.follow(name, folder, size, updates, asked, thesaurus))))  # noqa: T201
    else:
        print(json.dumps(measuring.web_worker(folder, asked, thesaurus)))  # noqa: T201


def questions(folder: Path) -> tuple[list[Asked], Thesaurus]:
    """Read the queries."""
    asked, entries = pickle.loads((folder / QUESTIONS).read_bytes())
    return asked, Thesaurus(entries)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]))
