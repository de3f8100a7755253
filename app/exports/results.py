"""The results of a search as a file: a table, a JSON object a line, or a document with the whole texts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from flask_babel import gettext as _

from app.csv_export import csv_lines
from app.current import current_platform, reading
from app.downloads import send_marked
from app.exports.cite import cite
from app.exports.result_rows import ResultRow, row_of
from app.exports.volume import Volume, bind, narrowest
from app.exports.volume_formats import VOLUME_FORMATS, VolumeFormat, send_volume
from app.identity import actor
from app.phrases.saved_searches import proposed_name, search_url
from app.schemas.search import paged_query_from
from case_studies.event_log import LogEvent, log_event
from case_studies.export_vocabulary import IN_A_REQUEST
from case_studies.operations.search.results_on_record import ResultsPart, results_on_record
from case_studies.operations.search.search import check_filters
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import known_vocabularies
from case_studies.search.contract import Query
from case_studies.search.query.query_string import query_string
from case_studies.unit_of_work import Session, now

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
DOCUMENT_SUFFIXES = ("pdf", "docx", "epub")
RESULT_FILES: dict[str, ResultsFormat | VolumeFormat] = {
    **RESULTS_FORMATS,
    **{suffix: VOLUME_FORMATS[suffix] for suffix in DOCUMENT_SUFFIXES},
}
RESULTS_SUFFIX = ".<any({}):suffix>".format(", ".join(RESULT_FILES))
"""The end of an address: one of the suffixes."""


def _send(part: ResultsPart, suffix: str, query: Query) -> Response:
    """Return a part of the results as a file with its mark in its name, and where the next part is."""
    log_event(LogEvent.EXPORT)
    form = RESULTS_FORMATS[suffix]
    rows = [row_of(one) for one in part.results]
    answer = send_marked(
        form.write(rows).encode(),
        f"{form.media_type}; charset=utf-8",
        stem="casebook-search",
        ending=f".{suffix}",
        mark=narrowest(one.mark for one in rows),
    )
    if part.has_next:
        answer.headers.add("Link", f'<{_address_of_next(query)}>; rel="next"')
    return answer


def send_search(values: dict[str, Any], suffix: str) -> Response:
    """Search with valid parameters of SearchSchema, and return results as a file.

    A document has the first results with their whole texts; a table has a part of the results, that of the page.
    """
    query = paged_query_from(values)
    with reading() as session:
        if suffix in DOCUMENT_SUFFIXES:
            return send_volume(bind_search(session, actor(), query, IN_A_REQUEST), suffix)
        query = check_filters(query, known_vocabularies(session, actor()))
        return _send(results_on_record(session, current_platform().search, actor(), query, query.page), suffix, query)


def bind_search(session: Session, actor: Actor, query: Query, most: int) -> Volume:
    """Return the first results of a search, with a cover that says what was searched for."""
    vocabularies = known_vocabularies(session, actor)
    query = check_filters(query, vocabularies)
    part = results_on_record(session, current_platform().search, actor, query, 1, most=most)
    more = _("The search finds more. This file has the first %(most)s results.", most=most)
    return bind(
        [cite(one) for one in part.results],
        day=now(session).date(),
        reference="casebook-search",
        number=_("Search"),
        genre=_("Search"),
        title=proposed_name(query, vocabularies),
        address=search_url(query_string(query), external=True),
        notes=(more,) if part.has_next else (),
        has_more=part.has_next,
    )


def _address_of_next(query: Query) -> str:
    """Return the address of the part that follows, at the address that was asked for."""
    order = {"sort": query.sort.value, "page": str(query.page + 1)}
    return f"{request.base_url}?{'&'.join(filter(None, (query_string(query), urlencode(order))))}"
