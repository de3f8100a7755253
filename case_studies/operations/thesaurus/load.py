"""The field's words as search uses them: read from the database, and read again once somebody changed one."""

from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from case_studies.models import Concept
from case_studies.search.text.thesaurus import Entry, Name, Thesaurus

_read: WeakKeyDictionary[Engine, Thesaurus] = WeakKeyDictionary()


def load_thesaurus(session: Session) -> Thesaurus:
    """Return all concepts in use; made anew only where the newest edition is another one."""
    database = session.get_bind().engine
    edition = session.scalar(select(func.max(Concept.edition))) or 0
    known = _read.get(database)
    if known is None or known.edition != edition:
        known = _read[database] = Thesaurus(_entries(session), edition)
    return known


def _entries(session: Session) -> list[Entry]:
    concepts = session.scalars(select(Concept).where(Concept.retired.is_(False)).order_by(Concept.id))
    return [
        Entry(
            concept.id,
            tuple(Name(language, text) for language, text in concept.names),
            (concept.facet, concept.value) if concept.facet and concept.value else None,
        )
        for concept in concepts
    ]
