"""The labels of discussions."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.phrases.choices import Choice, choices
from app.phrases.labels import Labels
from app.thing_urls import thing_url
from case_studies.operations.threads.anchors import Anchor
from case_studies.policy.release import Submitter
from case_studies.policy.thread_release import ReleasedPost, ReleasedThread
from case_studies.vocabulary import HistoryAction, SpeaksAs, ThreadAction, ThreadState

FIRST_WORDS = 60

STATES: Labels = {
    ThreadState.OPEN: _l("Open"),
    ThreadState.CLOSING: _l("Summed up, open to objections"),
    ThreadState.CLOSED: _l("Closed"),
    ThreadState.EXPIRED: _l("Summary only"),
}

WAITS_FOR_SUMMARY = _l("Waits for its summary")

ACTIONS: Labels = {
    ThreadAction.EXTEND: _l("Extend the discussion"),
    ThreadAction.SUMMARIZE: _l("Publish the summary"),
    ThreadAction.OBJECT: _l("Object to the summary"),
    ThreadAction.KEEP_SUMMARY: _l("Keep the summary"),
    ThreadAction.TAKE_BACK: _l("Take back"),
    ThreadAction.HIDE_POST: _l("Hide a post"),
    ThreadAction.SHOW_POST: _l("Show it again"),
}

DONE: Labels = {
    ThreadAction.EXTEND: _l("The discussion has a later last day."),
    ThreadAction.SUMMARIZE: _l("The summary is on the page. Those who spoke may object for five days."),
    ThreadAction.OBJECT: _l("Your objection goes to the author of the summary. It does not say who objects."),
    ThreadAction.KEEP_SUMMARY: _l("The summary stays. Those who objected read the reason."),
    ThreadAction.TAKE_BACK: _l("Your post was taken back. Nothing of it is kept."),
    ThreadAction.HIDE_POST: _l("The post is hidden. Every member reads the reason."),
    ThreadAction.SHOW_POST: _l("The post is shown again."),
}

SPEAKERS: Labels = {
    SpeaksAs.DELEGATION: _l("My delegation"),
    SpeaksAs.MEMBER: _l("A member"),
}
SPEAKER_HINTS: Labels = {
    SpeaksAs.DELEGATION: _l("Members read the name of your delegation."),
    SpeaksAs.MEMBER: _l(
        "Nobody learns who wrote it, also not the editors or the other offices of your delegation. The platform keeps "
        "your account with the post until the post is deleted, so that you can take it back."
    ),
}

HISTORY: Labels = {
    HistoryAction.CONVENE: _l("Discussion started"),
    HistoryAction.CHANGE_THREAD: _l("Title or subject changed"),
    HistoryAction.POST: _l("Post"),
    HistoryAction.TAKE_BACK: _l("Post taken back"),
    HistoryAction.EXTEND: _l("Extended"),
    HistoryAction.SUMMARIZE: _l("Summed up"),
    HistoryAction.OBJECT: _l("Objection to the summary"),
    HistoryAction.KEEP_SUMMARY: _l("Objection answered, the summary stays"),
    HistoryAction.HIDE_POST: _l("Post hidden"),
    HistoryAction.SHOW_POST: _l("Post shown again"),
    HistoryAction.CLOSE: _l("Closed"),
    HistoryAction.CLOSE_SILENT: _l("Closed, because nothing happened any more"),
    HistoryAction.EXPIRE: _l("Posts deleted, the summary stays"),
}


def state_label(thread: ReleasedThread, today: date) -> LazyString:
    """Return the state in words. One whose last day has passed is still open to its summary only."""
    if thread.waits_for_summary(today):
        return WAITS_FOR_SUMMARY
    return STATES[thread.state]


def speakers() -> list[Choice]:
    """Return the choices of as whom somebody speaks."""
    return choices(SPEAKERS, SPEAKER_HINTS)


def post_choices(posts: Iterable[ReleasedPost]) -> list[tuple[str, str]]:
    """Return posts as choices, each with its first words."""
    return [(str(post.id), f"{speaker_name(post.said_by)}: {post.text[:FIRST_WORDS]}") for post in posts]


def speaker_name(speaker: Submitter) -> str:
    """Return the name of a delegation that speaks, or what stands for a member."""
    return speaker.name or _("A member")


def anchor_url(anchor: Anchor, *, external: bool = False) -> str:
    """Return the address of what a discussion is about."""
    return thing_url(anchor.reference, external=external)
