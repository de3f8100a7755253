"""Loads the demonstration practices with the operations that people use, at dates before the day of loading."""

from dataclasses import replace

from sqlalchemy import select

from case_studies.demo.loader import Progress
from case_studies.demo.practice_files import PracticeFile, practice_files
from case_studies.demo.practice_journeys import KEY, PracticeJourney
from case_studies.models import Practice
from case_studies.operations.practices.evidence_watch import flag_evidence
from case_studies.unit_of_work import UnitOfWork


def load_practices(work: UnitOfWork, progress: Progress = lambda name: None) -> int:
    """Load the practices that are missing and return their number. A practice is loaded as a whole or not at all.

    Their evidence names cases of the library, which has to be loaded before. Then what moved since is flagged, and the
    next editions are opened.
    """
    loaded = []
    quiet = UnitOfWork(
        work.engine, clock=work.clock, settings=replace(work.settings, mails=False), passwords=work.passwords
    )
    for file in practice_files():
        journey = _load_practice(quiet, file)
        loaded += [journey] if journey is not None else []
        progress(file.name)
    if loaded:
        flag_evidence(quiet)
    for journey in loaded:
        _open_next_edition(quiet, journey)
    return len(loaded)


def _load_practice(work: UnitOfWork, file: PracticeFile) -> PracticeJourney | None:
    """Load one practice; None if it is there already."""
    journey = PracticeJourney(file, work.clock())
    dated = UnitOfWork(work.engine, clock=journey.clock, settings=work.settings, passwords=work.passwords)
    with dated.writing(quietly=True) as session:
        if session.scalar(select(Practice.id).where(Practice.form_key == KEY + file.name)) is not None:
            return None
        journey.travel(session)
    return journey


def _open_next_edition(work: UnitOfWork, journey: PracticeJourney) -> None:
    """Open the next edition of a practice that is a draft on the day of the loading."""
    edition = journey.file.next_edition
    if edition is None or edition.is_adopted:
        return
    with work.writing(quietly=True) as session:
        key = KEY + journey.file.name
        journey.practice = session.scalars(select(Practice).where(Practice.form_key == key)).one()
        journey.revise(session, edition)
