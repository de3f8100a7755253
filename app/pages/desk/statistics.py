"""The overview for editors: cases by state, days in each state, and reviews by reviewer; its cases, and both as CSV."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.access import only_roles
from app.csv_export import Cell, csv_response
from app.current import reading
from app.identity import actor
from app.phrases.labels import STATES
from case_studies.db import LARGEST_ID
from case_studies.errors import NotVisible
from case_studies.operations.desk.counted_cases import PER_PAGE, Figure, count_cases, counted_cases
from case_studies.operations.desk.known_cases import COUNTED
from case_studies.operations.desk.listed_case import ListedCase
from case_studies.operations.desk.statistics import Statistics, compute_statistics
from case_studies.vocabulary import Role, State

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


@pages.get("/overview.csv")
@only_roles(Role.EDITOR)
def statistics_csv() -> Response:
    """Return the same figures as CSV, one a line."""
    with reading() as session:
        lines = list(_lines(compute_statistics(session, actor())))
    return csv_response("casebook-overview.csv", (_("Table"), _("Row"), _("Column"), _("Value")), lines)


@pages.get("/overview/cases")
@only_roles(Role.EDITOR)
def cases() -> str:
    """Show the cases that a figure counts, one page of them."""
    figure, page = _figure(), request.args.get("page", 1, type=int)
    with reading() as session:
        total = count_cases(session, actor(), figure)
        pages_count = max(1, -(-total // PER_PAGE))
        if not 1 <= page <= pages_count:
            raise NotVisible()
        return render_template(
            "desk/counted_cases.html",
            heading=_heading(figure),
            total=total,
            cases=counted_cases(session, actor(), figure, page),
            page=page,
            pages=pages_count,
            url=_url,
            csv_url=url_for(".cases_csv", **_parameters(figure)),
        )


@pages.get("/overview/cases.csv")
@only_roles(Role.EDITOR)
def cases_csv() -> Response:
    """Return all cases that a figure counts as CSV."""
    with reading() as session:
        rows = [_line(counted) for counted in counted_cases(session, actor(), _figure())]
    header = (_("Reference"), _("Title"), _("Delegation"), _("Status"), _("Since"))
    return csv_response("casebook-cases.csv", header, rows)


def _line(counted: ListedCase) -> Sequence[Cell]:
    return counted.reference, counted.title, counted.delegation, str(STATES[counted.state]), f"{counted.since:%F}"


def _figure() -> Figure:
    """Return the figure of the address. Raises NotVisible for a value that no figure has."""
    state, rounds = request.args.get("state", ""), request.args.get("rounds", type=int)
    if (state and state not in COUNTED) or not 0 <= (rounds or 0) <= LARGEST_ID:
        raise NotVisible()
    return Figure(State(state) if state else None, request.args.get("reviewer", ""), rounds)


def _parameters(figure: Figure) -> dict[str, Any]:
    return {"state": figure.state, "reviewer": figure.reviewer or None, "rounds": figure.rounds}


def _url(page: int) -> str:
    return url_for(".cases", **{**_parameters(_figure()), "page": page if page > 1 else None})


def _heading(figure: Figure) -> str:
    heading = _("All counted cases")
    if figure.reviewer:
        heading = _("Cases for %(reviewer)s", reviewer=figure.reviewer)
    elif figure.rounds is not None:
        heading = _("Cases by rounds to publication: %(rounds)s", rounds=figure.rounds)
    elif figure.state:
        heading = _("Cases by state: %(state)s", state=STATES[figure.state])
    return str(heading)


def _lines(figures: Statistics) -> Iterator[Sequence[Cell]]:
    """Yield table, row, column and value of every figure."""
    for state, count in figures.states.items():
        yield _("Cases by state"), str(STATES[state]), _("Cases"), count
    for stays in figures.stays:
        label = str(STATES[stays.state])
        yield _("Days in each state"), label, _("Ended stays"), stays.ended.count
        yield _("Days in each state"), label, _("Median days of ended stays"), stays.ended.value
        yield _("Days in each state"), label, _("Stays until today"), stays.present.count
        yield _("Days in each state"), label, _("Median days until today"), stays.present.value
    for record in figures.reviewers:
        row = f"{record.reviewer.delegation.name}, {record.reviewer.email}"
        for column, value in (
            (_("Invited"), record.asked),
            (_("Accepted"), record.accepted),
            (_("Declined"), record.declined),
            (_("Submitted"), record.handed_in),
            (_("On time"), record.on_time),
            (_("Days"), record.median_days),
        ):
            yield _("Reviews by reviewer"), row, column, value
    for rounds, count in figures.rounds.items():
        yield _("Rounds to publication"), rounds, _("Cases"), count


def _days(number: float | None) -> str:
    """Return a number of days with at most one decimal, or a dash if there is none."""
    return str(format_decimal(number, format="#,##0.#")) if number is not None else "–"


def _longest(figures: Statistics) -> float:
    """Return the longest median, to which the bars are scaled."""
    medians = (median for stays in figures.stays for median in (stays.ended.value, stays.present.value))
    return max((median for median in medians if median is not None), default=0)


def _total(figures: Statistics) -> int:
    return sum(figures.states.values())
