"""The words about delegations: what they contribute, and how certain that is."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from case_studies.models import DelegationContribution
from case_studies.vocabulary import Certainty, Contribution

CONTRIBUTIONS: Labels = {
    Contribution.TROOPS: _l("Troops"),
    Contribution.POLICE: _l("Police"),
    Contribution.FUNDS: _l("Funds"),
    Contribution.HOST: _l("Hosts an operation"),
}
CERTAINTIES: Labels = {
    Certainty.DECLARED: _l("declared by the delegation"),
    Certainty.PUBLISHED: _l("a public source says so"),
    Certainty.UNCHECKED: _l("not checked"),
}


def contribution_phrase(one: DelegationContribution) -> str:
    """Return a contribution in one line, such as "Police since 1999 (declared by the delegation)"."""
    name, certainty = str(CONTRIBUTIONS[one.kind]), str(CERTAINTIES[one.certainty])
    since = _("%(contribution)s since %(year)s", contribution=name, year=one.since) if one.since else name
    return f"{since} ({certainty})"
