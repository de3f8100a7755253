"""The mailbox for reports of weaknesses of this site (RFC 9116)."""

from datetime import timedelta

from flask import Blueprint, Response, abort, url_for

from app.access import open_to_all
from app.current import current_config, reading
from case_studies.unit_of_work import now

pages = Blueprint("security_txt", __name__)

VALID = timedelta(days=90)


@pages.get("/.well-known/security.txt")
@open_to_all
def security_txt() -> Response:
    """Name the mailbox for reports, if there is one. The answer is good for some months."""
    config = current_config()
    if not config.contact_email:
        abort(404)
    with reading() as session:
        expires = (now(session) + VALID).replace(microsecond=0)
    fields = {
        "Contact": f"mailto:{config.contact_email}",
        "Expires": expires.isoformat(),
        "Preferred-Languages": "en",
        "Canonical": config.address + url_for(".security_txt"),
    }
    return Response("".join(f"{name}: {value}\n" for name, value in fields.items()), mimetype="text/plain")
