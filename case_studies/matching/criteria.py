"""How well an offer fits a request: ten criteria, and the table of their weights.

Each criterion gives a share from 0 to 1 and its points. What one side does not say counts half and gives no point.
"""

from collections.abc import Callable, Iterable

from case_studies.capacity_vocabulary import CapacityKind as Kind
from case_studies.capacity_vocabulary import CapacityLevel
from case_studies.matching.points import Agreement, Difference, Point
from case_studies.matching.terms import CapacityTerms

Criterion = tuple[float, tuple[Point, ...]]
NOT_SAID: Criterion = (0.5, ())
NEAR_THEME = 0.3
ANYWHERE = 0.8  # somebody still has to come
ELSEWHERE = 0.3  # people can travel
TEACHING = frozenset({Kind.TRAINING, Kind.LESSONS_LEARNED, Kind.MENTORING, Kind.ADVISE_AND_ASSIST})
SUPPLY = frozenset({Kind.EQUIPMENT, Kind.INFRASTRUCTURE, Kind.LOGISTICS})
SAME_GROUP = 0.6  # a course instead of a mentor, a workshop instead of its equipment
MONEY = 0.2  # may pay for what is asked
LEVELS = tuple(CapacityLevel)


def subject(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return the share of the requested themes that the offer has; one of the same top theme counts in part."""
    same = sorted(request.themes.keys() & offer.themes.keys())
    other = sorted(request.themes.keys() - offer.themes.keys())
    near = [theme for theme in other if (request.themes[theme] or theme) in offer.families]
    share = (len(same) + NEAR_THEME * len(near)) / max(len(request.themes), 1)
    return share, (*_points(Agreement.SAME_THEME, same), *_points(Agreement.NEAR_THEME, near))


def kind(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return 1 for the same kind of support, less for one that may help in its place."""
    if offer.kind == request.kind:
        return 1.0, _points(Agreement.SAME_KIND, [offer.kind])
    in_group = any({request.kind, offer.kind} <= group for group in (TEACHING, SUPPLY))
    share = SAME_GROUP if in_group else MONEY if offer.kind == Kind.FINANCE else 0.0
    return share, _points(Difference.OTHER_KIND, [offer.kind])


def time(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return 1 if the offer begins before the day by which it is needed."""
    if request.ends is None or offer.starts is None:
        return NOT_SAID
    if offer.starts > request.ends:
        return 0.0, (Point(Difference.BEGINS_LATER, (offer.starts,)),)
    return 1.0, (Point(Agreement.IN_TIME, (request.ends,)),)


def language(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return 1 if they have a language in common."""
    return _common(
        request.languages, offer.languages, Agreement.SAME_LANGUAGE, Difference.OTHER_LANGUAGE, otherwise=0.0
    )


def place(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return 1 if it is given where it is wanted. An offer without places can be given there, too."""
    if request.places and not offer.places:
        return ANYWHERE, ()
    return _common(request.places, offer.places, Agreement.SAME_PLACE, Difference.OTHER_PLACE, otherwise=ELSEWHERE)


def recipients(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return 1 if the offer names who asks or its region. An offer for everybody has less room for each."""
    named = [code for code in (request.owner, request.region) if code in offer.recipients]
    return (1.0, _points(Agreement.FOR_YOU, named[:1])) if named else NOT_SAID


def level(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return 1 for the same level, half for the next one."""
    if request.level is None or offer.level is None:
        return NOT_SAID
    apart = abs(LEVELS.index(request.level) - LEVELS.index(offer.level))
    code = Difference.OTHER_LEVEL if apart else Agreement.SAME_LEVEL
    return 1 - apart / 2, _points(code, [offer.level])


def prerequisites(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return the share of what the offer requires that is there."""
    missing = offer.prerequisites - request.prerequisites
    share = 1 - len(missing) / max(len(offer.prerequisites), 1)
    return share, _points(Difference.NEEDS, sorted(missing))


def quantity(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return the share of the requested seats or pieces that are offered, at most 1."""
    if not request.quantity or offer.quantity is None:
        return NOT_SAID
    if offer.quantity >= request.quantity:
        return 1.0, (Point(Agreement.ENOUGH, (offer.quantity,)),)
    return offer.quantity / request.quantity, (Point(Difference.FEWER, (offer.quantity, request.quantity)),)


def cost(request: CapacityTerms, offer: CapacityTerms) -> Criterion:
    """Return 1 if the cost is borne as the request says."""
    if request.cost is None or offer.cost is None:
        return NOT_SAID
    same = request.cost == offer.cost
    return float(same), _points(Agreement.SAME_COST if same else Difference.OTHER_COST, [offer.cost])


CRITERIA: tuple[tuple[int, Callable[[CapacityTerms, CapacityTerms], Criterion]], ...] = (
    (35, subject),  # another subject helps nobody
    (20, kind),  # a course is no vehicle
    (15, time),  # what comes after the rotation comes too late
    (10, language),  # a course that nobody understands
    (6, level),  # instructors and soldiers need other courses
    (4, prerequisites),  # what is missing can be borrowed
    (3, place),  # people can travel
    (3, recipients),  # what was made for this region fits better than what is for everybody
    (2, quantity),  # a part is better than nothing
    (2, cost),  # the two can agree on it
)
"""They add up to 100. tests/evaluation/capacity has what they were measured against."""


def _common(
    asked: frozenset[str], offered: frozenset[str], agreement: Agreement, difference: Difference, *, otherwise: float
) -> Criterion:
    if not asked or not offered:
        return NOT_SAID
    common = asked & offered
    if common:
        return 1.0, _points(agreement, sorted(common))
    return otherwise, _points(difference, sorted(offered))


def _points(code: Agreement | Difference, values: Iterable[str]) -> tuple[Point, ...]:
    found = tuple(values)
    return (Point(code, found),) if found else ()
