"""Which cases of a desk are shown, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from case_studies.collation import collation_key
from case_studies.operations.desk.tasks import Task, TaskGroup
from case_studies.vocabulary import State

BY_DUE_DATE = (TaskGroup.INVITATIONS, TaskGroup.REVIEWS, TaskGroup.LOOK_AGAIN)


class DeskSort(StrEnum):
    """The order of the cases in each list of a desk."""

    USUAL = "usual"
    OLDEST = "oldest"
    NEWEST = "newest"
    DELEGATION = "delegation"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class DeskView:
    """Which cases of a desk are shown, and how they are sorted."""

    delegation: str = ""
    state: State | None = None
    sort: DeskSort = DeskSort.USUAL
    page: int = 1
    """Of the cases that wait for somebody else."""

    @property
    def is_filtered(self) -> bool:
        """Whether some cases may be left out."""
        return bool(self.delegation or self.state)


WHOLE_DESK = DeskView()


def sorted_tasks(tasks: Iterable[Task], sort: DeskSort) -> list[Task]:
    """Return tasks in order. Usually reviewers' tasks are ordered by due date, all others by age."""
    if sort is DeskSort.USUAL:
        return sorted(tasks, key=_usual_order)
    rows = ((task.since, task.case.id, task.case.submitting.name, task.seen.revision.title, task) for task in tasks)
    return [row[-1] for row in in_order(rows, sort)]


def in_order(rows: Iterable[tuple[Any, ...]], sort: DeskSort) -> list[tuple[Any, ...]]:
    """Sort rows that begin with since when, id, delegation and title. Usually the newest come first."""
    if sort in (DeskSort.DELEGATION, DeskSort.TITLE):
        place = 2 if sort is DeskSort.DELEGATION else 3
        return sorted(rows, key=lambda row: (collation_key(row[place]), row[0], row[1]))
    return sorted(rows, key=lambda row: (row[0], row[1]), reverse=sort is not DeskSort.OLDEST)


def _usual_order(task: Task) -> tuple[Any, ...]:
    day = task.due if task.group in BY_DUE_DATE and task.due is not None else date.max
    return day, task.since, task.case.id
