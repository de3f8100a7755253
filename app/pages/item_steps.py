"""What the page of a thing beside the cases offers its reader: the steps of its table."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from app.identity import actor
from app.pages.form_errors import FormErrors
from case_studies.unit_of_work import Session
from case_studies.workflow.engine import T, Workflow

NO_STEPS: dict[str, Any] = {"usable": (), "buttons": [], "reasoned": [], "missing": []}


def offered_steps(
    session: Session, workflow: Workflow[T], thing: T, *, plain: Sequence[StrEnum], reasoned: Sequence[StrEnum]
) -> dict[str, Any]:
    """Return what a template needs: what is usable, the buttons, the steps with a text, and what others still need.

    `plain` are the steps that need no text, `reasoned` those that need one, in the order of the page.
    """
    usable = workflow.policy.usable(actor(), thing)
    refusals = workflow.obstacles(session, thing, actor())
    return {
        "usable": usable,
        "buttons": [action for action in plain if action in usable and action not in refusals],
        "reasoned": [action for action in reasoned if action in usable],
        "missing": [
            (action, FormErrors.by(refusals[action]).first_of_fields) for action in plain if action in refusals
        ],
    }
