"""The labels of joint texts, and the hour of silence in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.phrases.choices import choices as choices
from app.phrases.labels import LANGUAGES, Labels
from app.phrases.time_zones import ZONES, zone_name
from case_studies.policy.text_release import ReleasedParagraph, ReleasedText
from case_studies.text_vocabulary import Alignment, CommentKind, TextAction, TextKind, TextState

STATES: Labels = {
    TextState.DRAFT: _l("Draft"),
    TextState.UNDER_COMMENT: _l("Open for comments"),
    TextState.UNDER_SILENCE: _l("Under silence"),
    TextState.SILENCE_BROKEN: _l("Silence broken"),
    TextState.AGREED: _l("Agreed"),
    TextState.DELIVERED: _l("Delivered"),
    TextState.DROPPED: _l("Dropped"),
}
KINDS: Labels = {
    TextKind.STATEMENT: _l("Joint statement"),
    TextKind.LETTER: _l("Joint letter"),
    TextKind.CONCEPT_NOTE: _l("Joint concept note"),
    TextKind.NON_PAPER: _l("Joint non-paper"),
}
COMMENT_KINDS: Labels = {
    CommentKind.PROPOSAL: _l("Other words"),
    CommentKind.QUESTION: _l("A question"),
}
ANSWERS: Labels = {
    Alignment.ALIGNED: _l("Aligned"),
    Alignment.STOOD_ASIDE: _l("Stood aside"),
}
ACTIONS: Labels = {
    TextAction.CIRCULATE: _l("Circulate for comments"),
    TextAction.COMMENT: _l("Comment on a paragraph"),
    TextAction.PUT_UNDER_SILENCE: _l("Put under silence"),
    TextAction.ASK_TO_BREAK: _l("Ask to break silence"),
    TextAction.BREAK_SILENCE: _l("Clear it and break silence"),
    TextAction.DROP_BREAK: _l("Do not break silence"),
    TextAction.ALIGN: _l("Align"),
    TextAction.STAND_ASIDE: _l("Stand aside"),
    TextAction.DELIVER: _l("Record the delivery"),
    TextAction.DROP: _l("Drop the text"),
}
CONSEQUENCES: Labels = {
    TextAction.CIRCULATE: _l("All members read it from now on, and focal points are notified."),
    TextAction.PUT_UNDER_SILENCE: _l(
        "The text does not change any more. If no delegation breaks silence before the hour, it is agreed. Leave at "
        "least 24 hours of working days: Saturdays and Sundays do not count."
    ),
    TextAction.ASK_TO_BREAK: _l(
        "Your clearance officer is notified at once. It counts only if it is cleared before the hour. Members then "
        "read the name of your delegation, the paragraph and the reason."
    ),
    TextAction.DELIVER: _l(
        "Everybody reads the text and the names of the delegations that aligned from now on. This can’t be undone."
    ),
    TextAction.DROP: _l("Members who read the text read the reason. This can’t be undone."),
}
FIELDS: Labels = {"paragraphs": _l("Text")}
"""The text that search finds."""


def zone_choices() -> list[tuple[str, str]]:
    """Return the time zones of the form, New York first: there the text is delivered."""
    zones = dict.fromkeys(("America/New_York", *ZONES))
    return [(zone, zone_name(zone)) for zone in zones]


def local_hour(moment: datetime, zone: str) -> str:
    """Return a moment as a clock in a zone shows it, such as `2 December 2026, 18:00 (America/New York)`."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{format_date(there.date(), 'd MMMM y')}, {there:%H:%M} ({zone_name(zone)})"


def languages_of(text: ReleasedText) -> list[tuple[str, str]]:
    """Return the languages in which comments are taken, with their names."""
    return [(code, str(LANGUAGES[code])) for code in text.languages or ()]


def paragraph_choices(text: ReleasedText) -> list[tuple[str, str]]:
    """Return the paragraphs as choices: the number and the first words."""
    return [(str(one.id), f"{one.number}. {_beginning(one)}") for one in text.paragraphs]


def _beginning(paragraph: ReleasedParagraph) -> str:
    words = paragraph.text.split()
    return " ".join(words[:8]) + (" …" if len(words) > len(words[:8]) else "")


def state_note(text: ReleasedText) -> str:
    """Return how far a text is agreed, in a sentence for its files."""
    notes: Labels = {
        TextState.UNDER_COMMENT: _("Open for comments. No delegation has agreed to it."),
        TextState.UNDER_SILENCE: _("Under silence. It is not agreed yet."),
        TextState.SILENCE_BROKEN: _("Silence was broken. It is not agreed."),
        TextState.AGREED: _("Agreed under silence. Delegations have not been named yet that align with it."),
        TextState.DROPPED: _("Dropped. It speaks for nobody."),
        TextState.DRAFT: _("A draft of the editors."),
    }
    return str(notes.get(text.state, ""))
