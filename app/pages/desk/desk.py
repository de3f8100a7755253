"""The desk: what waits for this person, by the kind of work, each thing with its one next step."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.access import may_enter, signed_in
from app.current import reading
from app.identity import actor
from app.phrases.desk import HEADINGS, due_in_words, note_in_words, since_in_words, task_phrase
from app.phrases.labels import STEPS
from app.task_urls import task_url
from case_studies.operations.desk.desk import desk as what_waits
from case_studies.operations.desk.tasks import Task
from case_studies.unit_of_work import now

pages = Blueprint("desk", __name__)

# The pages beside the desk, for the roles that may enter them.
LINKS = {
    "thesaurus.list_entries": _l("Thesaurus"),
    "statistics.statistics": _l("Overview"),
    "reviewer_profile.reviewer_profile": _l("Themes and days away"),
    "edit.new": _l("Start a case"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits, in words."""

    waiting: Task
    url: str
    action: LazyString
    since: str
    due: str
    late: bool
    note: str


@pages.get("/desk")
@signed_in
def desk() -> str:
    """Show what waits, then what others have."""
    with reading() as session:
        found, today = what_waits(session, actor()), now(session).date()
        return render_template(
            "desk/desk.html",
            groups=[(group, HEADINGS[group], [_line(w, today) for w in ws]) for group, ws in found.groups.items()],
            others=found.others,
            summary=task_phrase(found.waiting, today),
            recused=found.recused,
            own_delegation=found.own_delegation,
            links=[(label, url_for(endpoint)) for endpoint, label in LINKS.items() if may_enter(endpoint)],
            may_start=may_enter("edit.new"),
        )


def _line(waiting: Task, today: date) -> Line:
    return Line(
        waiting,
        url=task_url(waiting),
        action=STEPS[waiting.step],
        since=since_in_words(waiting, today),
        due=due_in_words(waiting, today),
        late=waiting.is_overdue(today),
        note=note_in_words(waiting),
    )
