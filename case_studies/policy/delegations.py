"""Who may do what with a delegation: the table, and what readers may know of the delegations of the Group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, NotAllowed, NotVisible
from case_studies.models import Account, Case, Delegation, Revision
from case_studies.models.revision import revision_co_submitters
from case_studies.policy.actor import Actor
from case_studies.policy.release_queries import names_submitter_to
from case_studies.policy.visibility import readable_by
from case_studies.taxonomy.catalogue import Vocabularies, load_vocabularies
from case_studies.vocabulary import TAKES_PART, Role, Standing

NO_DELEGATION = N_("No delegation has this code.")
"""The same words for a code that is hidden from the reader."""
ON_SERVER = Actor(roles=frozenset({Role.ADMINISTRATOR}))
"""A command on the server: an administrator without an account."""


class DelegationRight(StrEnum):
    """What may be done with a delegation."""

    READ_RECORD = "read_record"
    CHANGE = "change"
    SET_STANDING = "set_standing"  # also whether one person may clear
    LEAVE = "leave"
    ADD = "add"  # any delegation
    READ_ALL = "read_all"  # the records of all delegations
    AGREE_ON_CHAIR = "agree_on_chair"  # propose and confirm who takes the chair
    READ_APPLICATIONS = "read_applications"
    ANSWER_APPLICATION = "answer_application"  # support, ask, defer
    INVITE = "invite"  # offices of the delegation, with the roles that the actor may give


@dataclass(frozen=True, slots=True)
class DelegationView:
    """A delegation with whether it has a focal point, or none where a right is about all, and the co-chairs."""

    delegation: Delegation | None
    co_chairs: frozenset[str]
    has_focal_point: bool


Sentence = Callable[[Actor, DelegationView], bool]


def is_administrator(actor: Actor, _view: DelegationView) -> bool:
    """Whether the actor is an administrator."""
    return actor.is_a(Role.ADMINISTRATOR)


def is_editor_of_co_chair(actor: Actor, view: DelegationView) -> bool:
    """Whether the actor is an editor of a delegation that is co-chair now."""
    return actor.is_a(Role.EDITOR) and actor.delegation in view.co_chairs


def is_editor_where_no_focal_point_is(actor: Actor, view: DelegationView) -> bool:
    """Whether the actor is an editor of a co-chair, and the delegation has no focal point that could do it."""
    return is_editor_of_co_chair(actor, view) and not view.has_focal_point


def is_office_of_it(actor: Actor, view: DelegationView) -> bool:
    """Whether the actor's office belongs to the delegation."""
    return view.delegation is not None and actor.signed_in and actor.delegation == view.delegation.code


def is_focal_point_of_it(actor: Actor, view: DelegationView) -> bool:
    """Whether the actor is a focal point of the delegation."""
    return is_office_of_it(actor, view) and actor.is_a(Role.FOCAL_POINT)


def is_of_another_delegation(actor: Actor, view: DelegationView) -> bool:
    """Whether the actor's office does not belong to the delegation."""
    return not is_office_of_it(actor, view)


R = DelegationRight
RULES: Mapping[DelegationRight, tuple[tuple[Sentence, ...], ...]] = {
    R.READ_RECORD: ((is_administrator,), (is_editor_of_co_chair,), (is_office_of_it,)),
    R.CHANGE: ((is_administrator,), (is_focal_point_of_it,)),
    R.SET_STANDING: ((is_administrator,), (is_editor_of_co_chair, is_of_another_delegation)),
    R.LEAVE: ((is_administrator,), (is_focal_point_of_it,)),
    R.ADD: ((is_administrator,), (is_editor_of_co_chair,)),
    R.READ_ALL: ((is_administrator,), (is_editor_of_co_chair,)),
    R.AGREE_ON_CHAIR: ((is_editor_of_co_chair,),),
    R.INVITE: ((is_administrator,), (is_editor_where_no_focal_point_is,), (is_focal_point_of_it,)),
    R.READ_APPLICATIONS: ((is_administrator,), (is_editor_of_co_chair,)),
    R.ANSWER_APPLICATION: ((is_editor_of_co_chair,),),
}  # fmt: skip
"""A right is given when every sentence of one of its lines is true."""

ROLES_TO_GIVE: Mapping[Sentence, tuple[Role, ...]] = {
    is_administrator: tuple(Role),
    is_editor_where_no_focal_point_is: (Role.FOCAL_POINT,),
    is_focal_point_of_it: (Role.PRACTITIONER, Role.CLEARANCE_OFFICER),
}
"""The roles that offices are invited with, by who invites them. The same roles can be taken away.

A co-chair helps a new delegation to its first office. Otherwise its editors could make an office of another delegation
theirs, and read its drafts.
"""


def co_chairs(session: Session) -> frozenset[str]:
    """Return the codes of the co-chairs."""
    return frozenset(session.scalars(select(Delegation.code).where(Delegation.standing == Standing.CO_CHAIR)))


def _view(session: Session, delegation: Delegation | None) -> DelegationView:
    code = delegation.code if delegation is not None else ""
    roles = session.scalars(select(Account.roles).where(Account.active, Account.delegation_code == code)).all()
    return DelegationView(delegation, co_chairs(session), any(Role.FOCAL_POINT in own for own in roles))


def delegation_rights(session: Session, actor: Actor, delegation: Delegation | None = None) -> set[DelegationRight]:
    """Return what an actor may do with a delegation, or with all."""
    view = _view(session, delegation)
    return {
        right
        for right, lines in RULES.items()
        if any(all(sentence(actor, view) for sentence in line) for line in lines)
    }


def check_right(session: Session, actor: Actor, right: DelegationRight, delegation: Delegation | None = None) -> None:
    """Refuse what the actor may not do. Of a delegation whose record they may not read, they learn nothing."""
    rights = delegation_rights(session, actor, delegation)
    if delegation is not None and DelegationRight.READ_RECORD not in rights:
        raise NotVisible(NO_DELEGATION)
    if right not in rights:
        raise NotAllowed()


def roles_to_give(session: Session, actor: Actor, delegation: Delegation) -> list[Role]:
    """Return the roles that an actor may give to offices of a delegation, and take away."""
    view = _view(session, delegation)
    given = {role for sentence, roles in ROLES_TO_GIVE.items() if sentence(actor, view) for role in roles}
    return [role for role in Role if role in given]


def may_hand_over(session: Session, actor: Actor, account: Account) -> bool:
    """Whether an actor may let a new address take an office over: their own, or one whose roles they may all give."""
    if account.id == actor.account_id:
        return True
    return {*account.roles} <= {*roles_to_give(session, actor, account.delegation)}


def is_known_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a reader may know of a delegation.

    Members know those that take part or did. The public knows those whose membership is public, and those that a public
    case names.
    """
    if actor.signed_in:
        return Delegation.standing != Standing.APPLICANT
    readable = select(Revision.id).where(readable_by(actor), names_submitter_to(actor))
    submitting = select(Case.submitting_code).join(Revision, Revision.case_id == Case.id)
    co_submitting = select(revision_co_submitters.c.delegation_code)
    return or_(
        Delegation.is_public & Delegation.standing.in_(TAKES_PART),
        Delegation.code.in_(submitting.where(Revision.id.in_(readable))),
        Delegation.code.in_(co_submitting.where(revision_co_submitters.c.revision_id.in_(readable))),
    )


def known_vocabularies(session: Session, actor: Actor) -> Vocabularies:
    """Return all vocabularies, with the delegations that a reader may know of."""
    return load_vocabularies(session, is_known_to(actor))


def shows_standing(actor: Actor, delegation: Delegation) -> bool:
    """Return whether a reader may know the standing of a delegation that they know of."""
    return actor.signed_in or delegation.public_standing is not None
