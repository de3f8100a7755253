"""The field's words as the platform loads them, from a database in memory."""

from case_studies.db import Base, make_engine
from case_studies.operations.thesaurus.load import lexicon
from case_studies.search.text.thesaurus import Lexicon
from case_studies.taxonomy.loader import load
from case_studies.unit_of_work import UnitOfWork


def field_words() -> Lexicon:
    """Return the lexicon that every search of the platform gets."""
    database = make_engine("sqlite://")
    Base.metadata.create_all(database)
    with UnitOfWork(database).writing(quietly=True) as session:
        load(session)
        return lexicon(session)
