"""The labels of matches."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.phrases.choices import choices as choices
from app.phrases.labels import Labels
from app.phrases.submitters import name_of
from case_studies.capacity_states import MatchAction, MatchParty, MatchState, NeedMet
from case_studies.policy.match_release import ReleasedMatch, ReleasedPost
from case_studies.policy.readers import Submitter

STATES: Labels = {
    MatchState.TALKING: _l("Talking"),
    MatchState.MATCHED: _l("Matched"),
    MatchState.UNDER_WAY: _l("Delivery to confirm"),
    MatchState.DELIVERED: _l("Delivered"),
    MatchState.CLOSED: _l("Closed"),
    MatchState.ENDED: _l("Ended without a delivery"),
}

ACTIONS: Labels = {
    MatchAction.CHOOSE: _l("Choose this offer"),
    MatchAction.DELIVER: _l("Report the delivery"),
    MatchAction.CONFIRM_DELIVERY: _l("Confirm the delivery"),
    MatchAction.REPORT: _l("Report what came of it"),
    MatchAction.ANSWER_YEAR: _l("Send the answer"),
    MatchAction.END: _l("End the match"),
}

PARTIES: Labels = {
    MatchParty.ASKING: _l("Who asks"),
    MatchParty.OFFERING: _l("Who offers"),
    MatchParty.EDITOR: _l("Editor"),
}

NEEDS_MET: Labels = {
    NeedMet.MET: _l("Met"),
    NeedMet.PARTLY: _l("Partly met"),
    NeedMet.NO: _l("Not met"),
    NeedMet.TOO_EARLY: _l("Too early to say"),
}

AGAIN: Labels = {"yes": _l("Yes"), "no": _l("No")}


def speaker(post: ReleasedPost) -> str:
    """Return who said something, as far as the reader may know it."""
    if post.delegation is None:
        return str(_("An editor"))
    return side_name(post.delegation, post.party)


def side_name(delegation: Submitter, party: MatchParty) -> str:
    """Return a side of a match: its name, or what stands for it."""
    if delegation.name:
        return delegation.name
    who = _("%(contributor)s, which asks") if party == MatchParty.ASKING else _("%(contributor)s, which offers")
    return str(who % {"contributor": name_of(delegation)})


def title_of(match: ReleasedMatch) -> str:
    """Return what stands for a match in lists: its request, or its offer, as far as the reader still reads one."""
    return next((str(one.title) for one in match.readable), str(match.reference))
