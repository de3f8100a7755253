"""What a desk says: its headings, since when and by when things wait, and what presses most in a few sentences."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from textwrap import shorten

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from app.templating import day
from case_studies.operations.desk.tasks import Group, Waiting

HEADINGS: Mapping[Group, LazyString] = {
    Group.TO_ANSWER: _l("Remarks to answer"),
    Group.ANSWERED: _l("Ready for clearance"),
    Group.SENT_BACK: _l("Sent back"),
    Group.DRAFTS: _l("Drafts"),
    Group.TO_CLEAR: _l("To clear"),
    Group.INVITATIONS: _l("Invitations to review"),
    Group.REVIEWS: _l("Reviews to write"),
    Group.LOOK_AGAIN: _l("Revised cases to look at again"),
    Group.STALLED: _l("Stalled"),
    Group.NEW: _l("New"),
    Group.REVIEWERS_NEEDED: _l("Reviewers needed"),
    Group.ALL_IN: _l("All reviews are in"),
    Group.REVISIONS_BACK: _l("Revisions that came back"),
    Group.REVIEWS_OUT: _l("Reviews out"),
}

# What the day is, where it is not the one on which the thing itself is due.
DUE: Mapping[str, LazyString] = {
    "answer_invitation": _l("answer by %(day)s"),
    "decide": _l("review due %(day)s"),
    "replace_reviewer": _l("review due %(day)s"),
    "see_revision": _l("review due %(day)s"),
    "wait_for_reviews": _l("review due %(day)s"),
}
USUALLY_DUE = _l("due %(day)s")

DAYS_OF_A_WEEK = 7
MOST_SENTENCES = 3


def since_in_words(waiting: Waiting, today: date) -> str:
    """Say since when it waits, and how long that is."""
    days = max((today - waiting.since.date()).days, 0)
    words: str = ngettext("since %(day)s, %(num)s day", "since %(day)s, %(num)s days", days, day=day(waiting.since))
    return words if days else str(_("since today"))


def due_in_words(waiting: Waiting, today: date) -> str:
    """Say by when; what is late says how much."""
    if waiting.due is None:
        return ""
    due = str(DUE.get(waiting.step, USUALLY_DUE)) % {"day": day(waiting.due)}
    late = (today - waiting.due).days
    return ngettext("%(due)s, %(num)s day overdue", "%(due)s, %(num)s days overdue", late, due=due) if late > 0 else due


def note_in_words(waiting: Waiting) -> str:
    """Say in a line why it waits."""
    note = _(waiting.note) % waiting.numbers if waiting.note else ""
    why = shorten(waiting.reason, 160, placeholder=" …")
    return f"{note} {_('It came back: “%(reason)s”', reason=why)}" if why else note


def in_words(items: Sequence[Waiting], today: date) -> str:
    """Say in a few sentences what presses most."""
    counts = Counter(next(place for place, (fits, _say) in enumerate(PRESSING) if fits(w, today)) for w in items)
    return " ".join(PRESSING[place][1](counts[place]) for place in sorted(counts)[:MOST_SENTENCES])


def _is_due_soon(waiting: Waiting, today: date) -> bool:
    return waiting.due is not None and (waiting.due - today).days < DAYS_OF_A_WEEK


def _is_review(waiting: Waiting) -> bool:
    return waiting.step in ("write_review", "review_again")


def _is_in(*groups: Group) -> Callable[[Waiting, date], bool]:
    return lambda waiting, _today: waiting.group in groups


# What presses most comes first; each thing counts in the first row that fits.
PRESSING: Sequence[tuple[Callable[[Waiting, date], bool], Callable[[int], str]]] = (
    (
        lambda waiting, today: _is_review(waiting) and waiting.is_overdue(today),
        lambda n: ngettext("%(num)s review is overdue.", "%(num)s reviews are overdue.", n),
    ),
    (
        lambda waiting, today: _is_review(waiting) and _is_due_soon(waiting, today),
        lambda n: ngettext("%(num)s review is due this week.", "%(num)s reviews are due this week.", n),
    ),
    (
        lambda waiting, _today: waiting.step == "answer_invitation",
        lambda n: ngettext("%(num)s invitation waits for an answer.", "%(num)s invitations wait for an answer.", n),
    ),
    (
        _is_in(Group.STALLED),
        lambda n: ngettext("%(num)s case has stalled.", "%(num)s cases have stalled.", n),
    ),
    (
        _is_in(Group.TO_ANSWER),
        lambda n: ngettext("%(num)s case has remarks to answer.", "%(num)s cases have remarks to answer.", n),
    ),
    (
        _is_in(Group.ANSWERED),
        lambda n: ngettext("%(num)s case is ready for clearance.", "%(num)s cases are ready for clearance.", n),
    ),
    (
        _is_in(Group.SENT_BACK),
        lambda n: ngettext("%(num)s case was sent back.", "%(num)s cases were sent back.", n),
    ),
    (
        _is_in(Group.TO_CLEAR),
        lambda n: ngettext("%(num)s case waits for clearance.", "%(num)s cases wait for clearance.", n),
    ),
    (
        _is_in(Group.NEW, Group.REVIEWERS_NEEDED, Group.ALL_IN, Group.REVISIONS_BACK),
        lambda n: ngettext("%(num)s case needs an editor.", "%(num)s cases need an editor.", n),
    ),
    (
        _is_in(Group.DRAFTS),
        lambda n: ngettext("%(num)s draft is open.", "%(num)s drafts are open.", n),
    ),
    (
        _is_in(Group.REVIEWS, Group.LOOK_AGAIN),
        lambda n: ngettext("%(num)s review is due later.", "%(num)s reviews are due later.", n),
    ),
    (
        _is_in(Group.REVIEWS_OUT),
        lambda n: ngettext("%(num)s case is out for review.", "%(num)s cases are out for review.", n),
    ),
)
