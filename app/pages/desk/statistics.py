"""The overview for editors: cases by state, days in each state, and reviews by reviewer."""

from flask import Blueprint, render_template
from flask_babel import format_decimal

from app.access import only_roles
from app.current import reading
from app.identity import actor
from case_studies.operations.desk.statistics import Statistics, compute_statistics
from case_studies.vocabulary import Role

pages = Blueprint("statistics", __name__)


@pages.get("/overview")
@only_roles(Role.EDITOR)
def statistics() -> str:
    """Show the figures of the cases that the editor may know about."""
    with reading() as session:
        figures = compute_statistics(session, actor())
        return render_template(
            "desk/statistics.html", figures=figures, days=_days, longest=_longest(figures), total=_total(figures)
        )


def _days(number: float | None) -> str:
    """Return a number of days with at most one decimal, or a dash if there is none."""
    return str(format_decimal(number, format="#,##0.#")) if number is not None else "–"


def _longest(figures: Statistics) -> float:
    """Return the longest median, to which the bars are scaled."""
    medians = (median for stays in figures.stays for median in (stays.median_ended, stays.median_present))
    return max((median for median in medians if median is not None), default=0)


def _total(figures: Statistics) -> int:
    return sum(figures.states.values())
