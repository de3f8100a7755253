"""A practitioner's situation, and what is said of a case that is held against it. Values only.

Reasons and differences are data; the delivery has the words. None of them says whether something will work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from case_studies.errors import N_, Incomplete, Message
from case_studies.models import Revision
from case_studies.search.contract import Passage
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.taxonomy.situations import Aspect, choices

Chosen = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """What was chosen of each aspect, in the order given. Nothing of an aspect: nothing is said of it."""

    host_state: Chosen = ()
    threat: Chosen = ()
    terrain: Chosen = ()
    unit: Chosen = ()
    means: Chosen = ()

    def of(self, aspect: Aspect) -> Chosen:
        """Return what was chosen of one aspect."""
        chosen: Chosen = getattr(self, aspect.value)
        return chosen

    @property
    def aspects(self) -> list[Aspect]:
        """The aspects of which something was chosen."""
        return [aspect for aspect in Aspect if self.of(aspect)]


class Relation(StrEnum):
    """How a case stands to the situation in one aspect."""

    SAME = "same"  # it is classified so, or names it
    OTHER = "other"  # it names others of the kind, and nothing of what was chosen
    NEEDS = "needs"  # it states a condition that names means which were not chosen
    NAMES = "names"  # it names means which were not chosen
    TAKES = "takes"  # it names means, where none were chosen: not a difference
    LIMIT = "limit"  # where it says that it fits less, it names what was chosen
    SPEAKS = "speaks"  # it names it in a sentence that denies something: the reader has to see which
    SILENT = "silent"  # it names nothing of what was chosen


@dataclass(frozen=True, slots=True)
class Assessment:
    """One thing to say of a case, with what it rests on: a passage, themes, or the host States it is classified by."""

    aspect: Aspect
    relation: Relation
    values: Chosen
    """What the case names; for silence, what it does not name."""
    yours: Chosen = ()
    """What was chosen instead."""
    ground: Chosen = ()
    """With another host State, the terrain that is the same."""
    themes: Chosen = ()
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """A case, why it fits, what differs, and its means where none were chosen.

    Asides are what it does not speak of, or only in a sentence that denies something.
    """

    revision: Revision
    weight: float
    reasons: tuple[Assessment, ...]
    differences: tuple[Assessment, ...]
    asides: tuple[Assessment, ...]
    takes: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class Fits:
    """The cases worth reading, best first. Where there is none: values that cases do name, with how many do."""

    items: tuple[Fit, ...]
    instead: Mapping[Aspect, tuple[tuple[str, int], ...]]


def check_situation(situation: Situation, words: Vocabularies) -> None:
    """Refuse values that nobody knows, naming the field; and a situation of which nothing is said."""
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
