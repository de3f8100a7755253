"""Contact and feedback, the accessibility statement, the privacy statement."""

from flask import Blueprint, render_template

from app.access import open_to_all
from app.current import current_config

pages = Blueprint("statements", __name__)


@pages.get("/contact")
@open_to_all
def contact() -> str:
    """Show whom to ask."""
    return render_template("site/contact.html", contact_email=current_config().contact_email)


@pages.get("/accessibility")
@open_to_all
def accessibility() -> str:
    """Show what works for everybody, how it is checked, and what does not work yet."""
    return render_template("site/accessibility.html")


@pages.get("/privacy")
@open_to_all
def privacy() -> str:
    """Show what is stored, for how long, and who reads it."""
    return render_template("site/privacy.html", sends_mails=bool(current_config().smtp_host))
