"""What a brief is about: a topic, the topics of an event, or chosen things: of a provision, a search, a basket."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message, NotAllowed, NotVisible
from case_studies.operations.collections.things import find_things
from case_studies.operations.events.queries import find_event
from case_studies.operations.provisions.queries import evidence_of, find_provision
from case_studies.operations.search.search import check_filters, search
from case_studies.operations.topics.kinds import INITIATIVES, OPERATIONS, STATES, THEMES, TopicKind
from case_studies.operations.topics.topic import Topic, find_topic
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import known_vocabularies
from case_studies.search.contract import Query
from case_studies.search.engine import SearchEngine

EVENT, PROVISION, SEARCH, THINGS = "event", "provision", "search", "things"
TOPICS: Mapping[str, TopicKind] = {
    "theme": THEMES,
    "host_state": STATES,
    "operation": OPERATIONS,
    "initiative": INITIATIVES,
}
SUBJECTS = (*TOPICS, EVENT, PROVISION, SEARCH, THINGS)
MOST_THINGS = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """What a brief is about: its name, and the topics whose cases it takes, or the things that were chosen."""

    title: str
    topics: Sequence[Topic] = ()
    things: Sequence[str] | None = None


def find_subject(session: Session, actor: Actor, reader: Actor, kind: str, code: str) -> Subject:
    """Return what somebody asks a brief about, for its readers. Raises NotVisible, NotAllowed or Incomplete.

    A brief never names what its readers may not know of.
    """
    if kind in TOPICS:
        topic = find_topic(session, reader, TOPICS[kind], code)
        return Subject(topic.name, [topic])
    return _FINDERS[kind](session, actor, reader, code)


def search_subject(session: Session, engine: SearchEngine, reader: Actor, query: Query, title: str) -> Subject:
    """Return what a search finds for the readers of a brief."""
    query = check_filters(query, known_vocabularies(session, reader))
    page = search(session, engine, reader, replace(query, page=1, per_page=MOST_THINGS))
    return Subject(title, things=[item.reference for item in page.items])


def _event(session: Session, actor: Actor, reader: Actor, code: str) -> Subject:
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


def _provision(session: Session, _actor: Actor, reader: Actor, code: str) -> Subject:
    provision = find_provision(session, int(code) if code.isascii() and code.isdecimal() and len(code) < 10 else 0)
    evidence = evidence_of(session, reader, [provision.id])[provision.id]
    title = f"{provision.initiative.name}, {provision.paragraph}: {provision.title}"
    return Subject(title, things=[reference for references in evidence.values() for reference in references])


def _things(session: Session, actor: Actor, reader: Actor, code: str) -> Subject:
    """Return things that were chosen one by one. If one is not for all readers, nothing is made."""
    asked = list(dict.fromkeys(code.split(",")))[:MOST_THINGS]
    known = find_things(session, actor, asked)
    if len(known) < len(asked):
        raise NotVisible()
    narrower = known.keys() - find_things(session, reader, asked).keys()
    if narrower:
        text = N_("Not for everybody: %(references)s. Make the brief for members, or take them out.")
        raise NotAllowed(Message(text, references=", ".join(sorted(narrower))))
    return Subject("", things=asked)


_FINDERS: Mapping[str, Callable[[Session, Actor, Actor, str], Subject]] = {
    EVENT: _event,
    PROVISION: _provision,
    THINGS: _things,
}
