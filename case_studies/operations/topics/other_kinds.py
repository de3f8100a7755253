"""What there is about a topic besides its cases: provisions, the newest of each kind, the next events."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Session

from case_studies.capacity_states import CapacitySide
from case_studies.models import Event, Issue, PracticeEdition, PracticeEvidence, Provision, Revision, Study
from case_studies.models.event import event_initiatives
from case_studies.models.issue import issue_themes
from case_studies.models.practice import practice_initiatives, practice_themes
from case_studies.models.study import study_host_states, study_themes
from case_studies.operations.adoptions.queries import latest_adoptions_in
from case_studies.operations.capacity.queries import is_on_themes as has_themes
from case_studies.operations.capacity.queries import newest_capacities
from case_studies.operations.events.queries import coming_events, is_on_themes
from case_studies.operations.issues.queries import latest_issues
from case_studies.operations.practices.queries import latest_practices
from case_studies.operations.provisions.queries import first_provisions_of
from case_studies.operations.studies.queries import newest_studies
from case_studies.operations.threads.queries import open_threads_about
from case_studies.operations.topics.kinds import DELEGATIONS, INITIATIVES, OPERATIONS, STATES, THEMES, TopicKind
from case_studies.operations.topics.topic import Topic, topic_codes
from case_studies.policy.actor import Actor
from case_studies.policy.adoption_release import ReleasedAdoption
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision
from case_studies.policy.text_release import ReleasedText
from case_studies.policy.thread_release import ReleasedThread
from case_studies.policy.visibility import readable_by

MOST_SHOWN = 5
MOST_READ = 20
"""Of the practices whose evidence may be about a place, before it is known which rows the reader reads."""
CHOSEN: dict[str, tuple[Table, str]] = {
    THEMES.name: (practice_themes, "theme_id"),
    INITIATIVES.name: (practice_initiatives, "initiative_id"),
}

STUDIED: dict[str, tuple[Table, str]] = {
    THEMES.name: (study_themes, "theme_id"),
    STATES.name: (study_host_states, "place_code"),
}


@dataclass(frozen=True, slots=True)
class OtherKinds:
    """What the reader may read about a topic besides its cases."""

    practices: Sequence[ReleasedPractice] = ()
    issues: Sequence[ReleasedIssue] = ()
    adoptions: Sequence[ReleasedAdoption] = ()
    discussions: Sequence[ReleasedThread] = ()
    events: Sequence[ReleasedEvent] = ()
    studies: Sequence[Study] = ()
    provisions: Sequence[Provision] = ()
    texts: Sequence[ReleasedText] = ()
    offers: Sequence[ReleasedCapacity] = ()
    requests: Sequence[ReleasedCapacity] = ()


def find_other_kinds(session: Session, actor: Actor, topic: Topic, cases: Iterable[str]) -> OtherKinds:
    """Return what there is about a topic; `cases` are the references of its cases that the page shows."""
    practices = practices_about(session, actor, topic)
    issues = _issues(session, actor, topic)
    beside = [*cases, *(one.reference for one in practices), *(one.reference for one in issues)]
    operations = _operations(topic)
    return OtherKinds(
        practices,
        issues,
        latest_adoptions_in(session, actor, operations, MOST_SHOWN) if operations else (),
        open_threads_about(session, actor, beside, MOST_SHOWN) if beside else (),
        _events(session, actor, topic),
        _studies(session, actor, topic),
        first_provisions_of(session, topic.code, MOST_SHOWN) if topic.kind is INITIATIVES else (),
        offers=_capacities(session, actor, topic, CapacitySide.OFFER),
        requests=_capacities(session, actor, topic, CapacitySide.REQUEST),
    )


def _operations(topic: Topic) -> list[str]:
    """Return the operations that a topic is about: itself, or those in a State."""
    if topic.kind is OPERATIONS:
        return [topic.code]
    return [entry.code for entry in topic.related.get("operations", ())] if topic.kind is STATES else []


def practices_about(session: Session, actor: Actor, topic: Topic) -> list[ReleasedPractice]:
    """Return practices on a theme or an initiative; of other topics those whose evidence is from its cases."""
    codes = topic_codes(topic)
    if topic.kind.name in CHOSEN:
        table, column = CHOSEN[topic.kind.name]
        chosen = select(table.c.edition_id).where(table.c[column].in_(codes))
        return latest_practices(session, actor, PracticeEdition.id.in_(chosen), MOST_SHOWN)
    found = latest_practices(session, actor, _has_evidence_of(topic.kind, codes, actor), MOST_READ)
    return [one for one in found if _rests_on(one, topic.kind, codes)][:MOST_SHOWN]


def _has_evidence_of(kind: TopicKind, codes: Collection[str], actor: Actor) -> ColumnElement[bool]:
    """Return the condition on PracticeEdition that a row is about a readable case of a topic. The row may be hidden."""
    cases = select(Revision.case_id).join(Revision.case).where(readable_by(actor), kind.holds(codes, actor))
    rows = select(PracticeEvidence.edition_id).where(PracticeEvidence.case_id.in_(cases))
    return PracticeEdition.id.in_(rows.where(PracticeEvidence.withdrawn_at.is_(None)))


def _rests_on(practice: ReleasedPractice, kind: TopicKind, codes: Collection[str]) -> bool:
    """Whether a row that the reader reads is about a case of a topic."""
    return any(not _codes_of(row.case, kind).isdisjoint(codes) for row in practice.rows)


def _codes_of(case: ReleasedRevision, kind: TopicKind) -> set[str]:
    """Return the operations, the host States or the delegation of a case, as its reader may know them."""
    if kind is DELEGATIONS:
        return {case.submitting_code}
    return {kind.code_of(place) for place in (case.operations if kind is OPERATIONS else case.host_states)}


def _issues(session: Session, actor: Actor, topic: Topic) -> list[ReleasedIssue]:
    """Return posted issues on a theme, or about an operation or the operations in a State."""
    if topic.kind is THEMES:
        on_theme = select(issue_themes.c.issue_id).where(issue_themes.c.theme_id.in_(topic_codes(topic)))
        return latest_issues(session, actor, Issue.id.in_(on_theme), MOST_SHOWN)
    operations = _operations(topic)
    about = Issue.operation_id.in_(operations)
    return latest_issues(session, actor, about, MOST_SHOWN) if operations else []


def _events(session: Session, actor: Actor, topic: Topic) -> Sequence[ReleasedEvent]:
    """Return the next events on a theme or an initiative."""
    if topic.kind is THEMES:
        return coming_events(session, actor, is_on_themes(topic_codes(topic)), MOST_SHOWN)
    if topic.kind is not INITIATIVES:
        return ()
    link = event_initiatives.c
    chosen = select(link.event_id).where(link.initiative_id == topic.code)
    return coming_events(session, actor, Event.id.in_(chosen), MOST_SHOWN)


def _capacities(session: Session, actor: Actor, topic: Topic, side: CapacitySide) -> Sequence[ReleasedCapacity]:
    """Return offers of capacity or requests for it on a theme."""
    if topic.kind is not THEMES:
        return ()
    return newest_capacities(session, actor, side, has_themes(topic_codes(topic)), MOST_SHOWN)


def _studies(session: Session, actor: Actor, topic: Topic) -> Sequence[Study]:
    """Return studies on a theme or a host State."""
    if topic.kind.name not in STUDIED:
        return ()
    table, column = STUDIED[topic.kind.name]
    chosen = select(table.c.study_id).where(table.c[column].in_(topic_codes(topic)))
    return newest_studies(session, actor, Study.id.in_(chosen), MOST_SHOWN)
