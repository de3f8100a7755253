"""What is missing in a cell of the evidence map, computed from its cases."""

from collections.abc import Collection
from enum import StrEnum

from case_studies.operations.topics.map_cases import MapCase
from case_studies.vocabulary import Evidence

ENOUGH_CASES = 3
ENOUGH_DELEGATIONS = 2


class Gap(StrEnum):
    """What is missing. A cell can have several gaps, in this order."""

    ABSOLUTE = "absolute"  # there is no case
    SYNTHESIS = "synthesis"  # enough cases of several delegations, and no adopted practice on the theme
    EVIDENCE = "evidence"  # all results are self-reported
    ONE_SIDED = "one_sided"  # no case says what did not work


def gaps_of(cases: Collection[MapCase], *, has_practice: bool, expects_cases: bool) -> tuple[Gap, ...]:
    """Return the gaps of a cell. Delegations that are not named to the reader do not count as several."""
    if not cases:
        return (Gap.ABSOLUTE,) if expects_cases else ()
    named = {case.delegation for case in cases if case.delegation}
    could_join = len(cases) >= ENOUGH_CASES and len(named) >= ENOUGH_DELEGATIONS
    is_missing = {
        Gap.SYNTHESIS: could_join and not has_practice,
        Gap.EVIDENCE: {case.evidence for case in cases} <= {Evidence.SELF_REPORTED, None},
        Gap.ONE_SIDED: not any(case.names_shortcomings for case in cases),
    }
    return tuple(gap for gap, missing in is_missing.items() if missing)
