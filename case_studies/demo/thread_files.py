"""Reads the files of the demonstration discussions, a YAML file for each in `threads/`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from case_studies.vocabulary import Language, SpeaksAs, ThreadState

FOLDER = Path(__file__).parent / "threads"


@dataclass(frozen=True, slots=True)
class ThreadFile:
    """A discussion: who says what after how many days, and how it ends."""

    name: str
    convened_by: str
    """The name of an office, which also says the first post."""
    speaks_as: SpeaksAs
    days_ago: int
    closes_within: int
    state: ThreadState
    """Where it ends."""
    title: str
    language: Language
    anchor: str
    """`case`, `issue` or `practice` and the name of its file; empty for none."""
    posts: Sequence[Mapping[str, Any]]
    summary: Mapping[str, Any] | None
    objection: Mapping[str, Any] | None


def thread_files() -> list[ThreadFile]:
    """Return all discussions, the oldest first."""
    return sorted(map(read_thread_file, FOLDER.glob("*.yaml")), key=lambda file: (-file.days_ago, file.name))


def read_thread_file(path: Path) -> ThreadFile:
    """Read one file. Raises ValueError with the name of the file if something is missing in it."""
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        return ThreadFile(
            name=path.stem,
            convened_by=read["convened_by"],
            speaks_as=SpeaksAs(read["speaks_as"]),
            days_ago=read["days_ago"],
            closes_within=read["closes_within"],
            state=ThreadState(read["state"]),
            title=read["title"],
            language=Language(read.get("language", "en")),
            anchor=read.get("anchor", ""),
            posts=read["posts"],
            summary=read.get("summary"),
            objection=read.get("objection"),
        )
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {error}") from error
