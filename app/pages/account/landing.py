"""The page that opens after signing in."""

from collections.abc import Collection

from flask import url_for

from case_studies.models import Account
from case_studies.vocabulary import Role


def local_address(address: str, account: Account) -> str:
    """Return the address to open after signing in. An address of another site is replaced by the account's own."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    if plain and address.startswith("/") and not address.startswith("//"):
        return address
    return url_for(landing_endpoint(account.roles))


def landing_endpoint(roles: Collection[Role]) -> str:
    """Return the page that somebody with these roles needs first.

    Practitioners search. Administrators see what needs care. All others have a desk on which tasks wait.
    """
    if Role.ADMINISTRATOR in roles:
        return "administration.administration"
    return "search.search" if set(roles) <= {Role.PRACTITIONER} else "desk.desk"
