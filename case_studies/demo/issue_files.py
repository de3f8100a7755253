"""Reads the files of the demonstration issues, a YAML file for each in `issues/`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from case_studies.vocabulary import IssueState

FOLDER = Path(__file__).parent / "issues"
WRITTEN = (
    "language",
    "question",
    "setting",
    "already_tried",
    "who_could_change_it",
    "obstacle",
    "register",
    "audience",
    "attribution",
    "themes",
    "operation",
)
"""What the delegation fills in. What a file leaves out is as in an empty form."""


@dataclass(frozen=True, slots=True)
class IssueFile:
    """An issue: what its delegation asks, and what happens to it afterwards."""

    name: str
    asked_by: str
    days_ago: int
    """How many days before the loading its delegation writes it."""
    state: IssueState
    """Where it ends."""
    content: Mapping[str, Any]
    answer_within: int | None
    """Days to answer it."""
    invited: Sequence[str]
    answers: Sequence[Mapping[str, Any]]
    synthesis: Mapping[str, str] | None
    no_answer: str
    """What an editor says instead of a synthesis."""
    overtaken: str
    """Why its delegation closes it."""
    take_up: Sequence[int]
    """Which answers its delegation tries, counted from 1."""
    outcome: Mapping[str, Any] | None


def issue_files() -> list[IssueFile]:
    """Return all issues, the longest posted first."""
    return sorted(map(read_issue_file, FOLDER.glob("*.yaml")), key=lambda file: (-file.days_ago, file.name))


def read_issue_file(path: Path) -> IssueFile:
    """Read one file. Raises ValueError with the name of the file if something is missing in it."""
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        return IssueFile(
            name=path.stem,
            asked_by=read["asked_by"],
            days_ago=read["days_ago"],
            state=IssueState(read["state"]),
            content={name: read[name] for name in WRITTEN if name in read},
            answer_within=read.get("answer_within"),
            invited=read.get("invited", ()),
            answers=read.get("answers", ()),
            synthesis=read.get("synthesis"),
            no_answer=read.get("no_answer", ""),
            overtaken=read.get("overtaken", ""),
            take_up=read.get("take_up", ()),
            outcome=read.get("outcome"),
        )
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {error}") from error
