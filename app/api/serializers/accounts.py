"""Accounts in JSON: the office and its delegation."""

from app.api.serializers import Json
from case_studies.models import Account


def serialize_office(account: Account) -> Json:
    """Return the office and its delegation, without the address."""
    delegation = {"id": account.delegation_code, "label": account.delegation.name}
    return {"office": account.office, "delegation": delegation}


def serialize_account(account: Account) -> Json:
    """Return the office with its e-mail address, for readers who may know it."""
    return {**serialize_office(account), "email": account.email}
