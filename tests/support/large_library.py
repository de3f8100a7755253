"""Libraries of any size: the cases of a platform, copied with their reviews and their history."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count, cycle, islice
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from case_studies.bootstrap import Platform
from case_studies.db import WRITE_OPTION, Base
from case_studies.hash_chain import hash_of
from case_studies.models import HistoryEntry, HistoryHead
from case_studies.models.history import chain_fields

Row = dict[str, Any]
# What belongs to a case, parents first: each table with the column that leads to its parent.
BELONGING = {
    "revisions": "case_id",
    "revision_themes": "revision_id",
    "revision_host_states": "revision_id",
    "revision_operations": "revision_id",
    "revision_initiatives": "revision_id",
    "revision_implementing_states": "revision_id",
    "revision_co_submitters": "revision_id",
    "assignments": "revision_id",
    "reviews": "assignment_id",
    "remarks": "review_id",
    "answers": "remark_id",
}
PARENTS = {
    "case_id": "cases", "revision_id": "revisions", "assignment_id": "assignments",
    "review_id": "reviews", "remark_id": "remarks",
}  # fmt: skip
MOST_AT_ONCE = 500  # copies of cases


def add_copies(platform: Platform, references: Sequence[str], total: int) -> None:
    """Copy these cases, one after the other, until there are `total` copies. The index is not updated."""
    with platform.work.engine.connect().execution_options(**{WRITE_OPTION: True}) as connection, connection.begin():
        originals = [_with_all(connection, reference) for reference in references]
        numbers = _Numbers(connection)
        wanted = islice(cycle(originals), total)
        while batch := list(islice(wanted, MOST_AT_ONCE)):
            _add(connection, batch, numbers)


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


class _Numbers(dict[str, Iterator[int]]):
    """The next ids of each table."""

    def __init__(self, connection: Connection) -> None:
        for name in ("cases", *BELONGING, "history"):
            if "id" in _table(name).c:
                last = connection.scalar(select(func.max(_table(name).c.id))) or 0
                self[name] = count(last + 1)


def _with_all(connection: Connection, reference: str) -> dict[str, list[Row]]:
    """Return the rows of a case and of all that belongs to it, by table."""
    cases = _table("cases")
    rows = {"cases": _rows(connection, cases, cases.c.reference == reference)}
    for name, column in BELONGING.items():
        parents = [row["id"] for row in rows[PARENTS[column]]]
        rows[name] = _rows(connection, _table(name), _table(name).c[column].in_(parents))
    history = _table("history")
    rows["history"] = _rows(connection, history, history.c.case_id == rows["cases"][0]["id"])
    return rows


def _rows(connection: Connection, table: Table, condition: Any) -> list[Row]:
    return [dict(row) for row in connection.execute(select(table).where(condition)).mappings()]


def _add(connection: Connection, originals: Sequence[Mapping[str, list[Row]]], numbers: _Numbers) -> None:
    batch: dict[str, list[Row]] = {name: [] for name in ("cases", *BELONGING, "history")}
    for original in originals:
        _copy(original, batch, numbers)
    for name in ("cases", *BELONGING):
        if batch[name]:
            connection.execute(insert(_table(name)), batch[name])
    _append_history(connection, sorted(batch["history"], key=lambda row: row["number"]))


def _copy(original: Mapping[str, list[Row]], batch: dict[str, list[Row]], numbers: _Numbers) -> None:
    """Add the rows of one copy, with ids and a reference of its own, published some days before the original."""
    ids: dict[tuple[str, int], int] = {}
    copy = next(numbers["cases"])
    reference = f"CS-{2000 + copy // 9999}-{copy % 9999 + 1:04d}"
    ids["cases", original["cases"][0]["id"]] = copy
    batch["cases"].append({**original["cases"][0], "id": copy, "reference": reference, "form_key": None})
    for name in BELONGING:
        for row in original[name]:
            new = {**row, **{key: ids[PARENTS[key], row[key]] for key in PARENTS if key in row}}
            if "id" in row:
                new["id"] = ids[name, row["id"]] = next(numbers[name])
            batch[name].append(_shifted(new, copy) if name == "revisions" else new)
    batch["history"] += [{**row, "id": next(numbers["history"]), "case_id": copy, "reference": reference}
                         for row in original["history"]]  # fmt: skip


def _shifted(revision: Row, copy: int) -> Row:
    published: datetime | None = revision["published_at"]
    return revision if published is None else {**revision, "published_at": published - timedelta(days=copy % 1500)}


def _append_history(connection: Connection, rows: list[Row]) -> None:
    """Append entries to the chain."""
    head = connection.execute(select(HistoryHead.number, HistoryHead.hash)).one()
    number, last = head.number, head.hash
    for row in rows:
        number += 1
        row.update(number=number, previous_hash=last)
        last = row["hash"] = hash_of(chain_fields(HistoryEntry(**row)))
    connection.execute(insert(HistoryEntry.__table__), rows)  # type: ignore[arg-type]
    connection.execute(update(HistoryHead).values(number=number, hash=last))
