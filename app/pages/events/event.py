"""One event: when and where, its papers, what came of it, and what its reader may do next."""

from typing import Any

from flask import Blueprint, render_template, url_for

from app.access import open_to_all
from app.current import reading
from app.exports.event_jsonld import describe_event
from app.identity import actor
from app.pages.events.form import stored_values
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.pages.item_steps import offered_steps
from app.phrases import events as phrases
from app.phrases import texts
from app.phrases.submitters import name_of
from app.thing_urls import thing_url
from case_studies.operations.events.about import things_about
from case_studies.operations.events.queries import event_history, find_event, readable_note
from case_studies.operations.texts.queries import texts_of_event
from case_studies.policy.actor import NOBODY
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.texts import may_draft_texts
from case_studies.vocabulary import EventAction
from case_studies.workflow.events import EVENTS

pages = Blueprint("event", __name__)

PLAIN = (EventAction.ANNOUNCE, EventAction.CLEAR, EventAction.TAKE_BACK, EventAction.CONFIRM)
REASONED = (EventAction.SEND_BACK, EventAction.CANCEL, EventAction.WITHDRAW)


@pages.get("/events/<event:reference>")
@open_to_all
def event(reference: str) -> str:
    """Show an event."""
    return show(reference, NO_ERRORS, {})


def show(reference: str, refused: FormErrors, typed: dict[str, Any]) -> str:
    """Show an event, with what was typed into a form that was refused."""
    with reading() as session:
        found = find_event(session, actor(), reference)
        released = ReleasedEvent(found, actor())
        history = event_history(session, actor(), found)
        return render_template(
            "events/event.html",
            event=released,
            refused=refused,
            typed=typed,
            stored=stored_values(found),
            zones=phrases.zone_choices(found.time_zone or ""),
            phrases=phrases,
            name_of=name_of,
            thing_url=thing_url,
            linked_data=describe_event(ReleasedEvent(found, NOBODY)),
            about=things_about(session, actor(), found),
            texts=texts_of_event(session, actor(), found),
            text_phrases=texts,
            may_draft_texts=may_draft_texts(actor()) and not released.is_hidden,
            history=[(entry, readable_note(actor(), found, entry)) for entry in history],
            answers=phrases.choices(phrases.ANSWERS),
            act_url=lambda action: url_for("event_steps.act", reference=reference, action=action),
            **offered_steps(session, EVENTS, found, plain=PLAIN, reasoned=REASONED),
        )
