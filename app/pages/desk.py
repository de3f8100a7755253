"""The desk: what waits for this person, the longest first, each with its one next step."""

from textwrap import shorten
from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import signed_in
from app.identity import actor
from app.labels import STEPS
from app.parts import casebook
from app.templating import day
from case_studies.operations.waiting import Waiting, with_others
from case_studies.operations.waiting import desk as what_waits
from case_studies.vocabulary import Role

pages = Blueprint("desk", __name__)


@pages.get("/desk")
@signed_in
def desk() -> str:
    """Show what waits, then what the delegation has with others."""
    with casebook().work.reading() as session:
        found = what_waits(session, actor())
        waiting = [*found.clearing, *found.writing, *found.reviewing, *found.editing]
        waiting.sort(key=lambda item: (item.step == "wait_for_reviews", item.since))
        shown = {item.case.id for item in waiting}
        others = [(case, seen) for case, seen in with_others(session, actor()) if case.id not in shown]
        return render_template(
            "desk/desk.html",
            items=[_item(item) for item in waiting],
            others=others,
            summary=_in_words(found),
            recused=found.recused,
            may_write=actor().is_a(Role.FOCAL_POINT),
            may_clear=actor().is_a(Role.CLEARANCE_OFFICER),
        )


def _item(waiting: Waiting) -> dict[str, Any]:
    url = _address(waiting)
    return {
        "case": waiting.case,
        "revision": waiting.assignment.revision if waiting.assignment else waiting.case.current,
        "url": url,
        "since": _("since %(day)s", day=day(waiting.since)),
        "due": _("due %(day)s", day=day(waiting.assignment.due_on)) if waiting.assignment else None,
        "note": _note(waiting),
        "action": {"label": STEPS[waiting.step], "url": url},
    }


def _note(waiting: Waiting) -> str:
    """Say in one line why it waits."""
    text: str = _(waiting.note) % waiting.numbers if waiting.note else ""
    if waiting.reason:
        text = _("It came back: “%(reason)s”", reason=shorten(waiting.reason, 160, placeholder=" …"))
    return text


def _address(waiting: Waiting) -> str:
    """Return where the next step is done."""
    reference = waiting.case.reference
    if waiting.assignment is not None:
        return url_for("reviewing.assignment", assignment_id=waiting.assignment.id)
    if waiting.step in ("continue_draft", "change_draft", "answer_remarks"):
        return url_for("writing.tasks", reference=reference)
    if waiting.step == "assign_reviewers":
        return url_for("assigning.reviewers", reference=reference)
    return url_for("work.work", reference=reference)


def _in_words(found: Any) -> str:
    """Say in words how much waits."""
    counts = (
        ngettext("%(num)s case to write", "%(num)s cases to write", len(found.writing)) if found.writing else "",
        ngettext("%(num)s to clear", "%(num)s to clear", len(found.clearing)) if found.clearing else "",
        ngettext("%(num)s review", "%(num)s reviews", len(found.reviewing)) if found.reviewing else "",
        ngettext("%(num)s case to handle", "%(num)s cases to handle", len(found.editing)) if found.editing else "",
    )
    return ", ".join(part for part in counts if part)
