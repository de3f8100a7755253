"""A practitioner's situation, and the result of comparing a case with it: values only.

Reasons and differences are data; `app/phrases/situations.py` has the words. None of them predicts whether something
will work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from case_studies.errors import N_, Incomplete, Message
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision
from case_studies.search.contract import Passage
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.taxonomy.situations import Aspect, choices

Chosen = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """The values chosen for each aspect, in the order of the request. An aspect without values is not compared."""

    host_state: Chosen = ()
    threat: Chosen = ()
    terrain: Chosen = ()
    unit: Chosen = ()
    means: Chosen = ()

    def of(self, aspect: Aspect) -> Chosen:
        """Return the values chosen for one aspect."""
        chosen: Chosen = getattr(self, aspect.value)
        return chosen

    @property
    def aspects(self) -> list[Aspect]:
        """The aspects with chosen values."""
        return [aspect for aspect in Aspect if self.of(aspect)]


class Relation(StrEnum):
    """How a case relates to the situation in one aspect."""

    SAME = "same"  # it is classified under a chosen value, or names it
    OTHER = "other"  # it names other values, and none of those chosen
    NEEDS = "needs"  # it states a condition with means that were not chosen
    NAMES = "names"  # it names means that were not chosen
    TAKES = "takes"  # it names means, and none were chosen: not a difference
    LIMIT = "limit"  # a sentence about where it fits less names a chosen value
    SPEAKS = "speaks"  # it names a chosen value in a sentence with a "not", which the reader has to check
    SILENT = "silent"  # it names none of the chosen values


@dataclass(frozen=True, slots=True)
class Assessment:
    """One statement about a case, with its evidence: a passage, themes, or classified host States."""

    aspect: Aspect
    relation: Relation
    values: Chosen
    """The values that the case names; for SILENT, those that it does not name."""
    yours: Chosen = ()
    """The values that were chosen instead."""
    same_terrain: Chosen = ()
    """If the host State is another one, the terrain that both have."""
    themes: Chosen = ()
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """A case: why it fits, what differs, and its means if none were chosen.

    `asides` are values that it does not mention, or only in a sentence with a "not".
    """

    revision: ReleasedRevision
    weight: float
    reasons: tuple[Assessment, ...]
    differences: tuple[Assessment, ...]
    asides: tuple[Assessment, ...]
    takes: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class FittingPractice:
    """A practice that cases support which fit. Reasons and differences are those of these cases."""

    practice: ReleasedPractice
    weight: float
    supported_by: tuple[ReleasedRevision, ...]
    reasons: tuple[Assessment, ...]
    differences: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class Fits:
    """The cases worth reading, best first. If there are none: values that cases name, with the number of cases."""

    items: tuple[Fit, ...]
    instead: Mapping[Aspect, tuple[tuple[str, int], ...]]
    practices: tuple[FittingPractice, ...] = ()


def check_situation(situation: Situation, words: Vocabularies) -> None:
    """Refuse unknown values, by field, and an empty situation."""
    known = {Aspect.HOST_STATE: words.places, **choices()}
    errors: dict[str, list[str]] = {}
    for aspect in situation.aspects:
        unknown = [value for value in situation.of(aspect) if value not in known[aspect]]
        if unknown:
            errors[aspect.value] = [Message(N_("Not a known value: %(values)s."), values=", ".join(unknown))]
    if errors:
        raise Incomplete(errors)
    if not situation.aspects:
        raise Incomplete({}, N_("Choose at least one thing: a host State, a threat, a terrain, a unit or means."))
