"""The actor: who makes a request. A plain value, so the policy does not depend on sessions, tokens or requests."""

from dataclasses import dataclass

from case_studies.errors import NotSignedIn
from case_studies.models import Account
from case_studies.vocabulary import Audience, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The account that acts. `account_id` is None if nobody is signed in."""

    account_id: int | None = None
    delegation: str | None = None
    roles: frozenset[Role] = frozenset()

    @classmethod
    def of(cls, account: Account | None) -> "Actor":
        """Return the actor for an account. A closed account is treated as nobody."""
        if account is None or not account.active:
            return NOBODY
        return cls(account.id, account.delegation_code, frozenset(account.roles))

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return self.account_id is not None

    @property
    def audience(self) -> Audience:
        """The audience that the actor belongs to. Everybody who signs in is a member."""
        return Audience.MEMBERS if self.signed_in else Audience.PUBLIC

    def as_any_reader(self, audience: Audience) -> "Actor":
        """Return a reader who may know what everybody in an audience may, and nothing more. Raises NotSignedIn."""
        return NOBODY if audience == Audience.PUBLIC else Actor(self.account)

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The audiences whose cases the actor may read."""
        return (Audience.PUBLIC, Audience.MEMBERS) if self.signed_in else (Audience.PUBLIC,)

    @property
    def account(self) -> int:
        """The account's id. Raises NotSignedIn if nobody is signed in."""
        if self.account_id is None:
            raise NotSignedIn()
        return self.account_id

    def is_a(self, *roles: Role) -> bool:
        """Whether the actor has one of the roles."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor()
