"""The thesaurus as search uses it: read from the database, and read again after a change."""

from functools import cache
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from case_studies.models import Concept
from case_studies.search.facets import FACETS
from case_studies.search.text.thesaurus import Entry, Name, Thesaurus
from case_studies.taxonomy.catalogue import EDITABLE, merged_codes
from case_studies.taxonomy.gazetteer import gazetteer

_loaded: WeakKeyDictionary[Engine, Thesaurus] = WeakKeyDictionary()


def load_thesaurus(session: Session) -> Thesaurus:
    """Return all entries in use. They are read again only if the newest edition has changed."""
    database = session.get_bind().engine
    edition = session.scalar(select(func.max(Concept.edition))) or 0
    thesaurus = _loaded.get(database)
    if thesaurus is None or thesaurus.edition != edition:
        entries = (*_entries(session), *_of_the_gazetteer())
        thesaurus = _loaded[database] = Thesaurus(entries, edition, _merged(session))
    return thesaurus


def _merged(session: Session) -> dict[tuple[str, str], str]:
    """Return facet and code of merged entries, each with the code of the entry that stays."""
    facets = (facet for facet in FACETS.values() if facet.vocabulary in EDITABLE)
    return {
        (facet.name, old): code
        for facet in facets
        for old, code in merged_codes(session, EDITABLE[facet.vocabulary]).items()
    }


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


@cache
def _of_the_gazetteer() -> tuple[Entry, ...]:
    """Return the entries that no database holds: they are the same on every platform."""
    return tuple(
        Entry(row.id, tuple(Name(*name) for name in row.names), (row.facet or "", row.value or ""))
        for row in gazetteer()
    )
