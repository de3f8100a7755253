"""Pairs of offers that double each other, and pairs that nearly do, from a generator.

An offer is made in full, and whether two double each other is decided on these. Then a part of it is hidden, as
people leave fields of a form empty. So a pair can look like a double and be none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from case_studies.capacity_vocabulary import CapacityKind, CapacityLevel
from case_studies.matching.overlaps import find_overlaps
from case_studies.matching.terms import CapacityTerms
from case_studies.taxonomy.places import read_rows, region_codes

HIDDEN = 0.05
"""How many of the fields that may stay empty are empty."""
FIELDS = {"level": None, "recipients": frozenset[str](), "starts": None, "ends": None}
THEMES = {row["id"]: row["parent_id"] for row in read_rows("themes") if row["parent_id"]}
REGIONS = region_codes()
FIRST_DAY = date(2027, 1, 1)


@dataclass(frozen=True, slots=True)
class Warned:
    """How many doubles there were and were warned about, and the same for pairs that are none."""

    doubles: int
    doubles_warned: int
    others: int
    others_warned: int


def count_warnings(seed: int, pairs: int) -> Warned:
    """Return what is warned about among as many doubles as other pairs."""
    random = Random(seed)
    doubles = sum(_is_warned(random, *_double(random)) for _ in range(pairs))
    others = sum(_is_warned(random, *pair) for pair in _other_pairs(random, pairs))
    return Warned(pairs, doubles, pairs, others)


def _is_warned(random: Random, terms: CapacityTerms, other: CapacityTerms) -> bool:
    return bool(find_overlaps(_with_gaps(random, terms), [_with_gaps(random, other)], REGIONS))


def _with_gaps(random: Random, terms: CapacityTerms) -> CapacityTerms:
    gaps = {name: empty for name, empty in FIELDS.items() if random.random() < HIDDEN}
    return replace(terms, **gaps)  # type: ignore[arg-type]  # each has the empty value of its field


def _offer(random: Random, key: str) -> CapacityTerms:
    theme = random.choice(sorted(THEMES))
    starts = FIRST_DAY + timedelta(days=random.randrange(300))
    return CapacityTerms(
        key=key,
        owner=random.choice(sorted(REGIONS)),
        kind=random.choice(list(CapacityKind)),
        themes={theme: THEMES[theme]},
        level=random.choice(list(CapacityLevel)),
        recipients=frozenset(random.sample(sorted(REGIONS), random.randint(1, 6))),
        starts=starts,
        ends=starts + timedelta(days=random.randrange(3, 90)),
    )


def _double(random: Random) -> tuple[CapacityTerms, CapacityTerms]:
    """Return an offer, and one for some of the same people, on a near theme, in a part of the same time."""
    offer = _offer(random, "OF-1")
    (above,) = offer.families
    theme = random.choice([one for one, top in THEMES.items() if top == above])
    shared = random.choice(sorted(offer.recipients))
    days = (offer.ends - offer.starts).days if offer.starts and offer.ends else 0
    double = replace(
        _offer(random, "OF-2"),
        kind=offer.kind,
        themes={theme: above},
        level=offer.level,
        recipients=frozenset({shared if random.random() < 0.5 else REGIONS[shared]}),
        starts=(offer.starts or FIRST_DAY) + timedelta(days=random.randint(0, days)),
    )
    return offer, replace(double, ends=(double.starts or FIRST_DAY) + timedelta(days=30))


def _other_pairs(random: Random, pairs: int) -> Iterator[tuple[CapacityTerms, CapacityTerms]]:
    """Yield doubles in which one thing is not the same, for each thing in turn."""
    for number in range(pairs):
        offer, double = _double(random)
        yield offer, NEARLY[number % len(NEARLY)](random, offer, double)


def _other_kind(random: Random, offer: CapacityTerms, double: CapacityTerms) -> CapacityTerms:
    return replace(double, kind=random.choice([kind for kind in CapacityKind if kind != offer.kind]))


def _other_theme(random: Random, offer: CapacityTerms, double: CapacityTerms) -> CapacityTerms:
    theme = random.choice([one for one, top in THEMES.items() if top not in offer.families])
    return replace(double, themes={theme: THEMES[theme]})


def _other_level(random: Random, offer: CapacityTerms, double: CapacityTerms) -> CapacityTerms:
    return replace(double, level=random.choice([level for level in CapacityLevel if level != offer.level]))


def _other_recipients(random: Random, offer: CapacityTerms, double: CapacityTerms) -> CapacityTerms:
    far = {REGIONS[code] for code in offer.recipients}
    others = [code for code, region in REGIONS.items() if region not in far]
    return replace(double, recipients=frozenset(random.sample(others, 3)))


def _other_time(random: Random, offer: CapacityTerms, double: CapacityTerms) -> CapacityTerms:
    starts = (offer.ends or FIRST_DAY) + timedelta(days=random.randint(1, 60))
    return replace(double, starts=starts, ends=starts + timedelta(days=10))


NEARLY: tuple[Callable[[Random, CapacityTerms, CapacityTerms], CapacityTerms], ...] = (
    _other_kind,
    _other_theme,
    _other_level,
    _other_recipients,
    _other_time,
)
