"""The columns of the evidence map: what was measured, host States, or regions."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.collation import collation_key
from case_studies.models import Place
from case_studies.operations.topics.map_cases import Links, MapCase
from case_studies.taxonomy.places import region_codes, region_names
from case_studies.vocabulary import WORLDWIDE, Measure, PlaceKind

NOT_STATED = "not_stated"
"""The column of cases that do not say what was measured."""
WITHHELD = "ZZZ"
"""The code of a host State that is not named, in the list of places."""
NO_EFFECT = frozenset({Measure.NOTHING, Measure.OTHER, NOT_STATED})
"""The columns in which nobody misses a case."""
FEWEST = 3
"""A cell with fewer cases is counted in its region, if a case of it is unnamed."""
Cases = Mapping[int, MapCase]
Grouped = dict[tuple[str, str], set[int]]
"""Row and column to the cases of a cell."""


class Columns(StrEnum):
    """What the columns can be."""

    MEASURE = "measure"
    HOST = "host"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or a column. `name` is empty where the delivery knows it."""

    code: str
    name: str = ""
    expects_cases: bool = True
    """Whether a cell without a case is a gap."""
    places: tuple[str, ...] = ()
    """The codes by which search finds the cases of a column of places."""


def by_measure(cases: Cases, rows: Links, _places: Links) -> Grouped:
    """Group cases by what was measured."""
    return _grouped(rows, {number: [case.measure or NOT_STATED] for number, case in cases.items()})


def by_region(_cases: Cases, rows: Links, places: Links) -> Grouped:
    """Group cases by region. A place without a region stands for itself."""
    return _grouped(rows, _by_case([(number, region_codes().get(place, place)) for number, place in places]))


def by_host(cases: Cases, rows: Links, places: Links) -> Grouped:
    """Group cases by host State; small cells with a case whose contributor is not named by their region."""
    grouped: Grouped = {}
    for (row, place), numbers in _grouped(rows, _by_case(places)).items():
        is_small = len(numbers) < FEWEST and not all(cases[number].delegation for number in numbers)
        grouped.setdefault((row, merged_into(place) if is_small else place), set()).update(numbers)
    return grouped


GROUPING: Mapping[Columns, Callable[[Cases, Links, Links], Grouped]] = {
    Columns.MEASURE: by_measure,
    Columns.HOST: by_host,
    Columns.REGION: by_region,
}


def merged_into(place: str) -> str:
    """Return the code of what small cells of a State or an area are counted in."""
    return region_codes().get(place) or (place if place in {*region_names(), WORLDWIDE} else WITHHELD)


def headings(session: Session, columns: Columns, used: Collection[str]) -> list[Heading]:
    """Return the columns of a map: all measures, or the places that have a case, by name.

    Cases that do not say what was measured have a column as long as there are any.
    """
    if columns is Columns.MEASURE:
        shown = (*Measure, *({NOT_STATED} & {*used}))
        return [Heading(code, expects_cases=code not in NO_EFFECT) for code in shown]
    places = session.scalars(select(Place).where(Place.code.in_(used))).all()
    named = {place.code: _place(place) for place in places}
    if columns is Columns.REGION:
        named |= {code: _region(code, name) for code, name in region_names().items() if code in used}
    return sorted(named.values(), key=lambda one: (not one.expects_cases, collation_key(one.name)))


def _place(place: Place) -> Heading:
    is_one = place.kind in (PlaceKind.STATE, PlaceKind.AREA)
    return Heading(place.code, place.name, is_one, _searched(place.code))


def _region(code: str, name: str) -> Heading:
    return Heading(code, name, places=_searched(code))


def _searched(code: str) -> tuple[str, ...]:
    """Return the codes of a place in search: of a region itself with all its States."""
    return (code, *(state for state, region in region_codes().items() if region == code))


def _grouped(rows: Links, columns: Mapping[int, Collection[str]]) -> Grouped:
    """Group cases by their rows and columns."""
    grouped: Grouped = {}
    for number, row in rows:
        for column in columns.get(number, ()):
            grouped.setdefault((row, column), set()).add(number)
    return grouped


def _by_case(links: Links) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, code in links:
        found.setdefault(number, []).append(code)
    return found
