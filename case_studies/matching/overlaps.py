"""Offers that would double another one: the same support for the same people at the same time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from case_studies.capacity_vocabulary import CapacityLevel
from case_studies.matching.terms import CapacityTerms


@dataclass(frozen=True, slots=True)
class Overlap:
    """An offer that another one would double, and what both have in common. None or empty: one of them does not say."""

    other: CapacityTerms
    themes: tuple[str, ...]  # the top themes
    level: CapacityLevel | None
    recipients: tuple[str, ...]
    first_day: date | None
    last_day: date | None


def find_overlaps(
    terms: CapacityTerms, others: Iterable[CapacityTerms], region_of: Mapping[str, str]
) -> tuple[Overlap, ...]:
    """Return what the terms would double, in the order of their keys. `region_of`: code of a State → of its region.

    Kind and top theme are the same, and level, recipients and time do not exclude each other.
    """
    found = (_overlap(terms, other, region_of) for other in others if _doubles(terms, other, region_of))
    return tuple(sorted(found, key=lambda overlap: overlap.other.key))


def _doubles(terms: CapacityTerms, other: CapacityTerms, region_of: Mapping[str, str]) -> bool:
    anybody = not terms.recipients or not other.recipients
    return (
        terms.key != other.key
        and terms.kind == other.kind
        and not terms.families.isdisjoint(other.families)
        and (terms.level == other.level or None in (terms.level, other.level))
        and (anybody or bool(_common_recipients(terms, other, region_of)))
        and not _is_before(terms, other)
        and not _is_before(other, terms)
    )


def _is_before(first: CapacityTerms, second: CapacityTerms) -> bool:
    return bool(first.ends and second.starts and first.ends < second.starts)


def _common_recipients(terms: CapacityTerms, other: CapacityTerms, region_of: Mapping[str, str]) -> frozenset[str]:
    """Return the recipients of both; a State also belongs to an offer for its region."""
    return frozenset(
        code
        for one, two in ((terms, other), (other, terms))
        for code in one.recipients
        if code in two.recipients or region_of.get(code) in two.recipients
    )


def _overlap(terms: CapacityTerms, other: CapacityTerms, region_of: Mapping[str, str]) -> Overlap:
    return Overlap(
        other=other,
        themes=tuple(sorted(terms.families & other.families)),
        level=terms.level if terms.level == other.level else None,
        recipients=tuple(sorted(_common_recipients(terms, other, region_of))),
        first_day=max((day for day in (terms.starts, other.starts) if day), default=None),
        last_day=min((day for day in (terms.ends, other.ends) if day), default=None),
    )
