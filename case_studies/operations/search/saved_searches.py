"""Saved searches: which new cases a person wants to be notified of, and how often."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.db import LARGEST_ID
from case_studies.errors import N_, Incomplete, Message, NotVisible, WrongState
from case_studies.models import Account, HistoryEntry, SavedSearch
from case_studies.policy.actor import Actor
from case_studies.search.contract import Query, Reading
from case_studies.search.facets import facet_labels
from case_studies.search.query.parser import parse
from case_studies.search.query.query_string import query_string
from case_studies.search.text.thesaurus import Thesaurus
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.unit_of_work import now
from case_studies.vocabulary import AlertFrequency

MOST = 50  # of one person
LONGEST_NAME = 120  # characters
LONGEST_ADDRESS = 2000


def saved_searches(session: Session, actor: Actor) -> Sequence[SavedSearch]:
    """Return the searches that the actor saved, the newest first."""
    own = select(SavedSearch).where(SavedSearch.account_id == actor.account)
    return session.scalars(own.order_by(SavedSearch.id.desc())).all()


def find_saved(session: Session, actor: Actor, search_id: int) -> SavedSearch:
    """Return a saved search of the actor. Raises NotVisible both for those of others and for unknown ids."""
    own = select(SavedSearch).where(SavedSearch.id == search_id, SavedSearch.account_id == actor.account)
    saved = session.scalar(own) if search_id <= LARGEST_ID else None
    if saved is None:
        raise NotVisible()
    return saved


def find_by_query(session: Session, actor: Actor, query: Query) -> SavedSearch | None:
    """Return the actor's saved search for this query, whatever the order of its filters and results."""
    own = select(SavedSearch).where(SavedSearch.account_id == actor.account, SavedSearch.address == query_string(query))
    return session.scalar(own)


def save_search(
    session: Session, actor: Actor, query: Query, *, name: str, rhythm: AlertFrequency
) -> tuple[SavedSearch, bool]:
    """Save a search, and return it with whether it is new. A search that is already saved does not change.

    Raises Incomplete by field, and WrongState if the actor has the most searches that are allowed.
    """
    address = query_string(query)
    if len(address) > LONGEST_ADDRESS:
        raise Incomplete({"q": [N_("This search is too long to be saved. Use fewer words or filters.")]})
    # one at a time for each person, so that two clicks do not save it twice or exceed the limit
    session.execute(select(Account.id).where(Account.id == actor.account).with_for_update())
    known = find_by_query(session, actor, query)
    if known is not None:
        return known, False
    count = session.scalar(select(func.count(SavedSearch.id)).where(SavedSearch.account_id == actor.account)) or 0
    if count >= MOST:
        raise WrongState(N_("You have %(most)s saved searches, which is the limit. Delete one first."), most=MOST)
    last = _last_entry(session)
    saved = SavedSearch(
        account_id=actor.account,
        name=_validate_name(name),
        address=address,
        rhythm=rhythm,
        saved_at=now(session),
        alerted_until=last,
        seen_until=last,
    )
    session.add(saved)
    session.flush()
    return saved, True


def _last_entry(session: Session) -> int:
    """Return the number of the last entry of the history. A case that is being published right now is later."""
    return session.scalar(select(func.max(HistoryEntry.number))) or 0


def change_saved_search(
    session: Session, actor: Actor, search_id: int, *, name: str | None = None, rhythm: AlertFrequency | None = None
) -> SavedSearch:
    """Change the name or the frequency of a saved search. Pending alerts follow the new frequency."""
    saved = find_saved(session, actor, search_id)
    if name is not None:
        saved.name = _validate_name(name)
    if rhythm is not None:
        saved.rhythm = rhythm
    session.flush()
    return saved


def forget_saved_search(session: Session, actor: Actor, search_id: int) -> SavedSearch:
    """Delete a saved search and return it. Its notifications stay in the inbox."""
    saved = find_saved(session, actor, search_id)
    session.delete(saved)
    session.flush()
    return saved


def unknown_entries(query: Query, vocabularies: Vocabularies, thesaurus: Thesaurus) -> list[str]:
    """Return what a search asks for that no vocabulary has any more, because it was retired or renamed.

    A filter has codes. Fields in the words of a search, such as `theme:casevac`, also have names of the thesaurus.
    """
    labels = facet_labels(vocabularies)
    filters = [
        value for facet, values in query.filters.items() for value in values if value not in labels.get(facet, {})
    ]
    fields = [hint.typed for hint in parse(query.text, thesaurus).hints if hint.reading is Reading.UNKNOWN_VALUE]
    return [*filters, *fields]


def _validate_name(name: str) -> str:
    """Return a valid name. Raises Incomplete."""
    name = " ".join(name.split())
    if not name:
        raise Incomplete({"name": [N_("Give it a name.")]})
    if len(name) > LONGEST_NAME:
        message = Message(N_("At most %(most)s characters; this has %(count)s."), most=LONGEST_NAME, count=len(name))
        raise Incomplete({"name": [message]})
    return name
