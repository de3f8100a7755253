"""The texts of a desk: headings, dates of tasks, and a summary of the most urgent tasks."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from textwrap import shorten

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from app.phrases.days import day
from case_studies.operations.desk.tasks import Task, TaskGroup

HEADINGS: Mapping[TaskGroup, LazyString] = {
    TaskGroup.TO_ANSWER: _l("Remarks to answer"),
    TaskGroup.ANSWERED: _l("Ready for clearance"),
    TaskGroup.SENT_BACK: _l("Sent back"),
    TaskGroup.DRAFTS: _l("Drafts"),
    TaskGroup.TO_CLEAR: _l("To clear"),
    TaskGroup.SENTENCES: _l("Sentences to clear"),
    TaskGroup.TO_CONFIRM: _l("Published cases to confirm"),
    TaskGroup.AS_CO_SUBMITTER: _l("To confirm as a co-submitter"),
    TaskGroup.INVITATIONS: _l("Invitations to review"),
    TaskGroup.REVIEWS: _l("Reviews to write"),
    TaskGroup.LOOK_AGAIN: _l("Revised cases to review again"),
    TaskGroup.STALLED: _l("Stalled"),
    TaskGroup.NEW: _l("New"),
    TaskGroup.REVIEWERS_NEEDED: _l("Reviewers needed"),
    TaskGroup.ALL_IN: _l("All reviews submitted"),
    TaskGroup.REVISIONS_BACK: _l("Revisions back from the delegation"),
    TaskGroup.REVIEWS_OUT: _l("Under review"),
}

# The next step of a task.
STEPS: Mapping[str, LazyString] = {
    "continue_draft": _l("Continue writing"),
    "change_draft": _l("Read why and change it"),
    "answer_remarks": _l("Answer the remarks"),
    "ask_for_clearance": _l("Ask for clearance"),
    "decide_clearance": _l("Read and decide"),
    "confirm_text": _l("Read and answer"),
    "answer_invitation": _l("Answer the invitation"),
    "write_review": _l("Write the review"),
    "assign_reviewers": _l("Assign reviewers"),
    "start_review": _l("Start the review"),
    "decide": _l("Decide"),
    "wait_for_reviews": _l("See the reviews"),
    "read_case": _l("Read the case"),
    "review_again": _l("Review it again"),
    "replace_reviewer": _l("Ask somebody else"),
    "see_revision": _l("See what came back"),
    "confirm_case": _l("Confirm it"),
    "clear_sentence": _l("Read the sentence"),
    "see_case": _l("See its status"),
}

# What the due date of a task is about, if it is not the due date of the task itself.
DUE: Mapping[str, LazyString] = {
    "answer_invitation": _l("answer by %(day)s"),
    "confirm_case": _l("confirm by %(day)s"),
    "confirm_text": _l("answer by %(day)s"),
    "decide": _l("review due %(day)s"),
    "replace_reviewer": _l("review due %(day)s"),
    "see_revision": _l("review due %(day)s"),
    "wait_for_reviews": _l("review due %(day)s"),
}
USUALLY_DUE = _l("due %(day)s")

DAYS_OF_A_WEEK = 7
MOST_SENTENCES = 3


def since_in_words(task: Task, today: date) -> str:
    """Return since when a task waits, and for how many days."""
    return days_since(task.since, today)


def days_since(moment: datetime, today: date) -> str:
    """Return since when something waits, and for how many days."""
    days = max((today - moment.date()).days, 0)
    text: str = ngettext("since %(day)s, %(num)s day", "since %(day)s, %(num)s days", days, day=day(moment))
    return text if days else str(_("since today"))


def due_in_words(task: Task, today: date) -> str:
    """Return the due date, and how many days it is overdue; empty if there is none."""
    if task.due is None:
        return ""
    due = str(DUE.get(task.step, USUALLY_DUE)) % {"day": day(task.due)}
    return overdue_in_words(due, (today - task.due).days)


def overdue_in_words(due: str, late: int) -> str:
    """Return a due date and how many days it is overdue, if it is."""
    return ngettext("%(due)s, %(num)s day overdue", "%(due)s, %(num)s days overdue", late, due=due) if late > 0 else due


def note_in_words(task: Task) -> str:
    """Return in one line reason a task waits."""
    note = _(task.note) % task.numbers if task.note else ""
    reason = shorten(task.reason, 160, placeholder=" …")
    return f"{note} {_('Sent back: “%(reason)s”', reason=reason)}" if reason else note


def task_phrase(tasks: Sequence[Task], today: date) -> str:
    """Return the most urgent tasks in a few sentences."""
    counts = Counter(
        next(place for place, (fits, _sentence) in enumerate(SUMMARY) if fits(task, today)) for task in tasks
    )
    return " ".join(SUMMARY[place][1](counts[place]) for place in sorted(counts)[:MOST_SENTENCES])


def _is_due_soon(task: Task, today: date) -> bool:
    return task.due is not None and (task.due - today).days < DAYS_OF_A_WEEK


def _is_review(task: Task) -> bool:
    return task.step in ("write_review", "review_again")


def _is_in(*groups: TaskGroup) -> Callable[[Task, date], bool]:
    return lambda task, _today: task.group in groups


# The most urgent row comes first. A task is counted in the first row that fits.
SUMMARY: Sequence[tuple[Callable[[Task, date], bool], Callable[[int], str]]] = (
    (
        lambda task, today: _is_review(task) and task.is_overdue(today),
        lambda n: ngettext("%(num)s review is overdue.", "%(num)s reviews are overdue.", n),
    ),
    (
        lambda task, today: _is_review(task) and _is_due_soon(task, today),
        lambda n: ngettext("%(num)s review is due this week.", "%(num)s reviews are due this week.", n),
    ),
    (
        lambda task, _today: task.step == "answer_invitation",
        lambda n: ngettext("%(num)s invitation waits for an answer.", "%(num)s invitations wait for an answer.", n),
    ),
    (
        _is_in(TaskGroup.STALLED),
        lambda n: ngettext("%(num)s case has stalled.", "%(num)s cases have stalled.", n),
    ),
    (
        _is_in(TaskGroup.TO_ANSWER),
        lambda n: ngettext("%(num)s case has remarks to answer.", "%(num)s cases have remarks to answer.", n),
    ),
    (
        _is_in(TaskGroup.ANSWERED),
        lambda n: ngettext("%(num)s case is ready for clearance.", "%(num)s cases are ready for clearance.", n),
    ),
    (
        _is_in(TaskGroup.SENT_BACK),
        lambda n: ngettext("%(num)s case was sent back.", "%(num)s cases were sent back.", n),
    ),
    (
        _is_in(TaskGroup.TO_CLEAR),
        lambda n: ngettext("%(num)s case waits for clearance.", "%(num)s cases wait for clearance.", n),
    ),
    (
        _is_in(TaskGroup.SENTENCES),
        lambda n: ngettext("%(num)s sentence waits for clearance.", "%(num)s sentences wait for clearance.", n),
    ),
    (
        _is_in(TaskGroup.AS_CO_SUBMITTER),
        lambda n: ngettext("%(num)s case waits for a co-submitter.", "%(num)s cases wait for a co-submitter.", n),
    ),
    (
        _is_in(TaskGroup.NEW, TaskGroup.REVIEWERS_NEEDED, TaskGroup.ALL_IN, TaskGroup.REVISIONS_BACK),
        lambda n: ngettext("%(num)s case needs an editor.", "%(num)s cases need an editor.", n),
    ),
    (
        _is_in(TaskGroup.TO_CONFIRM),
        lambda n: ngettext(
            "%(num)s published case has to be confirmed.", "%(num)s published cases have to be confirmed.", n
        ),
    ),
    (
        _is_in(TaskGroup.DRAFTS),
        lambda n: ngettext("%(num)s draft is open.", "%(num)s drafts are open.", n),
    ),
    (
        _is_in(TaskGroup.REVIEWS, TaskGroup.LOOK_AGAIN),
        lambda n: ngettext("%(num)s review is due later.", "%(num)s reviews are due later.", n),
    ),
    (
        _is_in(TaskGroup.REVIEWS_OUT),
        lambda n: ngettext("%(num)s case is under review.", "%(num)s cases are under review.", n),
    ),
)
