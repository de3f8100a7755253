"""What the settings are called on the page where administrators change them."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

SETTINGS: dict[str, LazyString] = {
    "reviews_required": _l("Approvals that a case needs"),
    "answer_days": _l("Days to answer an invitation to review"),
    "review_days": _l("Days to submit a review"),
    "revise_days": _l("Days to submit a requested revision"),
    "stalled_days": _l("Days without movement, until editors see the case as stalled"),
    "confirmation_months": _l("Months until a published case has to be confirmed again"),
    "posts_kept_days": _l("Days for which the posts of a closed discussion are kept"),
    "session_idle_hours": _l("Hours without use, until an office is signed out"),
    "session_hours": _l("Hours after which an office signs in again"),
    "privileged_session_idle_hours": _l("Hours without use, for editors and administrators"),
    "privileged_session_hours": _l("Hours until a new sign-in, for editors and administrators"),
    "fresh_sign_in_minutes": _l("Minutes after a sign-in in which roles, tokens and factors can be changed"),
    "network_tries": _l("Tries to sign in from one network, until the next one has to wait"),
}

GROUPS: list[tuple[str, LazyString, LazyString, tuple[str, ...]]] = [
    (
        "review",
        _l("Review"),
        _l(
            "A due date that is already set does not move. The new number of days counts for the next invitation or "
            "request. The number of approvals counts at once, also for cases in review."
        ),
        ("reviews_required", "answer_days", "review_days", "revise_days", "stalled_days"),
    ),
    (
        "publication",
        _l("After publication"),
        _l("Counts at once for all published cases: pages, search and desks follow."),
        ("confirmation_months",),
    ),
    (
        "discussion",
        _l("Discussion"),
        _l("Counts for discussions that are started from now on. Those that were started before keep their promise."),
        ("posts_kept_days",),
    ),
    (
        "sign-in",
        _l("Signing in"),
        _l("These count at once, also for offices that are signed in."),
        (
            "session_idle_hours",
            "session_hours",
            "privileged_session_idle_hours",
            "privileged_session_hours",
            "fresh_sign_in_minutes",
            "network_tries",
        ),
    ),
]
