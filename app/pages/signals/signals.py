"""What members can see coming, and noting words that a search did not find."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import may_enter, signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.phrases import issues as phrases
from case_studies.operations.signals.signals import read_signals
from case_studies.operations.signals.words import ENOUGH_DELEGATIONS, ENOUGH_OFFICES, KEPT, note_words

pages = Blueprint("signals", __name__)


@pages.get("/signals")
@signed_in
def signals() -> str:
    """Show the signals."""
    with reading() as session:
        return render_template(
            "signals/signals.html",
            signals=read_signals(session, actor()),
            offices=ENOUGH_OFFICES,
            delegations=ENOUGH_DELEGATIONS,
            days=KEPT.days,
            may_propose=may_enter("proposal_form.new"),
            phrases=phrases,
        )


@pages.post("/signals/words")
@signed_in
def note() -> Response:
    """Note the words of a search that found nothing. They are stored as digests."""
    typed, platform = request.form.get("q", ""), current_platform()
    with platform.work.writing() as session:
        note_words(session, platform.search, actor(), typed, str(current_app.config["SECRET_KEY"]))
    flash(_("Noted. The words are shown once enough offices have noted the same."), "done")
    return redirect(url_for(".signals"), 303)
