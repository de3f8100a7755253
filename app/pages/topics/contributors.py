"""Who takes part in each theme: delegations by what they contribute, in alphabetical order."""

from collections.abc import Sequence

from flask import Blueprint, render_template
from flask_babel import gettext as _

from app.access import signed_in
from app.collation import by_name
from app.current import current_platform, reading
from app.identity import actor
from app.phrases.delegations import CONTRIBUTIONS
from case_studies.models import Delegation
from case_studies.operations.topics.contributors import Group, ThemeContributors, contributors_by_theme
from case_studies.vocabulary import DelegationKind

pages = Blueprint("contributors", __name__)


@pages.get("/contributors")
@signed_in
def contributors() -> str:
    """Show which delegations take part in which theme."""
    with reading() as session:
        themes = contributors_by_theme(session, current_platform().search, actor())
        return render_template(
            "topics/contributors.html",
            themes=[(one.theme, _rows(one)) for one in themes],
            shows_reviewing=any(one.reviewing for one in themes),
        )


def _rows(one: ThemeContributors) -> list[tuple[str, list[Delegation]]]:
    """Return the groups that have delegations, with their names."""
    rows: list[tuple[str, Sequence[Delegation]]] = [(_name(group), found) for group, found in one.groups.items()]
    rows.append((_("Have reviewers for it"), one.reviewing))
    return [(name, _in_order(delegations)) for name, delegations in rows if delegations]


def _name(group: Group) -> str:
    if group is None:
        return str(_("No contribution stated"))
    return _("Regional organizations") if isinstance(group, DelegationKind) else str(CONTRIBUTIONS[group])


def _in_order(delegations: Sequence[Delegation]) -> list[Delegation]:
    return sorted(delegations, key=lambda delegation: by_name(delegation.name))
