"""Public figures: the cases by theme, year, host State and delegation, as tables with bars, and as CSV."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from app.access import open_to_all
from app.collation import by_name
from app.csv_export import Cell, csv_response
from app.current import reading
from app.identity import actor
from app.topic_urls import topic_url
from case_studies.operations.topics.figures import Figures, compute_figures
from case_studies.operations.topics.topic import Entry

pages = Blueprint("figures", __name__)

Row = tuple[str, str, str, int]
"""Code, name, address of its page if it has one, number of cases."""


@pages.get("/figures")
@open_to_all
def figures() -> str:
    """Show the figures of the cases that the reader can read."""
    with reading() as session:
        counted = compute_figures(session, actor())
    return render_template("topics/figures.html", total=counted.total, tables=_tables(counted))


@pages.get("/figures.csv")
@open_to_all
def figures_csv() -> Response:
    """Return the same figures as CSV."""
    with reading() as session:
        tables = _tables(compute_figures(session, actor()))
    header = (_("Figure"), _("Code"), _("Name"), _("Cases"))
    return csv_response("casebook-figures.csv", header, _lines(tables))


def _tables(counted: Figures) -> list[tuple[str, str, Sequence[Row]]]:
    """Return name, heading and rows of each table."""
    return [
        ("theme", _("By theme"), [_row(entry) for entry in counted.themes]),
        ("year", _("By year of publication"), [(str(year), str(year), "", count) for year, count in counted.years]),
        ("state", _("By host State or area"), _most_first(counted.states)),
        ("delegation", _("By submitting delegation"), _most_first(counted.delegations)),
    ]


def _most_first(entries: Sequence[Entry]) -> list[Row]:
    return [_row(entry) for entry in sorted(entries, key=lambda entry: (-entry.count, by_name(entry.name)))]


def _row(entry: Entry) -> Row:
    return entry.code, entry.name, topic_url(entry.kind, entry.code), entry.count


def _lines(tables: list[tuple[str, str, Sequence[Row]]]) -> Iterator[Sequence[Cell]]:
    for _name, heading, rows in tables:
        for code, name, _url, count in rows:
            yield heading, code, name, count
