"""What a brief says, chosen from what everybody in its audience may read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from case_studies.models import Case, Event, Revision
from case_studies.models.event import event_initiatives, event_themes
from case_studies.operations.briefs.facts import Fact, first_figure, strength
from case_studies.operations.briefs.subject import Subject
from case_studies.operations.events.queries import documented_events
from case_studies.operations.topics.gaps import Gaps, find_gaps
from case_studies.operations.topics.kinds import INITIATIVES, THEMES, published_cases
from case_studies.operations.topics.other_kinds import OtherKinds, find_other_kinds
from case_studies.operations.topics.topic import topic_codes
from case_studies.policy.actor import Actor
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.found_items import find_items
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision, release
from case_studies.vocabulary import Evidence, PracticeState, Register, Section

Thing = TypeVar("Thing", ReleasedIssue, ReleasedPractice)
MOST_FACTS = MOST_CASES = MOST_PRACTICES = 3
MOST_CHOSEN = 6
"""Cases of those that somebody chose, or that a search found."""
MOST_ISSUES = MOST_SAID = 2
MOST_READ = 40
"""Of the newest cases, from which the strongest are chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The content of a brief: things as its readers may read them."""

    subject: Subject
    total: int
    """How many published cases there are on its topics."""
    facts: Sequence[Fact]
    cases: Sequence[ReleasedRevision]
    practices: Sequence[ReleasedPractice]
    issues: Sequence[ReleasedIssue]
    said: Sequence[ReleasedEvent]
    """Events that ended, with what came of them."""
    gaps: Gaps
    is_one_sided: bool
    """Whether there are cases, and none says what did not work."""


def make_brief(session: Session, reader: Actor, subject: Subject) -> Brief:
    """Return a brief on a subject for a reader who may know what everybody in the audience may know."""
    held = _held(subject, reader)
    found = sorted(_newest(session, reader, held), key=strength, reverse=True)
    others = _others(session, reader, subject)
    return Brief(
        subject=subject,
        total=session.scalar(published_cases(reader, func.count()).where(held)) or 0,
        facts=[fact for one in found if (fact := first_figure(one)) is not None][:MOST_FACTS],
        cases=_of_different_delegations(found)[: MOST_CASES if subject.things is None else MOST_CHOSEN],
        practices=_practices(others)[:MOST_PRACTICES],
        issues=_on_record(_unlike(one for other in others for one in other.issues))[:MOST_ISSUES],
        said=documented_events(session, reader, _is_event_on(subject), MOST_SAID),
        gaps=_gaps(session, reader, subject, held),
        is_one_sided=bool(found) and not any(one.sections.get(Section.SHORTCOMINGS) for one in found),
    )


def _held(subject: Subject, reader: Actor) -> ColumnElement[bool]:
    """Return the condition that a case is on the topics, or among the chosen things."""
    if subject.things is not None:
        return Case.reference.in_(subject.things)
    return or_(*(topic.kind.holds(topic_codes(topic), reader) for topic in subject.topics))


def _others(session: Session, reader: Actor, subject: Subject) -> list[OtherKinds]:
    """Return what there is besides the cases."""
    if subject.things is None:
        return [find_other_kinds(session, reader, topic, ()) for topic in subject.topics]
    chosen = find_items(session, reader, subject.things).values()
    practices = [one for one in chosen if isinstance(one, ReleasedPractice)]
    return [OtherKinds(practices=practices, issues=[one for one in chosen if isinstance(one, ReleasedIssue)])]


def _gaps(session: Session, reader: Actor, subject: Subject, held: ColumnElement[bool]) -> Gaps:
    """Return what the cases do not cover. Of things that were chosen, nothing else was expected."""
    if subject.things is None:
        return find_gaps(session, reader, subject.topics[0].kind, subject.topics[0].row, held)
    evidence = set(session.scalars(published_cases(reader, Revision.evidence).where(held).distinct()))
    return Gaps((), (), (), unconfirmed=bool(evidence) and evidence <= {Evidence.SELF_REPORTED, None})


def _newest(session: Session, reader: Actor, held: ColumnElement[bool]) -> list[ReleasedRevision]:
    query = published_cases(reader, Revision).where(held)
    query = query.order_by(Revision.published_at.desc(), Revision.id.desc()).limit(MOST_READ)
    whole = contains_eager(Revision.case).lazyload(Case.revisions)
    return release(session.scalars(query.options(whole, selectinload(Revision.host_states))), reader)


def _of_different_delegations(found: Sequence[ReleasedRevision]) -> list[ReleasedRevision]:
    """Return cases in their order, but the second case of a delegation after the first ones of others."""
    seen: set[str] = set()
    firsts = []
    for one in found:
        if one.submitting_code not in seen:
            firsts.append(one)
        seen |= {one.submitting_code} - {""}
    return [*firsts, *(one for one in found if one not in firsts)]


def _practices(others: Iterable[OtherKinds]) -> list[ReleasedPractice]:
    """Return the adopted practices on the topics. One in consultation is not yet a practice of the Group."""
    every = (one for other in others for one in other.practices)
    return _unlike(one for one in every if one.state == PracticeState.ADOPTED)


def _on_record(issues: Iterable[ReleasedIssue]) -> list[ReleasedIssue]:
    """Return the issues that can be cited. Nothing informal leaves, and a brief does."""
    return [one for one in issues if one.register == Register.ON_RECORD]


def _unlike(things: Iterable[Thing]) -> list[Thing]:
    """Return each thing once: several topics of an event can lead to it."""
    return list({thing.reference: thing for thing in things}.values())


def _is_event_on(subject: Subject) -> ColumnElement[bool]:
    """Return the condition on Event that it is about one of the topics, or among the chosen things."""
    if subject.things is not None:
        return Event.reference.in_(subject.things)
    topics = subject.topics
    themes = [code for topic in topics if topic.kind is THEMES for code in topic_codes(topic)]
    initiatives = [topic.code for topic in topics if topic.kind is INITIATIVES]
    on_theme = select(event_themes.c.event_id).where(event_themes.c.theme_id.in_(themes))
    on_initiative = select(event_initiatives.c.event_id).where(event_initiatives.c.initiative_id.in_(initiatives))
    return or_(Event.id.in_(on_theme), Event.id.in_(on_initiative))
