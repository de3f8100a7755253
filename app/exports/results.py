"""The results of a search as a file: a table for spreadsheets, or a JSON object a line for programs."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from app.csv_export import csv_lines
from app.current import current_platform, reading
from app.downloads import send_marked
from app.exports.result_rows import ResultRow, row_of
from app.identity import actor
from app.phrases.markings import MARKS
from app.schemas.search import paged_query_from
from case_studies.event_log import LogEvent, log_event
from case_studies.operations.search.results_on_record import ResultsPart, results_on_record
from case_studies.operations.search.search import check_filters
from case_studies.policy.delegations import known_vocabularies
from case_studies.search.contract import Query
from case_studies.search.query.query_string import query_string
from case_studies.vocabulary import Audience

Value = str | int | Sequence[str] | None
COLUMNS = tuple(field.name for field in fields(ResultRow) if field.name != "mark")
"""The columns, which are the members of the objects too."""


def _write_csv(found: Sequence[ResultRow]) -> str:
    rows = ([_cell(getattr(one, name)) for name in COLUMNS] for one in found)
    return "".join(csv_lines(COLUMNS, rows))


def _cell(value: Value) -> str | int | None:
    return value if value is None or isinstance(value, str | int) else "; ".join(value)


def _write_jsonl(found: Sequence[ResultRow]) -> str:
    rows = ({name: getattr(one, name) for name in COLUMNS} for one in found)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


@dataclass(frozen=True, slots=True)
class ResultsFormat:
    """A form of results: what its link is called, its media type, and what writes it."""

    name: str
    media_type: str
    write: Callable[[Sequence[ResultRow]], str]


RESULTS_FORMATS: dict[str, ResultsFormat] = {
    "csv": ResultsFormat("CSV", "text/csv", _write_csv),
    "jsonl": ResultsFormat("JSON Lines", "application/jsonl", _write_jsonl),
}
RESULTS_SUFFIX = ".<any({}):form>".format(", ".join(RESULTS_FORMATS))
"""The end of an address: one of the suffixes."""


def _send(part: ResultsPart, suffix: str, query: Query) -> Response:
    """Return a part of the results as a file with its mark in its name, and where the next part is."""
    log_event(LogEvent.EXPORT)
    form = RESULTS_FORMATS[suffix]
    rows = [row_of(one) for one in part.results]
    marks = {one.mark for one in rows} - {MARKS[Audience.PUBLIC]}
    answer = send_marked(
        form.write(rows).encode(),
        f"{form.media_type}; charset=utf-8",
        stem="casebook-search",
        ending=f".{suffix}",
        mark=min(marks, default=MARKS[Audience.PUBLIC]),
    )
    if part.has_next:
        answer.headers.add("Link", f'<{_address_of_next(query)}>; rel="next"')
    return answer


def send_search(values: dict[str, Any], suffix: str) -> Response:
    """Search with valid parameters of SearchSchema, and return a part of the results as a file: that of the page."""
    query = paged_query_from(values)
    with reading() as session:
        query = check_filters(query, known_vocabularies(session, actor()))
        part = results_on_record(session, current_platform().search, actor(), query, query.page)
        return _send(part, suffix, query)


def _address_of_next(query: Query) -> str:
    """Return the address of the part that follows, at the address that was asked for."""
    order = {"sort": query.sort.value, "page": str(query.page + 1)}
    return f"{request.base_url}?{'&'.join(filter(None, (query_string(query), urlencode(order))))}"
