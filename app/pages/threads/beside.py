"""The discussions about a case, an issue or a practice, for the section on its page."""

from typing import Any

from app.identity import actor
from app.phrases import threads as phrases
from case_studies.operations.threads.queries import threads_beside
from case_studies.policy.threads import takes_part_in_discussion
from case_studies.unit_of_work import Session, now


def discussion(session: Session, reference: str) -> dict[str, Any] | None:
    """Return what the section shows; None for a reader without discussion."""
    if not takes_part_in_discussion(actor()):
        return None
    return {
        "reference": reference,
        "threads": threads_beside(session, actor(), reference),
        "phrases": phrases,
        "today": now(session).date(),
    }
