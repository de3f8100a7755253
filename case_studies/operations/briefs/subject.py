"""What a brief is about: a topic, or the topics of an event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible
from case_studies.operations.events.queries import find_event
from case_studies.operations.topics.kinds import INITIATIVES, OPERATIONS, STATES, THEMES, TopicKind
from case_studies.operations.topics.topic import Topic, find_topic
from case_studies.policy.actor import Actor

EVENT = "event"
TOPICS: Mapping[str, TopicKind] = {
    "theme": THEMES,
    "host_state": STATES,
    "operation": OPERATIONS,
    "initiative": INITIATIVES,
}
SUBJECTS = (*TOPICS, EVENT)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a brief is about: its name, and the topics whose cases it takes."""

    title: str
    topics: Sequence[Topic]


def find_subject(session: Session, actor: Actor, reader: Actor, kind: str, code: str) -> Subject:
    """Return what somebody asks a brief about, for its readers. Raises NotVisible, NotAllowed or Incomplete.

    A brief never names an event that its readers may not know of.
    """
    if kind != EVENT:
        topic = find_topic(session, reader, TOPICS[kind], code)
        return Subject(topic.name, [topic])
    event = find_event(session, actor, code)
    try:
        find_event(session, reader, code)
    except NotVisible as error:
        raise NotAllowed(N_("This event is for members. Make the brief for members, or make it on a theme.")) from error
    topics = [find_topic(session, reader, THEMES, theme.id) for theme in event.themes]
    topics += [] if topics else [find_topic(session, reader, INITIATIVES, one.id) for one in event.initiatives]
    if not topics:
        raise Incomplete({EVENT: [N_("This event has no theme. Make the brief on a theme.")]})
    return Subject(event.title, topics)
