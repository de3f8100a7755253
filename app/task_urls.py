"""The page on which each task of a desk is done. Pages and API use the same addresses."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from app.thing_urls import thing_url
from case_studies.operations.desk.item_task import ItemTask
from case_studies.operations.desk.tasks import Task
from case_studies.vocabulary import Action

ENDPOINTS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "answer_remarks": ("responses.responses", {}),
    "ask_for_clearance": ("responses.responses", {}),
    "change_draft": ("edit.tasks", {}),
    "confirm_case": ("confirmation.confirmation", {}),
    "clear_sentence": ("confirmation.confirmation", {}),
    "continue_draft": ("edit.tasks", {}),
    "assign_reviewers": ("assignments.assignments", {}),
    "replace_reviewer": ("assignments.assignments", {}),
    "confirm_text": ("consents.consent", {}),
    "start_review": ("transitions.transition", {"action": Action.START_REVIEW.value}),
}  # all other tasks are done in the workspace of the case


def item_url(task: ItemTask, *, external: bool = False) -> str:
    """Return the address of the page on which a task in something beside the cases is done."""
    return thing_url(task.reference, external=external)


def task_url(task: Task, *, external: bool = False) -> str:
    """Return the address of the page on which a task is done."""
    if task.assignment is not None:
        return url_for("review.assignment", assignment_id=task.assignment.id, _external=external)
    endpoint, rest = ENDPOINTS.get(task.step, ("workspace.workspace", {}))
    return url_for(endpoint, reference=task.case.reference, _external=external, **rest)
