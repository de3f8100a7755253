"""The desk: the tasks of the person who is signed in, and the cases of others."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.access import may_enter, signed_in
from app.collation import by_name
from app.current import reading
from app.identity import actor
from app.phrases.desk import HEADINGS, STEPS, days_since, due_in_words, note_in_words, since_in_words, task_phrase
from app.phrases.desk_items import (
    ITEM_HEADINGS,
    ITEM_STEPS,
    item_due_in_words,
    item_note_in_words,
    item_phrase,
    item_state_in_words,
    owner_in_words,
)
from app.phrases.events import when
from app.phrases.labels import STANDINGS, STATES
from app.task_urls import item_url, task_url
from case_studies.errors import NotVisible
from case_studies.models import Case
from case_studies.operations.cases.reports import cases_with_reports
from case_studies.operations.delegations.applications import SeenApplication, applications_to_answer
from case_studies.operations.desk.desk import IN_PROGRESS, desk_delegations
from case_studies.operations.desk.desk import desk as load_desk
from case_studies.operations.desk.item_task import ItemTask, grouped
from case_studies.operations.desk.tasks import Task
from case_studies.operations.desk.view import WHOLE_DESK, DeskSort, DeskView
from case_studies.operations.events.queries import next_events
from case_studies.unit_of_work import now
from case_studies.vocabulary import State

pages = Blueprint("desk", __name__)

# The pages beside the desk, for the roles that may enter them.
LINKS = {
    "administration.administration": _l("Administration"),
    "thesaurus.list_entries": _l("Thesaurus"),
    "delegation_records.records": _l("Delegations"),
    "applications.applications": _l("Applications"),
    "statistics.statistics": _l("Overview"),
    "reviewer_profile.reviewer_profile": _l("Themes and days away"),
    "edit.new": _l("Start a case"),
}


SORTS = {
    DeskSort.USUAL: _l("Most urgent first"),
    DeskSort.OLDEST: _l("Longest waiting first"),
    DeskSort.NEWEST: _l("Newest first"),
    DeskSort.DELEGATION: _l("By delegation"),
    DeskSort.TITLE: _l("By title"),
}
FILTER_STATES = (State.DRAFT, State.IN_CLEARANCE, *IN_PROGRESS[1:], State.PUBLISHED, State.ARCHIVED, State.WITHDRAWN)
LONG = 6  # cases; a shorter desk needs no controls
LONGEST_CODE = 20
LAST_PAGE = 100_000


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
    """Show the desk, or a part of it."""
    view = _view()
    with reading() as session:
        person_desk, today = load_desk(session, actor(), view), now(session).date()
        if view.page > person_desk.others_pages:
            raise NotVisible()
        waiting = applications_to_answer(session, actor())
        delegations = sorted(desk_delegations(session, actor()), key=lambda row: by_name(row[1]))
        return render_template(
            "desk/desk.html",
            groups=[
                (group, HEADINGS[group], [_line(task, today) for task in tasks])
                for group, tasks in person_desk.groups.items()
            ],
            others=person_desk.others,
            summary=f"{task_phrase(person_desk.tasks, today)} {item_phrase(person_desk.items)}".strip(),
            applications=[] if view != WHOLE_DESK else [_application(one, today) for one in waiting],
            item_groups=[
                (group, ITEM_HEADINGS[group], [_item(task, today) for task in tasks])
                for group, tasks in grouped(person_desk.items).items()
            ],
            reports=[] if view != WHOLE_DESK else [_reported(case) for case in cases_with_reports(session, actor())],
            next_events=next_events(session, actor()) if view == WHOLE_DESK else [],
            when=when,
            recused=person_desk.recused,
            own_delegation=person_desk.own_delegation,
            links=[(label, url_for(endpoint)) for endpoint, label in LINKS.items() if may_enter(endpoint)],
            may_start=may_enter("edit.new"),
            view=view,
            sorts=[(sort.value, label) for sort, label in SORTS.items()],
            states=[(state.value, STATES[state]) for state in FILTER_STATES],
            delegations=delegations,
            has_controls=view != WHOLE_DESK or len(person_desk.tasks) + person_desk.others_total >= LONG,
            others_pages=person_desk.others_pages,
            page_url=_page_url,
        )


def _view() -> DeskView:
    """Return what the address asks for. Values that no control offers are left out."""
    state, sort = request.args.get("state", ""), request.args.get("sort", "")
    return DeskView(
        delegation=request.args.get("delegation", "")[:LONGEST_CODE],
        state=State(state) if state in FILTER_STATES else None,
        sort=DeskSort(sort) if sort in tuple(DeskSort) else DeskSort.USUAL,
        page=min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE),
    )


def _page_url(page: int) -> str:
    kept: dict[str, Any] = {name: request.args.get(name) or None for name in ("delegation", "state", "sort")}
    return url_for(".desk", page=page if page > 1 else None, **kept)


def _application(seen: SeenApplication, today: date) -> dict[str, Any]:
    """Return the row of an application."""
    since = seen.application.proved_at or seen.application.sent_at
    return {
        "delegation": seen.delegation,
        "standing": STANDINGS[seen.application.standing],
        "since": days_since(since, today),
        "accepted_after": seen.accepted_after,
        "url": url_for("applications.applications", _anchor=f"application-{seen.application.id}"),
    }


def _reported(case: Case) -> dict[str, Any]:
    """Return the row of a case with reports of readers. It has no date: that of a report could reveal its reader."""
    is_own = actor().delegation == case.submitting_code
    return {
        "case": case,
        "revision": case.readable,
        "what": _("Hidden until you answer") if is_own else _("A reader reports a part"),
        "action": _("Answer") if is_own else _("Decide"),
        "url": url_for("reports.reports", reference=case.reference),
    }


def _item(task: ItemTask, today: date) -> dict[str, Any]:
    """Return the row of a task in something beside the cases."""
    return {
        "task": task,
        "url": item_url(task),
        "action": ITEM_STEPS[task.step],
        "state": item_state_in_words(task),
        "owner": owner_in_words(task),
        "since": days_since(task.since, today),
        "due": item_due_in_words(task, today),
        "late": task.is_overdue(today),
        "note": item_note_in_words(task),
    }


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
