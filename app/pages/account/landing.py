"""The page that opens after signing in."""

from collections.abc import Collection

from flask import url_for

from app.pages.local_address import is_local
from case_studies.models import Account
from case_studies.vocabulary import Role


def local_address(address: str, account: Account) -> str:
    """Return the address to open after signing in. An address of another site is replaced by the account's own."""
    if is_local(address):
        return address
    return url_for(landing_endpoint(account.roles))


def landing_endpoint(roles: Collection[Role]) -> str:
    """Return the page that somebody with these roles needs first.

    Practitioners search. Administrators see what needs care. All others have a desk on which tasks wait.
    """
    if Role.ADMINISTRATOR in roles:
        return "administration.administration"
    return "search.search" if set(roles) <= {Role.PRACTITIONER} else "desk.desk"
