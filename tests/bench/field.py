"""The thesaurus as the platform loads it, from a database in memory."""

from case_studies.db import Base, make_engine
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.search.text.thesaurus import Thesaurus
from case_studies.taxonomy.loader import load_taxonomy
from case_studies.unit_of_work import UnitOfWork


def field_words() -> Thesaurus:
    """Return the thesaurus that every search of the platform uses."""
    database = make_engine("sqlite://")
    Base.metadata.create_all(database)
    with UnitOfWork(database).writing(quietly=True) as session:
        load_taxonomy(session)
        return load_thesaurus(session)
