"""What a fresh installation needs until the Group can work, counted in the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, cast, func, select
from sqlalchemy.orm import Session

from case_studies.models import Account, Delegation, Mail
from case_studies.models.account import DEMONSTRATION
from case_studies.operations.accounts.factors import is_without_factor
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.stored_settings import settings_of
from case_studies.vocabulary import TAKES_PART, Role, Standing

FIRST_DELEGATIONS = 2  # with a focal point: one writes, another can learn from it
MOST_NAMED = 10  # administrators without a second factor


@dataclass(frozen=True, slots=True)
class Setup:
    """How far an installation is."""

    sends_mail: bool
    has_sent_mail: bool
    administrators_without_factor: Sequence[Account]
    co_chairs: int
    without_editor: Sequence[Delegation]
    with_focal_point: int

    @property
    def has_editors(self) -> bool:
        """Whether each co-chair has an editor."""
        return self.co_chairs > 0 and not self.without_editor

    @property
    def has_focal_points(self) -> bool:
        """Whether the first delegations have a focal point."""
        return self.with_focal_point >= FIRST_DELEGATIONS

    @property
    def steps(self) -> tuple[bool, ...]:
        """Whether each step is done that the database knows of."""
        has_factors = not self.administrators_without_factor
        return self.has_sent_mail, has_factors, self.has_editors, self.has_focal_points


def read_setup(session: Session, actor: Actor) -> Setup:
    """Return how far the installation is, for an administrator. Accounts of the demonstration don't count."""
    check_administrator(actor)
    lacking = select(Account).where(_can_work(Role.ADMINISTRATOR), is_without_factor()).order_by(Account.id)
    chair = Delegation.standing == Standing.CO_CHAIR
    editors = select(Account.delegation_code).where(_can_work(Role.EDITOR))
    without = select(Delegation).where(chair, Delegation.code.not_in(editors)).order_by(Delegation.name)
    focal_points = select(Account.delegation_code).where(_can_work(Role.FOCAL_POINT))
    active = select(func.count(Delegation.code)).where(
        Delegation.standing.in_(TAKES_PART), Delegation.code.in_(focal_points)
    )
    return Setup(
        sends_mail=settings_of(session).mails,
        has_sent_mail=session.scalar(select(Mail.id).where(Mail.sent_at.is_not(None)).limit(1)) is not None,
        administrators_without_factor=session.scalars(lacking.limit(MOST_NAMED)).all(),
        co_chairs=session.scalar(select(func.count(Delegation.code)).where(chair)) or 0,
        without_editor=session.scalars(without).all(),
        with_focal_point=session.scalar(active) or 0,
    )


def _can_work(role: Role) -> ColumnElement[bool]:
    """Return the condition that an account is open and has a role."""
    has_role = cast(Account.roles, String).contains(f'"{role.value}"')
    return Account.active & ~Account.email.endswith(DEMONSTRATION) & has_role
