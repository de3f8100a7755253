"""Delegations that read the parts for named delegations because of what a case is about, not because each is named.

The author chooses a relation. Each save of the draft, and asking for clearance, names the delegations that it means
now. So a change of the host States changes them, and the officer who clears the text sees who gets it. They don't
change afterwards, whatever other cases and the list of delegations say.
"""

from collections.abc import Callable
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Delegation, Revision
from case_studies.models.revision import revision_implementing_states, revision_operations
from case_studies.partner_answers import has_agreed
from case_studies.policy.release import NAMED_TO
from case_studies.vocabulary import TAKES_PART, Audience, Relation, State


def related_delegations(session: Session, revision: Revision, relation: Relation) -> list[Delegation]:
    """Return the delegations of the Group that a relation means now, by name, without the submitting one."""
    codes = _CODES[relation](session, revision) - {revision.case.submitting_code, *revision.withdrawn_names}
    query = select(Delegation).where(Delegation.code.in_(codes), Delegation.standing.in_(TAKES_PART))
    return list(session.scalars(query.order_by(Delegation.name)))


def name_related_delegations(session: Session, revision: Revision, *, listed: bool = False) -> None:
    """Name the delegations of the chosen relations beside those of the list, which may be new."""
    related = {
        delegation.code: delegation
        for relation in Relation
        if revision.released_by.get(relation)
        for delegation in related_delegations(session, revision, relation)
    }
    earlier = () if listed else revision.related_codes
    kept = [one for one in revision.released_to if one.code not in earlier and one.code not in related]
    if {one.code for one in revision.released_to} != {*related, *(one.code for one in kept)}:
        revision.released_to = sorted([*kept, *related.values()], key=attrgetter("name"))
    revision.related_codes = sorted(related)


def _host_states(_session: Session, revision: Revision) -> set[str]:
    return {place.code for place in revision.host_states}


def _contributors(session: Session, revision: Revision) -> set[str]:
    """Return the States that carried the case out, or that published cases name for its operations."""
    operations = [operation.id for operation in revision.operations]
    named = (
        select(revision_implementing_states.c.place_code, Revision.partner_answers)
        .join(Revision, Revision.id == revision_implementing_states.c.revision_id)
        .join(revision_operations, revision_operations.c.revision_id == Revision.id)
        .where(
            revision_operations.c.operation_id.in_(operations),
            Revision.state == State.PUBLISHED,
            Revision.attribution.in_(NAMED_TO[Audience.MEMBERS]),
        )
    )
    if not operations:
        return set()
    agreed = {code for code, answers in session.execute(named) if has_agreed(answers, code)}
    return {*agreed, *(place.code for place in revision.implemented_by)}


_CODES: dict[Relation, Callable[[Session, Revision], set[str]]] = {
    Relation.HOST_STATES: _host_states,
    Relation.CONTRIBUTORS: _contributors,
}
