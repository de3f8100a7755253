"""What waits for the caller, and the figures of the work for editors."""

from datetime import date

from app.access import only_roles, signed_in
from app.api.blueprint import ApiBlueprint
from app.api.serializers import Json
from app.current import current_platform
from app.identity import actor
from app.schemas.desk import DeskSchema, StatisticsSchema
from app.task_urls import task_url
from case_studies.operations.desk.desk import desk
from case_studies.operations.desk.statistics import ReviewerStatistics, Statistics, TimeInState, compute_statistics
from case_studies.operations.desk.tasks import Task
from case_studies.unit_of_work import now
from case_studies.vocabulary import Role

area = ApiBlueprint("Desk", "What waits, and how the work goes.")


@area.route("/desk")
@signed_in
@area.answers(200, DeskSchema, who="Whoever has a token; everybody has a desk of their own.", refusals=(401,))
def read_desk() -> Json:
    """List what waits for the caller, by the kind of work.

    Each thing says since when it waits, by when, and the one next step. Cases that the caller is in conflict with are
    counted and not named.
    """
    with current_platform().work.reading() as session:
        found, today = desk(session, actor()), now(session).date()
        groups = [
            {"group": group, "items": [_waiting(item, today) for item in items]}
            for group, items in found.groups.items()
        ]
        return {"groups": groups, "recused": found.recused}


def _waiting(item: Task, today: date) -> Json:
    return {
        "reference": item.case.reference,
        "title": item.seen.revision.title,
        "state": item.seen.state,
        "since": item.since,
        "due": item.due,
        "overdue": item.is_overdue(today),
        "step": item.step,
        "url": task_url(item, external=True),
    }


@area.route("/overview")
@only_roles(Role.EDITOR)
@area.answers(200, StatisticsSchema, who="Editors.", refusals=(401, 403))
def read_statistics() -> Json:
    """Read the figures of the cases that the caller may know.

    Medians are in days. Drafts are nobody's but their delegation's, and are not counted.
    """
    with current_platform().work.reading() as session:
        return _figures(compute_statistics(session, actor()))


def _figures(figures: Statistics) -> Json:
    return {
        "states": [{"state": state, "cases": count} for state, count in figures.states.items()],
        "stays": [_stays(stays) for stays in figures.stays],
        "reviewers": [_record(record) for record in figures.reviewers],
        "rounds": [{"rounds": rounds, "cases": count} for rounds, count in figures.rounds.items()],
    }


def _stays(stays: TimeInState) -> Json:
    return {
        "state": stays.state,
        "ended": len(stays.ended),
        "median_days_ended": stays.median_ended,
        "present": len(stays.present),
        "median_days_present": stays.median_present,
    }


def _record(record: ReviewerStatistics) -> Json:
    counts = ("asked", "accepted", "declined", "handed_in", "on_time", "median_days")
    return {"reviewer": record.reviewer.email, **{name: getattr(record, name) for name in counts}}
