"""A process of its own that publishes one case and, at a chosen instant, is killed.

    python -m tests.support.processes.publish INSTANT DATABASE_URL INDEX_FOLDER REFERENCE

The platform is put together from its parts here, with a search engine that dies; the product is not patched.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from case_studies.bootstrap import Platform, assemble_platform
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.cases.queries import find_case
from case_studies.policy.actor import Actor
from case_studies.search.engine import SearchEngine, Writer
from case_studies.search.sync.indexer import Indexer
from case_studies.search.sync.search_documents import INDEXES
from case_studies.vocabulary import Action
from case_studies.workflow.cases import CASES

NEVER = "never"
BEFORE_THE_COMMIT = "before the commit"
AFTER_THE_COMMIT = "after the commit"
WHILE_THE_INDEX_IS_WRITTEN = "while the index is written"
AT_THE_SWITCH_OF_THE_INDEX = "at the switch of the index"
BETWEEN_THE_INDEXES = "between the indexes"
BEFORE_THE_TASK_IS_DONE = "before the task is done"
INSTANTS = (
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT,
    WHILE_THE_INDEX_IS_WRITTEN,
    AT_THE_SWITCH_OF_THE_INDEX,
    BETWEEN_THE_INDEXES,
    BEFORE_THE_TASK_IS_DONE,
)


def die() -> None:
    """End this process as a power cut would: nothing is closed, nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


class MortalWriter:
    """A writer that may die with the first face it is given."""

    def __init__(self, writer: Writer, *, dies: bool) -> None:
        self.writer = writer
        self.dies = dies

    def replace(self, face: Any) -> None:
        self.writer.replace(face)
        if self.dies:
            die()

    def remove(self, reference: str) -> None:
        self.writer.remove(reference)


class MortalEngine:
    """The search engine, but for the instant at which it dies while writing."""

    def __init__(self, engine: SearchEngine, instant: str) -> None:
        self.engine = engine
        self.instant = instant
        self.written = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    @contextmanager
    def writing(self, audience: str) -> Iterator[MortalWriter]:
        with self.engine.writing(audience) as writer:
            yield MortalWriter(writer, dies=self.instant == WHILE_THE_INDEX_IS_WRITTEN)
            if self.instant == AT_THE_SWITCH_OF_THE_INDEX:
                sys.addaudithook(lambda event, _: die() if event == "os.rename" else None)
        self.written += 1
        if (self.instant, self.written) in ((BETWEEN_THE_INDEXES, 3), (BEFORE_THE_TASK_IS_DONE, len(INDEXES))):
            die()


def mortal(casebook: Platform, instant: str) -> Platform:
    """Return the platform with a search engine that dies."""
    engine: Any = MortalEngine(casebook.search, instant)
    indexer = Indexer(casebook.work, engine)
    casebook.work.after_commit = (die if instant == AFTER_THE_COMMIT else indexer.drain,)
    return replace(casebook, search=engine, indexer=indexer)


def publish(instant: str, database_url: str, folder: str, reference: str) -> None:
    """Publish a case as an editor does."""
    casebook = mortal(assemble_platform(database_url, Path(folder)), instant)
    with casebook.work.writing() as session:
        actor = Actor.of(find_account(session, "editor.idn@demo.example"))
        case = find_case(session, actor, reference, for_change=True)
        CASES.perform(session, case, Action.PUBLISH, actor, version=case.version)
        session.flush()
        if instant == BEFORE_THE_COMMIT:
            die()


if __name__ == "__main__":
    publish(*sys.argv[1:])
