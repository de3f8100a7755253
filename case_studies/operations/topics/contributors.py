"""Who takes part in each theme, without numbers or a rank: contributions are declared, and cases are not votes.

Which delegations are named is asked of the reader's own index. So it is what the reader may read of each case.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Account, Delegation, ReviewerProfile, Theme
from case_studies.operations.search.search import search
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import is_known_to
from case_studies.search.contract import Query
from case_studies.search.engine import SearchEngine
from case_studies.search.facets import DELEGATION, IMPLEMENTED_BY, ONLY_CASES, THEME
from case_studies.vocabulary import Contribution, DelegationKind, Role

Group = Contribution | DelegationKind | None
"""A kind of contributors; None for delegations that state no contribution."""
GROUPS: tuple[Group, ...] = (*Contribution, DelegationKind.ORGANIZATION, None)


@dataclass(frozen=True, slots=True)
class ThemeContributors:
    """A top theme, the delegations that submit or carry out its cases by group, and those whose reviewers know it."""

    theme: Theme
    groups: Mapping[Group, Sequence[Delegation]]
    reviewing: Sequence[Delegation]
    """Empty for readers who are no editors. Nobody reads here who reviewed a case."""


def contributors_by_theme(session: Session, engine: SearchEngine, actor: Actor) -> list[ThemeContributors]:
    """Return the top themes in reading order, with the delegations that the reader may know to take part in them."""
    known = {row.code: row for row in session.scalars(select(Delegation).where(is_known_to(actor)))}
    reviewing = _reviewing(session) if actor.is_a(Role.EDITOR) else {}
    tops = select(Theme).where(Theme.parent_id.is_(None), Theme.merged_into_id.is_(None), Theme.retired.is_(False))
    return [
        ThemeContributors(
            theme,
            _by_group([known[code] for code in _named(session, engine, actor, theme) if code in known]),
            [known[code] for code in reviewing.get(theme.id, ()) if code in known],
        )
        for theme in session.scalars(tops.order_by(Theme.position)).all()
    ]


def _named(session: Session, engine: SearchEngine, actor: Actor, theme: Theme) -> set[str]:
    """Return the codes of those who are named as submitting or carrying out a case of a theme."""
    facets = search(session, engine, actor, Query(filters={THEME.name: (theme.id,), **ONLY_CASES}, per_page=1)).facets
    return {*facets.get(DELEGATION.name, ()), *facets.get(IMPLEMENTED_BY.name, ())}


def _by_group(delegations: Sequence[Delegation]) -> dict[Group, list[Delegation]]:
    groups: dict[Group, list[Delegation]] = {group: [] for group in GROUPS}
    for delegation in delegations:
        own: set[Group] = {*delegation.contribution_kinds}
        if delegation.kind == DelegationKind.ORGANIZATION:
            own.add(DelegationKind.ORGANIZATION)
        for group in own or {None}:
            groups[group].append(delegation)
    return groups


def _reviewing(session: Session) -> dict[str, set[str]]:
    """Return the codes of the delegations whose reviewers know a top theme, or a theme below it."""
    top = {theme: parent or theme for theme, parent in session.execute(select(Theme.id, Theme.parent_id))}
    profiles = select(Account, ReviewerProfile.themes).join(ReviewerProfile, ReviewerProfile.account_id == Account.id)
    reviewing: dict[str, set[str]] = defaultdict(set)
    for account, themes in session.execute(profiles.where(Account.active)):
        if Role.REVIEWER in account.roles:
            for theme in themes:
                reviewing[top.get(theme, theme)].add(account.delegation_code)
    return reviewing
