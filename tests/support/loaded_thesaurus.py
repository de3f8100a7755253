"""The thesaurus read once a template: reading its 9,000 names costs more than most tests do."""

from case_studies.operations.thesaurus import load
from case_studies.search.text.thesaurus import Thesaurus
from case_studies.unit_of_work import UnitOfWork


def loaded_thesaurus(work: UnitOfWork) -> Thesaurus:
    """Return the thesaurus of a prepared platform."""
    with work.reading() as session:
        return load.load_thesaurus(session)


def share_thesaurus(work: UnitOfWork, thesaurus: Thesaurus) -> None:
    """Let a copy of that platform use it, until an entry of the copy changes: then the copy reads its own."""
    load._loaded[work.engine] = thesaurus
