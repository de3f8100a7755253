"""Who asks. A value, so that the policy knows nothing of sessions, tokens or requests."""

from dataclasses import dataclass

from case_studies.errors import NotSignedIn
from case_studies.models import Account
from case_studies.vocabulary import Audience, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The account that acts, or nobody (`account_id` is None)."""

    account_id: int | None = None
    delegation: str | None = None
    roles: frozenset[Role] = frozenset()

    @classmethod
    def of(cls, account: Account | None) -> "Actor":
        """Return the actor for an account; a closed account acts as nobody."""
        if account is None or not account.active:
            return NOBODY
        return cls(account.id, account.delegation_code, frozenset(account.roles))

    @property
    def signed_in(self) -> bool:
        """Whether this is somebody."""
        return self.account_id is not None

    @property
    def audience(self) -> Audience:
        """The audience the actor reads with: whoever signs in is of the community."""
        return Audience.MEMBERS if self.signed_in else Audience.PUBLIC

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The audience marks the actor may read."""
        return (Audience.PUBLIC, Audience.MEMBERS) if self.signed_in else (Audience.PUBLIC,)

    @property
    def account(self) -> int:
        """The account's id, for what must carry a name. Raises NotSignedIn for nobody."""
        if self.account_id is None:
            raise NotSignedIn()
        return self.account_id

    def is_a(self, *roles: Role) -> bool:
        """Whether the actor holds one of the roles."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor()
