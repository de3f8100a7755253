"""The engines that are compared, behind one small protocol. Each does the same job in its best way.

The job: the 20 best hits with a snippet each, the true total, and the counts of all facets, those of a filtered facet
without its own filter. Each engine has its own text analysis.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import rjieba

from case_studies.scripts import HAN
from case_studies.search.contract import SearchDocument
from case_studies.search.text.thesaurus import Thesaurus
from tests.bench.asking import Asked

PAGE = 20
FACETS = ("theme", "host_state", "operation", "initiative", "implemented_by", "language", "stage", "evidence")
ENGINES = {"casebook": "Casebook", "plain_whoosh": "Plain Whoosh", "fts5": "SQLite FTS5"}
"""Module to name, in the order of the tables."""
_HAN_RUN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine found."""

    references: tuple[str, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    snippets: int
    """How many hits have one."""


class Reader(Protocol):
    """An open index."""

    def ask(self, asked: Asked) -> Answer:
        """Do the whole job for one query, on the last commit."""


class Writer(Protocol):
    """An index that is kept up to date."""

    def replace(self, document: SearchDocument) -> None:
        """Replace the document of one reference, and commit."""


class Engine(Protocol):
    """What a module of this package offers, as functions."""

    def build(self, folder: Path, documents: Iterable[SearchDocument]) -> None:
        """Build an index of all documents in an empty folder."""

    def reader(self, folder: Path, thesaurus: Thesaurus) -> Reader:
        """Open an index to ask."""

    def writer(self, folder: Path) -> Writer:
        """Open an index to change."""


def engine(name: str) -> Engine:
    """Import one engine only, so that the memory of the process is that of this engine."""
    return cast(Engine, import_module(f"tests.bench.engines.{name}"))


def spaced(text: str) -> str:
    """Return Chinese with spaces between its words, for engines that can't split them; other texts as they are."""
    return _HAN_RUN.sub(lambda run: f" {' '.join(rjieba.cut(run.group()))} ", text)
