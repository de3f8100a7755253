"""What the lists of the administration have in common."""

from flask import request

LAST_PAGE = 1_000_000


def page_number() -> int:
    """Return the number of the page that the address asks for; the first if it is no number."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
