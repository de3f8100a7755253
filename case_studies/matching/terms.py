"""The terms of an offer or a request, as far as they are compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from case_studies.capacity_vocabulary import CapacityKind, CapacityLevel, CostBearer, Prerequisite


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityTerms:
    """What is offered or asked for. What is empty or None is not said, and counts neither for nor against a match."""

    key: str  # the reference; it breaks ties
    owner: str  # the code of the delegation that offers or asks
    region: str = ""  # the code of its region
    kind: CapacityKind
    themes: Mapping[str, str | None] = field(default_factory=dict)  # id → id of the theme above it
    level: CapacityLevel | None = None
    languages: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()  # codes of the States where it is given or wanted; empty: anywhere
    prerequisites: frozenset[Prerequisite] = frozenset()  # of an offer: what it requires; of a request: what is there
    recipients: frozenset[str] = frozenset()  # of an offer: codes of States or regions; empty: everybody
    starts: date | None = None
    ends: date | None = None  # of a request: when it is needed at the latest, such as the day of a rotation
    quantity: int | None = None  # seats, or pieces
    cost: CostBearer | None = None

    @property
    def families(self) -> frozenset[str]:
        """The top themes above its themes."""
        return frozenset(above or theme for theme, above in self.themes.items())
