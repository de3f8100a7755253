"""What an offer has in common with one that it would double."""

from dataclasses import replace
from datetime import date

from case_studies.capacity_vocabulary import CapacityKind, CapacityLevel
from case_studies.matching.overlaps import Overlap, find_overlaps
from case_studies.matching.terms import CapacityTerms
from case_studies.taxonomy.places import region_codes

OFFER = CapacityTerms(
    key="OF-1",
    owner="JPN",
    kind=CapacityKind.TRAINING,
    themes={"EXP-EOD": "EXP"},
    level=CapacityLevel.OPERATOR,
    recipients=frozenset({"GHA", "IDN"}),
    starts=date(2027, 2, 1),
    ends=date(2027, 2, 28),
)
OTHER = replace(
    OFFER,
    key="OF-2",
    owner="BEL",
    themes={"EXP-SEARCH": "EXP"},
    recipients=frozenset({"M011"}),
    starts=date(2027, 2, 20),
    ends=None,
)


def test_an_overlap_says_what_both_have_in_common_whichever_comes_first() -> None:
    regions = region_codes()
    (overlap,) = find_overlaps(OFFER, [OFFER, OTHER], regions)
    common = (("EXP",), CapacityLevel.OPERATOR, ("GHA",), date(2027, 2, 20), date(2027, 2, 28))
    assert overlap == Overlap(OTHER, *common)
    assert find_overlaps(OTHER, [OFFER], regions) == (Overlap(OFFER, *common),)


def test_what_is_not_said_may_overlap_and_the_order_is_that_of_the_keys() -> None:
    silent = replace(OTHER, key="OF-0", level=None, recipients=frozenset(), starts=None)
    found = find_overlaps(OFFER, [OTHER, silent], region_codes())
    assert [overlap.other.key for overlap in found] == ["OF-0", "OF-2"]
    assert (found[0].level, found[0].recipients) == (None, ())
