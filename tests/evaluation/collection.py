"""Reads a judged collection: a folder with one YAML file for each kind of query, and the floors."""

from collections.abc import Mapping
from math import floor, inf
from pathlib import Path
from typing import Any

import yaml

from tests.evaluation.scores import BEST, Judged, JudgedSet, Score

FLOORS = "floors.yaml"
MARGIN = 0.02
"""How far below the measured value a floor lies."""
MEASURES = ("ndcg", "success", "recall")

Floors = Mapping[str, Mapping[str, float]]
"""Kind of query to measure to the lowest value allowed."""


def read_collection(folder: Path) -> list[Judged]:
    """Return all queries, kind by kind. Raises ValueError with the name of a malformed file."""
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != FLOORS)
    found = [judged for path in paths for judged in _read_kind(path)]
    if not found:
        raise ValueError(f"{folder}: no judged queries there")
    twice = {judged.id for judged in found if sum(other.id == judged.id for other in found) > 1}
    if twice:
        raise ValueError(f"{folder}: used twice: {', '.join(sorted(twice))}")
    return found


def _read_kind(path: Path) -> list[Judged]:
    try:
        return [_judged(row, path.stem) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _judged(row: Mapping[str, Any], kind: str) -> Judged:
    wrong = [reference for reference, grade in row["grades"].items() if grade not in range(1, BEST + 1)]
    if wrong:
        raise ValueError(f"{row['id']}: a grade is 1, 2 or 3: {', '.join(wrong)}")
    return Judged(row["id"], kind, JudgedSet(row["set"]), row["text"], row["grades"])


def read_floors(folder: Path) -> Floors:
    """Return the recorded floors, if there are any."""
    path = folder / FLOORS
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.exists() else {}


def record_floors(folder: Path, means: Mapping[str, Score]) -> None:
    """Write the floors of each kind, slightly below the measured values, so that ties may be ordered differently."""
    floors = {kind: {name: _floor(value) for name, value in measured(score)} for kind, score in means.items()}
    head = "# The lowest means that a kind of query may have; written by `make evaluate OPTIONS=--record`.\n"
    (folder / FLOORS).write_text(head + yaml.safe_dump(floors), encoding="utf-8")


def _floor(value: float) -> float:
    return max(0.0, floor((value - MARGIN) * 100 + 1e-6) / 100)  # 1e-6: 0.50 - 0.02 is not quite 0.48


def measured(score: Score) -> list[tuple[str, float]]:
    """Return the measures of a score by name."""
    return [(name, value) for name in MEASURES if (value := getattr(score, name)) is not None]


def below(means: Mapping[str, Score], floors: Floors) -> list[str]:
    """Name each measure that is below its floor or has none. Values would reveal held-out results."""
    return [
        f"{kind}: {name} is below its floor, {floors.get(kind, {}).get(name, 'which nobody recorded')}"
        for kind, score in means.items()
        for name, value in measured(score)
        if value < floors.get(kind, {}).get(name, inf)
    ]
