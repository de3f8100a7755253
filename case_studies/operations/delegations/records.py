"""The records of delegations: reading, adding and changing them. Every change is in the history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.db import by_name
from case_studies.errors import N_, Incomplete, NotVisible, WrongState
from case_studies.models import Account, Delegation, DelegationContribution, HistoryEntry, OfficeInvitation
from case_studies.operations.delegations.invitations import has_accepted, open_invitations, own_to_invite
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import (
    NO_DELEGATION,
    DelegationRight,
    check_right,
    delegation_rights,
    is_known_to,
    roles_to_give,
)
from case_studies.taxonomy.loader import delegation as new_delegation
from case_studies.taxonomy.places import possible_delegations
from case_studies.unit_of_work import now
from case_studies.vocabulary import TAKES_PART, Certainty, DelegationKind, HistoryAction, Standing
from case_studies.workflow.history import record_delegation_event

MOST_ENTRIES = 50
JOINING = (Standing.MEMBER, Standing.OBSERVER)
"""The standings that a delegation can be added with, or change between."""
RIGHT_OF_FIELD: Mapping[str, DelegationRight] = {
    "mailbox": DelegationRight.CHANGE,
    "languages": DelegationRight.CHANGE,
    "is_public": DelegationRight.CHANGE,
    "contributions": DelegationRight.CHANGE,
    "standing": DelegationRight.SET_STANDING,
    "joined_on": DelegationRight.SET_STANDING,
    "clears_itself": DelegationRight.SET_STANDING,
}
"""What can be changed in a record, and the right that it needs."""


@dataclass(frozen=True, slots=True)
class DelegationRecord:
    """A delegation with its offices and its history, and what the reader may do with it.

    `changeable` has the ids of the offices whose roles the reader may change, `passable` of those to hand over, and
    `revocable` the addresses of the invitations to take back.
    """

    delegation: Delegation
    offices: Sequence[Account]
    invitations: Sequence[OfficeInvitation]
    history: Sequence[HistoryEntry]
    rights: set[DelegationRight]
    changeable: set[int]
    passable: set[int]
    revocable: set[str]


def known_delegations(session: Session, actor: Actor) -> Sequence[Delegation]:
    """Return the delegations that a reader may know of, by name."""
    return session.scalars(select(Delegation).where(is_known_to(actor)).order_by(by_name(Delegation.name))).all()


def all_delegations(session: Session, actor: Actor) -> Sequence[Delegation]:
    """Return all delegations by name, with applicants and those that left."""
    check_right(session, actor, DelegationRight.READ_ALL)
    return session.scalars(select(Delegation).order_by(by_name(Delegation.name))).all()


def get_delegation(session: Session, code: str, *, for_update: bool = False) -> Delegation:
    """Return a delegation by its code. Raises NotVisible."""
    delegation = session.get(Delegation, code.upper(), with_for_update=for_update or None)
    if delegation is None:
        raise NotVisible(NO_DELEGATION)
    return delegation


def delegation_record(session: Session, actor: Actor, code: str) -> DelegationRecord:
    """Return the record of a delegation. Raises NotVisible for those who may not read it.

    Its offices are listed for those who look after it only: reviewers stay unknown to each other.
    """
    delegation = get_delegation(session, code)
    check_right(session, actor, DelegationRight.READ_RECORD, delegation)
    rights = delegation_rights(session, actor, delegation)
    entries = select(HistoryEntry).where(HistoryEntry.about_delegation == delegation.code)
    history = session.scalars(entries.order_by(HistoryEntry.number.desc()).limit(MOST_ENTRIES)).all()
    offices, roles = _offices(session, delegation, rights), {*roles_to_give(session, actor, delegation)}
    invitations = open_invitations(session, delegation) if _sees_offices(rights) else ()
    lasting = [office for office in offices if not office.is_of_demonstration]
    return DelegationRecord(
        delegation,
        offices,
        invitations,
        history,
        rights,
        changeable={one.id for one in lasting if roles and one.id != actor.account_id},
        passable={one.id for one in lasting if one.id == actor.account_id or {*one.roles} <= roles},
        revocable=own_to_invite(session, actor, delegation, invitations),
    )


def _offices(session: Session, delegation: Delegation, rights: set[DelegationRight]) -> Sequence[Account]:
    if not _sees_offices(rights):
        return ()
    offices = select(Account).where(Account.delegation_code == delegation.code, has_accepted())
    return session.scalars(offices.order_by(Account.active.desc(), Account.office, Account.id)).all()


def _sees_offices(rights: set[DelegationRight]) -> bool:
    return not rights.isdisjoint({DelegationRight.CHANGE, DelegationRight.READ_ALL})


def addable_delegations(session: Session) -> dict[str, tuple[DelegationKind, str]]:
    """Return code → kind and name of the States and organizations that are no delegation yet, or were one."""
    taking_part = set(session.scalars(select(Delegation.code).where(Delegation.standing.in_(TAKES_PART))))
    return {code: entry for code, entry in possible_delegations().items() if code not in taking_part}


def add_delegation(
    session: Session, actor: Actor, code: str, *, standing: Standing = Standing.MEMBER, **values: Any
) -> Delegation:
    """Add a delegation, or take one up again that left. Raises Incomplete.

    `values` are those of `change_delegation`.
    """
    check_right(session, actor, DelegationRight.ADD)
    code = code.strip().upper()
    if code not in possible_delegations():
        raise Incomplete({"code": [N_("No State or organization that can take part has this code.")]})
    delegation = session.get(Delegation, code, with_for_update=True)
    if delegation is not None and delegation.takes_part:
        raise Incomplete({"code": [N_("This delegation takes part already.")]})
    before = delegation.standing if delegation is not None else None
    if delegation is None:
        delegation = new_delegation(code, standing)
        session.add(delegation)
    join(session, delegation, standing, values.pop("joined_on", None))
    _store(delegation, _with_certainty(actor, delegation, values))
    session.flush()
    record_delegation_event(
        session, delegation, actor, HistoryAction.ADD_DELEGATION, before=before, after=delegation.standing
    )
    return delegation


def join(session: Session, delegation: Delegation, standing: Standing, day: date | None = None) -> None:
    """Let a delegation take part from a day on, today by default."""
    delegation.standing, delegation.left_on = standing, None
    delegation.joined_on = day or now(session).date()
    delegation.chair_since = delegation.joined_on if standing == Standing.CO_CHAIR else None


def change_delegation(session: Session, actor: Actor, code: str, **values: Any) -> Delegation:
    """Change what a record states, and note in the history what was changed. Each value needs its right."""
    delegation = get_delegation(session, code, for_update=True)
    for name in values:
        check_right(session, actor, RIGHT_OF_FIELD[name], delegation)
    _check_standing(delegation, values.get("standing", delegation.standing))
    values = _with_certainty(actor, delegation, values)
    before = {name: _describe(getattr(delegation, name)) for name in values}
    standing = delegation.standing
    _store(delegation, values)
    changes = [
        f"{name}: {before[name]} → {after}" for name in values if (after := _describe(values[name])) != before[name]
    ]
    if changes:
        session.flush()
        record_delegation_event(
            session,
            delegation,
            actor,
            HistoryAction.CHANGE_DELEGATION,
            note="; ".join(changes),
            before=standing,
            after=delegation.standing,
        )
    return delegation


def _check_standing(delegation: Delegation, standing: Standing) -> None:
    if not delegation.takes_part:
        raise WrongState(N_("This delegation does not take part. Add it first."))
    if standing != delegation.standing and not {standing, delegation.standing} <= {*JOINING}:
        raise WrongState(N_("The chair changes by a hand-over that editors of two co-chairs agree on."))


def _store(delegation: Delegation, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(delegation, name, value)


def _with_certainty(actor: Actor, delegation: Delegation, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values. What a delegation states about itself counts as declared."""
    if "contributions" not in values or actor.delegation != delegation.code:
        return values
    own: Iterable[DelegationContribution] = values["contributions"]
    return {**values, "contributions": [replace(one, certainty=Certainty.DECLARED) for one in own]}


def _describe(value: Any) -> str:
    """Return a value as the history states it."""
    if isinstance(value, list):
        return ", ".join(_describe(one) for one in value) or "none"
    if isinstance(value, DelegationContribution):
        details = [f"since {value.since}" if value.since else "", value.source, value.certainty]
        return f"{value.kind} ({', '.join(filter(None, details))})"
    return {True: "yes", False: "no", None: "none", "": "none"}.get(value, str(value))
