"""What a reader puts aside: references in the cookie of their browser, until it is closed or they sign out."""

from collections.abc import Iterable

from flask import session as cookie

from case_studies.operations.collections.things import COLLECTED
from case_studies.reference import found_kind_of

MOST = 100
"""Things in a basket; the cookie has room for them."""
_NAME = "basket"


def basket_references() -> list[str]:
    """Return what is in the basket, in the order in which it was put there."""
    return list(cookie.get(_NAME, ()))


def put_in_basket(references: Iterable[str]) -> int:
    """Put things into the basket, as far as there is room. Return how many are in it now."""
    wanted = [reference for reference in references if found_kind_of(reference) in COLLECTED]
    cookie[_NAME] = list(dict.fromkeys([*basket_references(), *wanted]))[:MOST]
    return len(cookie[_NAME])


def take_from_basket(reference: str) -> None:
    """Take one thing out of the basket."""
    cookie[_NAME] = [other for other in basket_references() if other != reference]


def empty_basket() -> None:
    """Take everything out of the basket."""
    cookie.pop(_NAME, None)
