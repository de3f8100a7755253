"""The settings of the platform that the domain asks for, and what each may be where an administrator changes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings. Days are counted from the invitation or the request."""

    reviews_required: int = 2
    answer_days: int = 7  # to answer an invitation
    review_days: int = 21
    revise_days: int = 45
    stalled_days: int = 30  # without a step, before editors see the case as stalled
    confirmation_months: int = 12  # after which a published case has to be confirmed again
    posts_kept_days: int = 365  # of a discussion, after it closed
    session_idle_hours: int = 12
    session_hours: int = 168
    privileged_session_idle_hours: int = 2  # of editors and administrators
    privileged_session_hours: int = 24
    fresh_sign_in_minutes: int = 15
    network_tries: int = 20  # to sign in from one network, before the next one has to wait
    open_review: bool = False  # submitters and reviewers see the names of reviewers
    mails: bool = True  # whether notifications are mailed as well; the inbox has all of them


CHANGEABLE: dict[str, range] = {
    "reviews_required": range(1, 6),
    "answer_days": range(1, 61),
    "review_days": range(3, 121),
    "revise_days": range(7, 366),
    "stalled_days": range(7, 366),
    "confirmation_months": range(1, 61),
    "posts_kept_days": range(30, 731),
    "session_idle_hours": range(1, 73),
    "session_hours": range(1, 721),
    "privileged_session_idle_hours": range(1, 13),
    "privileged_session_hours": range(1, 73),
    "fresh_sign_in_minutes": range(5, 61),
    "network_tries": range(5, 201),
}
"""The settings that an administrator may change while Casebook runs, with their values.

`open_review` is not among them: it would show the names of reviewers who were promised that nobody sees them.
"""

NOT_LONGER = {
    "session_idle_hours": "session_hours",
    "privileged_session_idle_hours": "privileged_session_hours",
}
"""Setting → the setting that it may not exceed."""
