"""The page that sent a form: the key that it got when it was opened, and the mark of the text that it showed."""

from flask import request

from case_studies.operations.opened_page import LONGEST_KEY, OpenedPage


def opened_page() -> OpenedPage:
    """Return the page that sent the form. A form without a mark knows no text that somebody has saved."""
    return OpenedPage(request.form.get("page", "")[:LONGEST_KEY], request.form.get("opened", ""))
