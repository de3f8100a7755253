"""Reads the files of the demonstration practices, a YAML file for each in `practices/`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from case_studies.vocabulary import PracticeState

FOLDER = Path(__file__).parent / "practices"
WRITTEN = (
    "title",
    "statement",
    "do",
    "mechanism",
    "fits_where",
    "how_to_start",
    "costs",
    "harms",
    "not_known",
    "themes",
)


@dataclass(frozen=True, slots=True)
class PracticeFile:
    """A practice: its first edition, and what happens to it."""

    name: str
    proposed_by: str
    seconded_by: str
    """The delegation of the second editor."""
    days_ago: int | None
    """How many days before the loading it is proposed."""
    before_case: str
    """Instead: a case that is published after the practice is adopted."""
    state: PracticeState
    """Where its first edition ends."""
    content: Mapping[str, Any]
    search: Mapping[str, str] | None
    evidence: Sequence[Mapping[str, str]]
    remarks: Sequence[Mapping[str, str]]
    assessment: Mapping[str, str] | None
    public: Mapping[str, str]
    """What differs in the assessment for the public."""
    retired_because: str
    withdrawn_because: str
    next_edition: "NextEdition | None"


@dataclass(frozen=True, slots=True)
class NextEdition:
    """The second edition: why it is written, and what differs in it."""

    because: str
    is_adopted: bool
    """Otherwise it is a draft on the day of the loading."""
    content: Mapping[str, Any]
    search: Mapping[str, str] | None
    evidence: Sequence[Mapping[str, str]]


def practice_files() -> list[PracticeFile]:
    """Return all practices in the order of their names."""
    return [read_practice_file(path) for path in sorted(FOLDER.glob("*.yaml"))]


def read_practice_file(path: Path) -> PracticeFile:
    """Read one file. Raises ValueError with the name of the file if something is missing in it."""
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        return PracticeFile(
            name=path.stem,
            proposed_by=read["proposed_by"],
            seconded_by=read.get("seconded_by", ""),
            days_ago=read.get("days_ago"),
            before_case=read.get("before_case", ""),
            state=PracticeState(read["state"]),
            content={name: read[name] for name in WRITTEN if name in read},
            search=read.get("search"),
            evidence=read.get("evidence", ()),
            remarks=read.get("remarks", ()),
            assessment=read.get("assessment"),
            public=read.get("public", {}),
            retired_because=read.get("retired_because", ""),
            withdrawn_because=read.get("withdrawn_because", ""),
            next_edition=_next_edition(read.get("next_edition")),
        )
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _next_edition(read: Mapping[str, Any] | None) -> NextEdition | None:
    if read is None:
        return None
    return NextEdition(
        because=read["because"],
        is_adopted=read.get("adopted", False),
        content={name: read[name] for name in WRITTEN if name in read},
        search=read.get("search"),
        evidence=read.get("evidence", ()),
    )
