"""The page that sent a form: the key that it got when it was opened, and the mark of the text that it showed."""

from secrets import token_urlsafe

from flask import Response, after_this_request, request

from case_studies.operations.opened_page import LONGEST_KEY, OpenedPage


def opened_page() -> OpenedPage:
    """Return the page that sent the form. A form without a mark knows no text that somebody has saved."""
    return OpenedPage(request.form.get("page", "")[:LONGEST_KEY], request.form.get("opened", ""))


def new_page_key() -> str:
    """Return the key of a page that is being opened.

    The browser keeps no copy of the page: Back would show an old text, and saving it would undo a later save.
    """
    after_this_request(_store_nowhere)
    return token_urlsafe(12)


def _store_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
