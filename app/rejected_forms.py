"""A form that was refused because of the session: its words come back, and it can be sent again from the same page.

Only a form of this site that names an address of this site can be sent again, and none with a password in it. The page
sends it to the address that it was meant for, which checks everything as if it came for the first time.
"""

from enum import StrEnum
from urllib.parse import urlsplit

from flask import Response, current_app, render_template, request, session
from flask_login import current_user
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException

from app.current import signing_keys
from app.factor_check import PASSKEY, FactorQuestion

PASSWORDS = frozenset({"password", "old", "new", "again", "factor_code"})
OF_SIGNING_IN = frozenset({"csrf_token", "resume_to", "sign_in_email", "sign_in_password", "sign_in_code", PASSKEY})
NEVER_SHOWN = PASSWORDS | OF_SIGNING_IN | {"form_key", "page", "opened"}
SHORTEST_KEPT = 12  # characters; a shorter value is a choice from a list, unless it is from a text field
# Parts of the names of text fields, such as `remarks-results-0-text` or `text-17`.
TEXT_FIELDS = ("text", "quote", "note", "reason", "overall", "note_to_editors")
LARGEST_KEPT = 100_000  # bytes of a form, as it was sent
JUST_SERVED = 600  # seconds: a form that is younger was served with a cookie that should have come back
SIGN_IN_PAGES = "sign_in."


class Retry(StrEnum):
    """How a refused form can be sent again."""

    SIGN_IN = "sign_in"
    AGAIN = "again"
    NO = ""


def show_rejected_form(
    status: int,
    message: str,
    *,
    can_retry: bool = False,
    email: str = "",
    error: str = "",
    question: FactorQuestion | None = None,
) -> Response:
    """Return a page that refuses a form, shows the texts that were typed into it, and offers to send it again."""
    address = form_address()
    fields = list(request.form.items(multi=True)) if _is_kept() else []
    page = render_template(
        "rejected_form.html",
        message=message,
        typed={name: text for name, text in request.form.items() if fields and _was_typed(name, text)},
        kept=[pair for pair in fields if pair[0] not in OF_SIGNING_IN],
        address=address,
        retry=_way_to_retry(address) if can_retry and fields else Retry.NO,
        email=email,
        error=error,
        question=question,
    )
    return Response(page, status)


def form_address() -> str:
    """Return the address that the form was meant for."""
    if request.endpoint == f"{SIGN_IN_PAGES}resume":
        return request.form.get("resume_to", "")
    return request.full_path.rstrip("?")


def can_be_sent_again(address: str) -> bool:
    """Return whether the form of this request comes from this site and is meant for a form's address of this site."""
    return _is_from_here() and PASSWORDS.isdisjoint(request.form) and _is_address_of_a_form(address)


def refused_cookie() -> bool:
    """Return whether the browser refuses the cookie of this site: it was just served with the form, and is missing."""
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return False
    return _has_our_token(max_age=JUST_SERVED)


def _is_kept() -> bool:
    """Return whether the words of this form are given back: it was served by this site, and is not too large."""
    is_ours = bool(session) or _has_our_token()
    return is_ours and (request.content_length or 0) <= LARGEST_KEPT


def _has_our_token(max_age: int | None = None) -> bool:
    serializer = URLSafeTimedSerializer(signing_keys(), salt="wtf-csrf-token")
    try:
        serializer.loads(request.form.get("csrf_token", ""), max_age=max_age)
    except BadData:
        return False
    return True


def _way_to_retry(address: str) -> Retry:
    if not can_be_sent_again(address):
        return Retry.NO
    return Retry.AGAIN if current_user.is_authenticated else Retry.SIGN_IN


def _is_from_here() -> bool:
    """Return whether no header says that another site sent the form."""
    origin = request.headers.get("Origin")
    is_own = origin is None or urlsplit(origin).netloc == request.host
    return is_own and request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _is_address_of_a_form(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith(("//", "/api/")):
        return False
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, _values = adapter.match(parts.path, method="POST") if adapter is not None else ("", {})
    except HTTPException:
        return False
    return bool(endpoint) and not str(endpoint).startswith(SIGN_IN_PAGES)


def _was_typed(name: str, text: str) -> bool:
    """Return whether a value was typed rather than chosen from a list, and may be shown."""
    if name in NEVER_SHOWN:
        return False
    return len(text) >= SHORTEST_KEPT or (bool(text.strip()) and not set(TEXT_FIELDS).isdisjoint(name.split("-")))
