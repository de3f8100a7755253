"""The caller's tasks, and statistics for editors."""

from datetime import date

from flask import url_for

from app.access import only_roles, signed_in
from app.api.blueprint import ApiBlueprint
from app.api.serializers import Json
from app.current import reading
from app.identity import actor
from app.phrases.desk_items import owner_in_words
from app.schemas.desk import DeskSchema, StatisticsSchema
from app.task_urls import item_url, task_url
from case_studies.operations.delegations.applications import SeenApplication, applications_to_answer
from case_studies.operations.desk.desk import desk
from case_studies.operations.desk.item_task import ItemTask, grouped
from case_studies.operations.desk.statistics import ReviewerStatistics, Statistics, TimeInState, compute_statistics
from case_studies.operations.desk.tasks import Task
from case_studies.unit_of_work import now
from case_studies.vocabulary import Role

blueprint = ApiBlueprint("Desk", "Tasks of the caller, and statistics for editors.")


@blueprint.route("/desk")
@signed_in
@blueprint.returns(200, DeskSchema, callers="Everybody with a token, for themselves.", refusals=(401,))
def read_desk() -> Json:
    """List the caller's tasks, by group.

    Each task has its start, its due date and the next step. Cases in which the caller has a conflict are counted, but
    not named.
    """
    with reading() as session:
        own_desk, today = desk(session, actor()), now(session).date()
        groups = [
            {"group": group, "items": [_serialize_task(item, today) for item in items]}
            for group, items in own_desk.groups.items()
        ]
        applications = [_serialize_application(seen) for seen in applications_to_answer(session, actor())]
        items = [
            {"group": group, "items": [_serialize_item(task, today) for task in tasks]}
            for group, tasks in grouped(own_desk.items).items()
        ]
        return {"applications": applications, "items": items, "groups": groups, "recused": own_desk.recused}


def _serialize_application(seen: SeenApplication) -> Json:
    number = seen.application.id
    return {
        "id": number,
        "delegation": seen.delegation.code,
        "since": seen.application.proved_at,
        "accepted_after": seen.accepted_after,
        "url": url_for("applications.applications", _anchor=f"application-{number}", _external=True),
    }


def _serialize_task(item: Task, today: date) -> Json:
    return {
        "reference": item.case.reference,
        "title": item.seen.revision.title,
        "delegation": item.case.submitting_code,
        "state": item.seen.state,
        "since": item.since,
        "due": item.due,
        "overdue": item.is_overdue(today),
        "step": item.step,
        "url": task_url(item, external=True),
    }


def _serialize_item(task: ItemTask, today: date) -> Json:
    return {
        "kind": task.kind,
        "reference": task.reference,
        "title": task.title,
        "owner": {"id": task.owner.code or None, "label": owner_in_words(task)},
        "state": task.state,
        "since": task.since,
        "due": task.due,
        "overdue": task.is_overdue(today),
        "step": task.step,
        "url": item_url(task, external=True),
    }


@blueprint.route("/overview")
@only_roles(Role.EDITOR)
@blueprint.returns(200, StatisticsSchema, callers="Editors.", refusals=(401, 403))
def read_statistics() -> Json:
    """Read statistics of the cases that the caller may see.

    Medians are in days. Drafts are not counted: only their delegation may know of them.
    """
    with reading() as session:
        return _serialize_statistics(compute_statistics(session, actor()))


def _serialize_statistics(statistics: Statistics) -> Json:
    return {
        "states": [{"state": state, "cases": count} for state, count in statistics.states.items()],
        "stays": [_serialize_time_in_state(time) for time in statistics.stays],
        "reviewers": [_serialize_reviewer_statistics(one) for one in statistics.reviewers],
        "rounds": [{"rounds": rounds, "cases": count} for rounds, count in statistics.rounds.items()],
    }


def _serialize_time_in_state(time: TimeInState) -> Json:
    return {
        "state": time.state,
        "ended": time.ended.count,
        "median_days_ended": time.ended.value,
        "present": time.present.count,
        "median_days_present": time.present.value,
    }


def _serialize_reviewer_statistics(statistics: ReviewerStatistics) -> Json:
    counts = ("asked", "accepted", "declined", "handed_in", "on_time", "median_days")
    return {"reviewer": statistics.reviewer.email, **{name: getattr(statistics, name) for name in counts}}
