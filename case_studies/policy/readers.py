"""Who reads what is published, and what they may know of its case."""

from dataclasses import dataclass

from case_studies.models import Delegation
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Attribution, Audience, DelegationKind

NAMED_TO: dict[Audience, tuple[Attribution, ...]] = {
    Audience.PUBLIC: (Attribution.NAMED,),
    Audience.MEMBERS: (Attribution.NAMED, Attribution.NAMED_TO_MEMBERS),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the audience they belong to, and their delegation."""

    audience: Audience
    delegation: str | None = None

    @classmethod
    def of(cls, actor: Actor) -> "Reader":
        """Return an actor as a reader."""
        return cls(actor.audience, actor.delegation)


@dataclass(frozen=True, slots=True)
class Submitter:
    """Who submitted a case, as a reader may know it. Code and name are empty where the delegation is not named.

    `region_of` is the code of the State whose region is shown; it is not for readers itself.
    """

    code: str = ""
    name: str = ""
    is_state: bool = True
    region_of: str = ""


def as_named(delegation: Delegation, *, is_named: bool, shows_region: bool = False) -> Submitter:
    """Return a delegation as a reader may know it."""
    is_state = delegation.kind == DelegationKind.STATE
    if is_named:
        return Submitter(delegation.code, delegation.name, is_state)
    return Submitter(is_state=is_state, region_of=delegation.code if shows_region and is_state else "")


@dataclass(frozen=True, slots=True)
class ReleasedCase:
    """What every reader of a published revision may know of its case."""

    id: int
    reference: str
    demonstration: bool
