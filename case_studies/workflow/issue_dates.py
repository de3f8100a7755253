"""The dates of a difficult issue: when its synthesis is due, and when its delegation is asked how it is now.

Each step sets them. The worker acts on them (`operations/issues/due_dates.py`). No date changes the state of an issue.
"""

from datetime import date, timedelta

from case_studies.models import Issue
from case_studies.vocabulary import IssueAction, IssueState

SYNTHESIS_WITHIN = timedelta(days=15)
REMINDER_BEFORE = timedelta(days=3)
ASKED_AFTER = (90, 180, 360)
"""Days after the last step of the delegation on which it is asked how the issue is now."""
ANSWERED_WITHIN = timedelta(days=30)
"""How long such a question waits for its answer."""
MOST_UNANSWERED = 2

WAITS_FOR_SYNTHESIS = frozenset({IssueState.OPEN, IssueState.ANSWERED})
IS_ASKED_AGAIN = frozenset({IssueState.RESOLVED, IssueState.NO_ANSWER, IssueState.TRYING})


def set_dates(issue: Issue, action: IssueAction, before: IssueState, today: date, *, by_asker: bool) -> None:
    """Set the dates of an issue after a step."""
    _set_synthesis(issue, action, before, today)
    if issue.state not in IS_ASKED_AGAIN:
        _ask(issue, None)
    elif action == IssueAction.STILL_SO:
        issue.asked_on, issue.unanswered_asks, issue.stale = None, 0, False
    elif by_asker or issue.state != before:
        _ask(issue, today + timedelta(days=ASKED_AFTER[0]))


def count_question(issue: Issue, today: date) -> None:
    """Note that the delegation is asked today, and set the next time."""
    issue.asked_on, issue.times_asked = today, issue.times_asked + 1
    issue.unanswered_asks += 1
    further = ASKED_AFTER[issue.times_asked :]
    gap = timedelta(days=further[0] - ASKED_AFTER[issue.times_asked - 1]) if further else None
    planned = issue.ask_again_on or today
    issue.ask_again_on = max(planned + gap, today + ANSWERED_WITHIN) if gap is not None else None


def last_day_before_stale(today: date) -> date:
    """Return the latest day of a question that has waited too long today."""
    return today - ANSWERED_WITHIN


def _set_synthesis(issue: Issue, action: IssueAction, before: IssueState, today: date) -> None:
    if issue.state not in WAITS_FOR_SYNTHESIS:
        issue.synthesis_due_on = issue.remind_editors_on = issue.answer_by_notice_on = None
    elif action == IssueAction.SYNTHESIZE:
        issue.synthesis_due_on = issue.remind_editors_on = None
    elif before not in WAITS_FOR_SYNTHESIS:
        issue.synthesis_due_on = today + SYNTHESIS_WITHIN
        issue.remind_editors_on = issue.synthesis_due_on - REMINDER_BEFORE
        issue.answer_by_notice_on = _day_after(issue.answer_by, today)


def _day_after(answer_by: date | None, today: date) -> date | None:
    return answer_by + timedelta(days=1) if answer_by is not None and answer_by >= today else None


def _ask(issue: Issue, day: date | None) -> None:
    """Ask on a day, or not at all."""
    issue.ask_again_on, issue.asked_on = day, None
    issue.times_asked, issue.unanswered_asks, issue.stale = 0, 0, False
