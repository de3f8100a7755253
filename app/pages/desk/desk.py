"""The desk: the tasks of the person who is signed in, and the cases of others."""

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
from case_studies.operations.desk.desk import desk as load_desk
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
    """A task with its texts."""

    task: Task
    url: str
    action: LazyString
    since: str
    due: str
    late: bool
    note: str


@pages.get("/desk")
@signed_in
def desk() -> str:
    """Show the desk."""
    with reading() as session:
        person_desk, today = load_desk(session, actor()), now(session).date()
        return render_template(
            "desk/desk.html",
            groups=[
                (group, HEADINGS[group], [_line(task, today) for task in tasks])
                for group, tasks in person_desk.groups.items()
            ],
            others=person_desk.others,
            summary=task_phrase(person_desk.tasks, today),
            recused=person_desk.recused,
            own_delegation=person_desk.own_delegation,
            links=[(label, url_for(endpoint)) for endpoint, label in LINKS.items() if may_enter(endpoint)],
            may_start=may_enter("edit.new"),
        )


def _line(task: Task, today: date) -> Line:
    return Line(
        task,
        url=task_url(task),
        action=STEPS[task.step],
        since=since_in_words(task, today),
        due=due_in_words(task, today),
        late=task.is_overdue(today),
        note=note_in_words(task),
    )
