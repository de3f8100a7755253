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
    rows = session.execute(medians_query(query))
    return {tuple(key): median_of(count, value) for *key, count, value in rows}


def median_of(count: int | None, value: float | None) -> Median:
    """Return a median from the last two columns of `medians_query`, which are None where there is no group."""
    return Median(count, round(float(value), 1)) if count and value is not None else NO_VALUES


def medians_query(query: Select[Any]) -> Select[Any]:
    """Return the query for the columns of the group, for the `total` of its values, and for their `median`."""
    values = query.subquery()
    *group, value = values.c
    rank = func.row_number().over(partition_by=group, order_by=value).label("rank")
    ranked = select(values, rank, func.count().over(partition_by=group).label("total")).subquery().c
    *group, value = (ranked[column.key] for column in values.c)
    total, median = func.max(ranked.total).label("total"), func.avg(value).label("median")
    is_middle = (ranked.rank * 2).between(ranked.total, ranked.total + 2)
    return select(*group, total, median).where(is_middle).group_by(*group)
