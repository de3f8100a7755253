"""Medians by group, computed in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Median:
    """How many values there are, and their median with one decimal; None if there are no values."""

    count: int = 0
    value: float | None = None


NO_VALUES = Median()


def medians(session: Session, query: Select[Any]) -> Mapping[tuple[Any, ...], Median]:
    """Return group → median, of a query whose last column is a value and whose other columns are its group."""
    values = query.subquery()
    *group, value = values.c
    rank = func.row_number().over(partition_by=group, order_by=value).label("rank")
    ranked = select(values, rank, func.count().over(partition_by=group).label("total")).subquery().c
    *group, value = (ranked[column.key] for column in values.c)
    middle = select(*group, func.max(ranked.total), func.avg(value)).group_by(*group)
    rows = session.execute(middle.where((ranked.rank * 2).between(ranked.total, ranked.total + 2)))
    return {tuple(key): Median(count, round(float(found), 1)) for *key, count, found in rows}
