"""The run of the worker that flags practices whose evidence moved, or to which a new case may add something."""

import logging

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from case_studies.models import Case, EvidenceFlag, Practice, PracticeEdition, PracticeEvidence, Revision
from case_studies.models.practice import practice_themes
from case_studies.models.revision import revision_themes
from case_studies.notifications.notify_of_practices import notify_of_practice
from case_studies.operations.practices.evidence import flag
from case_studies.policy.actor import NOBODY
from case_studies.policy.pinned import moved
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import EvidenceChange, HistoryAction, PartAudience, PracticeState, State
from case_studies.workflow.history import record_item_event

log = logging.getLogger(__name__)

WATCHED = (PracticeState.IN_CONSULTATION, PracticeState.ADOPTED)


def flag_evidence(work: UnitOfWork) -> int:
    """Flag what moved since the last run, and return how many editions it concerns."""
    with work.reading() as session:
        editions = [edition.id for edition in session.scalars(_watched()) if _changes(session, edition)]
    flagged = 0
    for number in editions:
        try:
            with work.writing() as session:
                flagged += _flag(session, number)
        except Exception:
            log.exception("flagging the edition %s of a practice failed; the next run tries again", number)
    return flagged


def _watched() -> Select[PracticeEdition]:
    evidence = selectinload(PracticeEdition.evidence).joinedload(PracticeEvidence.case).selectinload(Case.revisions)
    return select(PracticeEdition).where(PracticeEdition.state.in_(WATCHED)).options(evidence)


def _flag(session: Session, number: int) -> bool:
    """Lock the practice of an edition, look again, and flag what is new."""
    practices = select(PracticeEdition.practice_id).where(PracticeEdition.id == number)
    practice = session.scalars(select(Practice).where(Practice.id.in_(practices)).with_for_update(of=Practice)).one()
    edition = next(one for one in practice.editions if one.id == number)
    changes = _changes(session, edition) if edition.state in WATCHED else []
    for change in changes:
        edition.flags.append(change)
    if changes:
        action = HistoryAction.FLAG_EVIDENCE
        entry = record_item_event(session, practice, NOBODY, action, edition=edition.number)
        notify_of_practice(session, practice, action, None, entry.number)
    return bool(changes)


def _changes(session: Session, edition: PracticeEdition) -> list[EvidenceFlag]:
    """Return the flags that an edition lacks."""
    known = {(one.change, one.case_id, one.section) for one in edition.flags}
    found = [*_moved(session, edition), *_new_cases(session, edition)]
    return [one for one in found if (one.change, one.case_id, one.section) not in known]


def _moved(session: Session, edition: PracticeEdition) -> list[EvidenceFlag]:
    moves = [(row, moved(row.case, row.revision_number, row.section, row.readers)) for row in edition.rows]
    return [flag(change, row, now(session)) for row, change in moves if change is not None]


def _new_cases(session: Session, edition: PracticeEdition) -> list[EvidenceFlag]:
    """Return a flag for each published case that shares a theme and was published after the search."""
    if edition.state != PracticeState.ADOPTED or edition.searched_at is None:
        return []
    themes = select(practice_themes.c.theme_id).where(practice_themes.c.edition_id == edition.id)
    sharing = select(revision_themes.c.revision_id).where(revision_themes.c.theme_id.in_(themes))
    cited = [row.case_id for row in edition.evidence]
    query = select(Revision.case_id, Revision.audience).where(
        Revision.id.in_(sharing),
        Revision.state == State.PUBLISHED,
        Revision.published_at > edition.searched_at,
        Revision.case_id.not_in(cited),
    )
    return [
        EvidenceFlag(
            change=EvidenceChange.NEW_CASE,
            case_id=case_id,
            section="",
            readers=PartAudience(audience),
            flagged_at=now(session),
        )
        for case_id, audience in session.execute(query.order_by(Revision.id))
    ]
