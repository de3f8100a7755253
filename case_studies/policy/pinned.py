"""Pinned evidence: a link to a section of a revision of a case. Whether it moved, and who may follow it.

Practices and answers to difficult issues rest on cases. They take from here whether a case still says what it said.
"""

from case_studies.models import Case, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.narrowing import PARTS_NARROWEST_FIRST, readers_of_part
from case_studies.policy.predicates import is_withdrawn
from case_studies.policy.readers import Reader
from case_studies.policy.release import ReleasedRevision
from case_studies.vocabulary import EvidenceChange, PartAudience, State


def moved(
    case: Case, number: int, section: str | None = None, readers: PartAudience | None = None
) -> EvidenceChange | None:
    """Return what happened to a section of a revision since something rests on it; None if it is as it was.

    `readers` are those who could read the section then.
    """
    readable = case.readable
    if is_withdrawn(case) or readable is None:
        return EvidenceChange.WITHDRAWN
    if readable.number != number:
        return EvidenceChange.SUPERSEDED
    if readable.state == State.ARCHIVED:
        return EvidenceChange.ARCHIVED
    if section is not None and section in readable.hidden_parts:
        return EvidenceChange.HIDDEN
    return EvidenceChange.NARROWED if _has_fewer_readers(readable, section, readers) else None


def _has_fewer_readers(revision: Revision, section: str | None, readers: PartAudience | None) -> bool:
    place = PARTS_NARROWEST_FIRST.index
    return readers is not None and place(readers_of_part(revision, section or "")) < place(readers)


def readable_pin(actor: Actor, case: Case, number: int, section: str | None = None) -> ReleasedRevision | None:
    """Return what the actor may read of a case to which something is pinned; None if they may not read the section.

    Both the pinned revision and the one that is readable now have to be open to them.
    """
    readable = case.readable
    pinned = next((revision for revision in case.revisions if revision.number == number), None)
    if is_withdrawn(case) or readable is None or pinned is None:
        return None
    both = [ReleasedRevision(revision, Reader.of(actor)) for revision in (pinned, readable)]
    for released in both:
        if released.audience not in actor.audiences or (section is not None and not released.may_read(section)):
            return None
    return both[-1]
