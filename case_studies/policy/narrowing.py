"""What is narrower: of two audiences, two attributions, two circles of readers of a part.

Readers of a published case may become fewer at once. More readers need a new revision, and its clearance.
"""

from collections.abc import Mapping

from case_studies.models import Revision
from case_studies.vocabulary import Attribution, Audience, PartAudience

TELLS_LESS: Mapping[Attribution, frozenset[Attribution]] = {
    Attribution.NAMED: frozenset({Attribution.NAMED_TO_MEMBERS, Attribution.REGION, Attribution.UNNAMED}),
    Attribution.NAMED_TO_MEMBERS: frozenset({Attribution.UNNAMED}),  # the public would learn the region
    Attribution.REGION: frozenset({Attribution.UNNAMED}),
    Attribution.UNNAMED: frozenset(),
}
"""Attribution → those by which no reader learns more."""
NARROWEST_FIRST = (Audience.MEMBERS, Audience.PUBLIC)
PARTS_NARROWEST_FIRST = (PartAudience.DELEGATIONS, PartAudience.MEMBERS, PartAudience.PUBLIC)


def narrower_attribution(one: Attribution, other: Attribution) -> Attribution:
    """Return the attribution by which no reader learns more than by either of two."""
    if one == other or other in TELLS_LESS[one]:
        return other
    return one if one in TELLS_LESS[other] else Attribution.UNNAMED


def narrower_audience(one: Audience, other: Audience) -> Audience:
    """Return the audience of a case with fewer readers."""
    return min(one, other, key=NARROWEST_FIRST.index)


def narrower_part(one: PartAudience, other: PartAudience) -> PartAudience:
    """Return the audience of a part or a file with fewer readers."""
    return min(one, other, key=PARTS_NARROWEST_FIRST.index)


def readers_of_part(revision: Revision, part: str, audience: Audience | None = None) -> PartAudience:
    """Return who may read a part: its audience, but not more than the readers of the case."""
    of_case = PartAudience(audience or revision.audience)
    return narrower_part(PartAudience(revision.section_audiences.get(part, of_case)), of_case)


def narrower_audiences_of_part(revision: Revision, part: str) -> list[PartAudience]:
    """Return the audiences with fewer readers than a part has now, the widest first."""
    return narrower_than(readers_of_part(revision, part))


def narrower_than(audience: PartAudience) -> list[PartAudience]:
    """Return the audiences with fewer readers than another, the widest first."""
    return list(reversed(PARTS_NARROWEST_FIRST[: PARTS_NARROWEST_FIRST.index(audience)]))


def readers_of_sources(revision: Revision) -> list[tuple[str, PartAudience]]:
    """Return each source with its readers, in the order in which all of them are shown."""
    everybody = readers_of_part(revision, "sources")
    narrower = [
        (source, narrower_part(everybody, PartAudience(audience)))
        for audience, sources in revision.narrower_sources.items()
        for source in sources
    ]
    return [*((source, everybody) for source in revision.sources), *narrower]
