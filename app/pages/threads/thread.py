"""One discussion: its posts, its summary, and what its reader may do next."""

from typing import Any

from flask import Blueprint, render_template, url_for

from app.access import signed_in
from app.current import reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases import threads as phrases
from app.phrases.labels import HISTORY_ACTIONS
from case_studies.models import HistoryEntry
from case_studies.operations.threads.anchors import find_anchor
from case_studies.operations.threads.life import quiet_on
from case_studies.operations.threads.queries import find_thread, thread_history
from case_studies.policy.thread_release import ReleasedThread
from case_studies.policy.threads import THREAD_POLICY
from case_studies.unit_of_work import now
from case_studies.workflow.threads import THREADS

pages = Blueprint("threads", __name__)


@pages.get("/threads/<thread:reference>")
@signed_in
def thread(reference: str) -> str:
    """Show a discussion."""
    return show(reference, NO_ERRORS, {})


def show(reference: str, refused: FormErrors, typed: dict[str, Any]) -> str:
    """Show a discussion, with what was typed into a form that was refused."""
    with reading() as session:
        found = find_thread(session, actor(), reference)
        possible = THREADS.possible_actions(session, found, actor())
        return render_template(
            "threads/thread.html",
            thread=ReleasedThread(found, actor()),
            about=find_anchor(session, actor(), found.anchor),
            today=now(session).date(),
            refused=refused,
            typed=typed,
            phrases=phrases,
            possible=possible,
            usable=THREAD_POLICY.usable(actor(), found),
            deleted_on=quiet_on(found),
            history=[_event(entry) for entry in thread_history(session, found)],
            act_url=lambda action: url_for("thread_steps.act", reference=reference, action=action),
        )


def _event(entry: HistoryEntry) -> dict[str, Any]:
    label = phrases.HISTORY.get(entry.action, HISTORY_ACTIONS[entry.action])
    return {"what": label, "at": entry.at, "note": entry.full_note}
