"""The evidence of a practice: rows that are pinned to a section of a revision, and who withdraws them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible
from case_studies.markdown.sentences import sentences_of
from case_studies.models import Case, EvidenceFlag, Practice, PracticeEvidence
from case_studies.notifications.notify_of_practices import notify_cited, notify_of_practice
from case_studies.operations.practices.editing import check_writable, touch
from case_studies.policy.actor import Actor
from case_studies.policy.narrowing import readers_of_part
from case_studies.policy.pinned import moved, readable_pin
from case_studies.policy.practice_release import ANY_MEMBER, sees_edition
from case_studies.policy.practices import PRACTICE_POLICY, PracticePermission, cited_by
from case_studies.unit_of_work import now
from case_studies.vocabulary import Evidence, EvidenceChange, HistoryAction, PracticeState
from case_studies.workflow.history import record_item_event
from case_studies.workflow.practices import is_named_to_members

NOT_PUBLISHED = N_("There is no published case with this reference and revision that all members may read.")


def add_evidence(
    session: Session, practice: Practice, actor: Actor, values: Mapping[str, Any], *, version: int
) -> PracticeEvidence:
    """Add a row, which replaces that about the same section of the case. During the consultation its days begin again.

    Only what all members may read can be evidence.
    """
    check_writable(practice, actor, version)
    row = _pinned(session, values)
    edition = practice.current
    row.sentences = _sentences(edition.do, values["sentences"])
    for other in [one for one in edition.rows if (one.case_id, one.section) == (row.case.id, row.section)]:
        edition.evidence.remove(other)
    edition.evidence.append(row)
    touch(session, practice)
    session.flush()
    record_item_event(session, practice, actor, HistoryAction.ADD_EVIDENCE, edition=edition.number)
    if edition.state == PracticeState.IN_CONSULTATION:
        edition.consulted_at = now(session)
        notify_cited(session, practice, [row], actor)
    return row


def _pinned(session: Session, values: Mapping[str, Any]) -> PracticeEvidence:
    """Return a row for the published revision of a case."""
    case = session.scalar(select(Case).where(Case.reference == values["case"]))
    number, section = values["revision"], values["section"]
    if case is None or readable_pin(ANY_MEMBER, case, number, section) is None or moved(case, number, section):
        raise Incomplete({"case": [NOT_PUBLISHED]})
    revision = case.readable
    assert revision is not None  # noqa: S101 - `moved` says that it is the pinned one
    if not revision.sections.get(section):
        raise Incomplete({"section": [N_("The case says nothing in this section.")]})
    return PracticeEvidence(
        case=case,
        revision_number=number,
        section=section,
        relation=values["relation"],
        shows=values["shows"],
        evidence_kind=revision.evidence or Evidence.SELF_REPORTED,
        readers=readers_of_part(revision, section),
        added_at=now(session),
    )


def _sentences(text: str, numbers: Collection[int]) -> list[str]:
    """Return sentences of what to do by their numbers, from 1."""
    sentences = sentences_of(text)
    if any(number > len(sentences) for number in numbers):
        raise Incomplete({"sentences": [N_("Not a known value.")]})
    return [sentences[number - 1] for number in sorted(set(numbers))]


def find_row(practice: Practice, number: int) -> PracticeEvidence:
    """Return a row of one of the editions. Raises NotVisible."""
    rows = [row for edition in practice.editions for row in edition.rows if row.id == number]
    if not rows:
        raise NotVisible()
    return rows[0]


def remove_evidence(session: Session, practice: Practice, actor: Actor, number: int) -> None:
    """Remove a row: an editor while the edition is written, the delegation of the case at once and everywhere."""
    row = find_row(practice, number)
    if not sees_edition(actor, row.edition):
        raise NotVisible()
    usable = PRACTICE_POLICY.usable(actor, practice)
    if row.edition is practice.current and PracticePermission.EDIT in usable:
        practice.current.evidence.remove(row)
        touch(session, practice)
        record_item_event(session, practice, actor, HistoryAction.REMOVE_EVIDENCE, edition=row.edition.number)
    elif PracticePermission.WITHDRAW_EVIDENCE in usable and actor.delegation in cited_by(row):
        _withdraw(session, practice, actor, row)
    else:
        raise NotAllowed()


def _withdraw(session: Session, practice: Practice, actor: Actor, row: PracticeEvidence) -> None:
    """Withdraw all rows about the case, in every edition. Nothing of their text is left."""
    is_named = is_named_to_members(row.edition, actor.delegation or "")
    number = row.edition.number
    for edition in practice.editions:
        for one in [one for one in edition.rows if one.case_id == row.case_id]:
            one.withdrawn_at, one.shows = now(session), ""
            edition.flags.append(flag(EvidenceChange.ROW_WITHDRAWN, one, now(session)))
    touch(session, practice)
    action = HistoryAction.WITHDRAW_EVIDENCE
    entry = record_item_event(session, practice, actor, action, is_named=is_named, edition=number)
    notify_of_practice(session, practice, action, actor, entry.number)


def flag(change: EvidenceChange, row: PracticeEvidence, moment: datetime) -> EvidenceFlag:
    """Return the flag that says that a row is not any more what it was."""
    return EvidenceFlag(change=change, case_id=row.case_id, section=row.section, readers=row.readers, flagged_at=moment)
