"""Words that members did not find. They can be read once enough offices of enough delegations have noted the same."""

import hmac
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotSignedIn
from case_studies.models import UnansweredNote, UnansweredWords
from case_studies.operations.search.search import search
from case_studies.policy.actor import Actor
from case_studies.search.contract import Query
from case_studies.search.engine import SearchEngine
from case_studies.unit_of_work import UnitOfWork, now

ENOUGH_OFFICES, ENOUGH_DELEGATIONS = 5, 3
KEPT = timedelta(days=90)
LONGEST = 80
MOST_SHOWN = 20


def note_words(session: Session, engine: SearchEngine, actor: Actor, typed: str, key: str) -> None:
    """Note that the actor found nothing for some words. `key` is that of the digests."""
    if not actor.signed_in:
        raise NotSignedIn()
    words = normalize(typed)
    if not words or len(words) > LONGEST:
        raise Incomplete({"q": [N_("Note a few words of your search.")]})
    if search(session, engine, actor, Query(text=words)).total:
        raise Incomplete({"q": [N_("This search finds something now.")]})
    digest = _digest(key, words)
    session.merge(
        UnansweredNote(
            by_office=_digest(key, words, "office", actor.account),
            by_delegation=_digest(key, words, "delegation", actor.delegation),
            digest=digest,
            noted_on=now(session).date(),
        )
    )
    session.flush()
    if session.scalar(_known_enough(now(session).date()).where(UnansweredNote.digest == digest)) is not None:
        session.merge(UnansweredWords(digest=digest, words=words))


def unanswered_words(session: Session) -> list[str]:
    """Return the words that can be read, in their order."""
    known = _known_enough(now(session).date())
    query = select(UnansweredWords.words).where(UnansweredWords.digest.in_(known))
    return list(session.scalars(query.order_by(UnansweredWords.words).limit(MOST_SHOWN)))


def forget_old_words(work: UnitOfWork) -> None:
    """Delete the notes that are too old, and the words that are no longer noted often enough."""
    with work.writing(quietly=True) as session:
        today = now(session).date()
        session.execute(delete(UnansweredNote).where(UnansweredNote.noted_on <= today - KEPT))
        session.execute(delete(UnansweredWords).where(UnansweredWords.digest.not_in(_known_enough(today))))


def normalize(typed: str) -> str:
    """Return words as they are compared: in small letters, with single blanks."""
    return " ".join(typed.casefold().split())


def _known_enough(today: date) -> Select[str]:
    """Return the query for the digests that enough offices of enough delegations noted lately."""
    offices = func.count(UnansweredNote.by_office.distinct())
    delegations = func.count(UnansweredNote.by_delegation.distinct())
    lately = select(UnansweredNote.digest).where(UnansweredNote.noted_on > today - KEPT)
    return lately.group_by(UnansweredNote.digest).having(offices >= ENOUGH_OFFICES, delegations >= ENOUGH_DELEGATIONS)


def _digest(key: str, *parts: object) -> str:
    return hmac.new(key.encode(), "\0".join(map(str, parts)).encode(), sha256).hexdigest()
