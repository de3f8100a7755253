"""One joint text: its paragraphs, what is said about them, silence, who aligned, and what its reader may do next."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, render_template, url_for

from app.access import open_to_all
from app.current import reading
from app.exports.formats import WHOLE_FORMATS, WHOLE_SUFFIX, send
from app.exports.text import cite_text
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases import events as event_phrases
from app.phrases import texts as phrases
from app.phrases.labels import LANGUAGES
from case_studies.operations.texts.queries import find_text, text_history
from case_studies.policy.text_release import ReleasedText
from case_studies.policy.texts import TEXT_POLICY
from case_studies.unit_of_work import now
from case_studies.workflow.texts import TEXTS

pages = Blueprint("joint_text", __name__)


@pages.get("/texts/<text:reference>")
@open_to_all
def text(reference: str) -> str:
    """Show a joint text."""
    return show(reference, NO_ERRORS, {})


@pages.get(f"/texts/<text:reference>{WHOLE_SUFFIX}")
@open_to_all
def text_file(reference: str, suffix: str) -> Response:
    """Return a joint text as a file."""
    with reading() as session:
        return send(cite_text(ReleasedText(find_text(session, actor(), reference), actor())), suffix)


def show(reference: str, refused: FormErrors, typed: dict[str, Any], until: datetime | None = None) -> str:
    """Show a text, with what was typed into a form that was refused; `until` is the hour of silence to confirm."""
    with reading() as session:
        found = find_text(session, actor(), reference)
        released = ReleasedText(found, actor())
        return render_template(
            "texts/text.html",
            text=released,
            refused=refused,
            typed=typed,
            until=until,
            has_ended=released.has_ended(now(session)),
            possible=TEXTS.possible_actions(session, found, actor()),
            missing=[
                (action, FormErrors.by(refusal).first_of_fields)
                for action, refusal in TEXTS.obstacles(session, found, actor()).items()
                if not released.has_ended(now(session))
            ],
            usable=TEXT_POLICY.usable(actor(), found),
            formats=WHOLE_FORMATS,
            phrases=phrases,
            event_phrases=event_phrases,
            languages=phrases.choices(LANGUAGES),
            zones=phrases.zone_choices(),
            history=text_history(session, actor(), found),
            act_url=lambda action: url_for("text_steps.act", reference=reference, action=action),
        )
