"""What the cases of a topic do not cover yet, by the vocabularies. Nothing is called missing that was not asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from case_studies.models import Operation, Place, Revision, Theme
from case_studies.models.revision import revision_host_states, revision_themes
from case_studies.operations.topics.kinds import INITIATIVES, THEMES, TopicKind, published_cases
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Evidence, Language


@dataclass(frozen=True, slots=True)
class Gaps:
    """Themes and host States without a case, languages without a case, and whether no result is confirmed.

    Host States are those of the operations that continue.
    """

    themes: Sequence[Theme]
    host_states: Sequence[Place]
    languages: Sequence[Language]
    unconfirmed: bool

    def __bool__(self) -> bool:
        """Whether anything is missing."""
        return bool(self.themes or self.host_states or self.languages or self.unconfirmed)


def find_gaps(session: Session, actor: Actor, kind: TopicKind, row: Any, held: ColumnElement[bool]) -> Gaps:
    """Return what the cases under a condition do not cover."""
    covered = session.execute(published_cases(actor, Revision.language, Revision.evidence).where(held).distinct()).all()
    languages, evidence = {language for language, _ in covered}, {evidence for _, evidence in covered}
    return Gaps(
        themes=_themes(session, actor, kind, row, held),
        host_states=_host_states(session, actor, held) if kind in (THEMES, INITIATIVES) else [],
        languages=[language for language in Language if language not in languages] if covered else [],
        unconfirmed=bool(covered) and evidence <= {Evidence.SELF_REPORTED, None},
    )


def _themes(session: Session, actor: Actor, kind: TopicKind, row: Any, held: ColumnElement[bool]) -> list[Theme]:
    """Return the themes without a case: of a theme its sub-themes, of an initiative its own themes, else top themes."""
    query = published_cases(actor, Theme.id, Theme.parent_id).where(held)
    query = query.join(revision_themes, revision_themes.c.revision_id == Revision.id)
    query = query.join(Theme, Theme.id == revision_themes.c.theme_id).where(Theme.merged_into_id.is_(None))
    covered = {code for pair in session.execute(query.distinct()) for code in pair}
    expected = select(Theme).where(Theme.merged_into_id.is_(None), Theme.retired.is_(False)).order_by(Theme.position)
    if kind is THEMES:
        expected = expected.where(Theme.parent_id == row.id)
    elif kind is INITIATIVES and row.themes:
        expected = expected.where(Theme.id.in_(row.themes))
    else:
        expected = expected.where(Theme.parent_id.is_(None))
    return [theme for theme in session.scalars(expected) if theme.id not in covered]


def _host_states(session: Session, actor: Actor, held: ColumnElement[bool]) -> list[Place]:
    """Return the host States of operations that continue, without a case, in no order."""
    column = revision_host_states.c.place_code
    query = published_cases(actor, column).where(held)
    query = query.join(revision_host_states, revision_host_states.c.revision_id == Revision.id)
    covered = set(session.scalars(query.distinct()))
    in_use = Operation.merged_into_id.is_(None) & Operation.retired.is_(False)
    present = session.scalars(select(Operation.host_states).where(Operation.ended.is_(None), in_use))
    expected = set(_flat(present)) - covered
    return list(session.scalars(select(Place).where(Place.code.in_(expected))))


def _flat(lists: Iterable[Sequence[str]]) -> Iterable[str]:
    return (code for codes in lists for code in codes)
