"""No practice rests on evidence that moved without a flag: 500 random changes, none missed in one run of the worker."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, object_session

from case_studies.models import (
    Account,
    Case,
    EvidenceFlag,
    HistoryEntry,
    Notification,
    Practice,
    PracticeEdition,
    PracticeEvidence,
    Revision,
)
from case_studies.operations.practices.evidence_watch import flag_evidence
from case_studies.operations.references import next_reference
from case_studies.policy.actor import NOBODY
from case_studies.policy.practice_queries import edition_visible_to
from case_studies.policy.practice_release import sees_edition
from case_studies.vocabulary import (
    Attribution,
    Audience,
    EvidenceChange,
    EvidenceRelation,
    Kind,
    Language,
    PartAudience,
    PracticeState,
    Register,
    Section,
    State,
)
from tests.support.world import World

pytestmark = pytest.mark.slow

ROUNDS, CASES, SEED = 50, 12, 20261127
CHANGES = (None, "withdraw", "archive", "supersede", "hide", "narrow_section", "narrow_case", "withdraw_later_draft")
FLAG = {
    "withdraw": EvidenceChange.WITHDRAWN,
    "withdraw_later_draft": EvidenceChange.WITHDRAWN,
    "archive": EvidenceChange.ARCHIVED,
    "supersede": EvidenceChange.SUPERSEDED,
    "hide": EvidenceChange.HIDDEN,
    "narrow_section": EvidenceChange.NARROWED,
    "narrow_case": EvidenceChange.NARROWED,
}


def test_no_practice_rests_on_what_moved_without_a_flag(bare: World) -> None:
    random, work = Random(SEED), bare.platform.work
    changed: Counter[str] = Counter()
    for _ in range(ROUNDS):
        with work.writing(quietly=True) as session:
            cases = [_case(session, number) for number in range(CASES)]
            editions = [_edition(session, random.sample(cases, 3), random) for _ in range(6)]
            session.flush()
            numbers = [edition.id for edition in editions]
        assert flag_evidence(work) == 0
        changes = {case.id: random.choice(CHANGES) for case in cases}
        sections = {case.id: random.choice((Section.RESULTS, Section.LESSONS)) for case in cases}
        changed.update(change for change in changes.values() if change)
        with work.writing(quietly=True) as session:
            for number, change in changes.items():
                _change(session.get_one(Case, number), change, sections[number])
        flag_evidence(work)
        with work.reading() as session:
            for edition in session.scalars(select(PracticeEdition).where(PracticeEdition.id.in_(numbers))):
                expected = {
                    (row.case_id, row.section, FLAG[changes[row.case_id]])
                    for row in edition.rows
                    if changes[row.case_id] and _concerns(changes[row.case_id], row, sections[row.case_id])
                }
                assert {(one.case_id, one.section, one.change) for one in edition.flags} == expected
                query = (
                    select(PracticeEdition.id).join(PracticeEdition.practice).where(PracticeEdition.id == edition.id)
                )
                seen = session.scalar(query.where(edition_visible_to(NOBODY))) is not None
                assert seen == sees_edition(NOBODY, edition), "the query and the value agree for the public"
        assert flag_evidence(work) == 0, "each change is flagged once"
        with work.writing(quietly=True) as session:
            for practice in session.scalars(select(Practice)):
                session.delete(practice)
            session.execute(delete(Notification))
    assert sum(changed.values()) >= 500
    assert set(changed) == set(FLAG)


def _concerns(change: str | None, row: PracticeEvidence, section: Section) -> bool:
    """Whether a change of one section concerns a row."""
    return change not in ("hide", "narrow_section") or row.section == section


def _case(session: Session, number: int) -> Case:
    moment = session.info["clock"]()
    case = Case(
        reference=next_reference(session, Kind.CASE, moment.year),
        submitting_code=("GHA", "DEU", "BGD")[number % 3],
        created_at=moment,
        changed_at=moment,
        moved_at=moment,
        revisions=[_revision(session, 1, Attribution.UNNAMED if number % 4 == 0 else Attribution.NAMED)],
    )
    session.add(case)
    session.flush()
    return case


def _revision(session: Session, number: int, attribution: Attribution = Attribution.NAMED) -> Revision:
    moment = session.info["clock"]()
    author = session.scalars(select(Account.id).order_by(Account.id).limit(2)).all()
    return Revision(
        number=number,
        state=State.PUBLISHED,
        language=Language.ENGLISH,
        title="A case",
        sections={"results": "Less.", "lessons": "Repeat."},
        audience=Audience.PUBLIC,
        attribution=attribution,
        section_audiences={},
        hidden_parts={},
        contact="",
        sources=[],
        author_id=author[0],
        writer_ids=[author[0]],
        cleared_by_id=author[1],
        created_at=moment,
        cleared_at=moment,
        submitted_at=moment,
        published_at=moment,
    )


def _edition(session: Session, cases: list[Case], random: Random) -> PracticeEdition:
    moment = session.info["clock"]()
    first, second = session.scalars(select(Account.id).order_by(Account.id).limit(2)).all()
    rows = [
        PracticeEvidence(
            case=case,
            revision_number=1,
            section=random.choice((Section.RESULTS, Section.LESSONS)),
            relation=EvidenceRelation.SUPPORTS,
            shows="Less.",
            evidence_kind="self_reported",
            readers=PartAudience.PUBLIC,
            added_at=moment,
        )
        for case in cases
    ]
    edition = PracticeEdition(
        number=1,
        state=PracticeState.ADOPTED,
        language=Language.ENGLISH,
        title="Do it",
        created_at=moment,
        searched_at=moment,
        consulted_at=moment,
        adoption_proposed_by_id=first,
        adoption_proposed_code="IDN",
        adopted_by_id=second,
        adopted_at=moment,
        evidence=rows,
    )
    session.add(
        Practice(
            reference=next_reference(session, Kind.PRACTICE, moment.year),
            owner_code="IDN",
            author_id=first,
            register=Register.ON_RECORD,
            audience=Audience.PUBLIC,
            attribution=Attribution.NAMED,
            created_at=moment,
            changed_at=moment,
            moved_at=moment,
            editions=[edition],
        )
    )
    return edition


def _change(case: Case, change: str | None, section: Section) -> None:
    """Change a published case as the steps of its workflow do."""
    (revision,) = case.revisions
    if change in ("supersede", "withdraw_later_draft"):
        _open_next(case, revision, is_withdrawn=change == "withdraw_later_draft")
    elif change in ("withdraw", "archive"):
        revision.state = State.WITHDRAWN if change == "withdraw" else State.ARCHIVED
    elif change == "hide":
        revision.hidden_parts = {section.value: "2026-11-27"}
    elif change == "narrow_section":
        revision.section_audiences = {section.value: "members"}
    elif change == "narrow_case":
        revision.audience = Audience.MEMBERS


def _open_next(case: Case, revision: Revision, *, is_withdrawn: bool) -> None:
    session = object_session(case)
    assert session is not None
    revision.state, revision.is_current = State.SUPERSEDED, False
    session.flush()
    after = _revision(session, 2)
    if is_withdrawn:
        revision.state, after.state = State.WITHDRAWN, State.WITHDRAWN
    case.revisions.append(after)


def test_editors_are_notified_once_and_nobody_is_named(bare: World) -> None:
    with bare.platform.work.writing(quietly=True) as session:
        cases = [_case(session, number) for number in range(3)]
        edition = _edition(session, cases, Random(SEED))
        session.flush()
        reference = edition.practice.reference
    with bare.platform.work.writing(quietly=True) as session:
        for case in cases:
            _change(session.get_one(Case, case.id), "withdraw", Section.RESULTS)
    assert flag_evidence(bare.platform.work) == 1
    with bare.platform.work.reading() as session:
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.reference == reference)).all()
        assert [(entry.action, entry.account_id, entry.note) for entry in entries] == [("flag_evidence", None, "")]
        notices = session.scalars(select(Notification)).all()
        assert len({notice.account_id for notice in notices}) == len(notices)
        assert {str(notice.facts) for notice in notices} == {str({"reference": reference})}
        assert len(session.scalars(select(EvidenceFlag)).all()) == 3
