"""No practice rests on evidence that moved without a flag: 500 random changes, none missed in one run of the worker."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from case_studies.models import (
    Account,
    Case,
    EvidenceFlag,
    HistoryEntry,
    Notification,
    Practice,
    PracticeEdition,
    PracticeEvidence,
)
from case_studies.operations.practices.evidence_watch import flag_evidence
from case_studies.operations.references import next_reference
from case_studies.policy.actor import NOBODY
from case_studies.policy.practice_queries import edition_visible_to
from case_studies.policy.practice_release import sees_edition
from case_studies.vocabulary import (
    Attribution,
    Audience,
    EvidenceRelation,
    Kind,
    Language,
    PartAudience,
    PracticeState,
    Register,
    Section,
)
from tests.support.moving_cases import CHANGES, FLAG, change_case, concerns, published_case
from tests.support.world import World

pytestmark = pytest.mark.slow

ROUNDS, CASES, SEED = 50, 12, 20261127


def test_no_practice_rests_on_what_moved_without_a_flag(bare: World) -> None:
    random, work = Random(SEED), bare.platform.work
    changed: Counter[str] = Counter()
    for _ in range(ROUNDS):
        with work.writing(quietly=True) as session:
            cases = [published_case(session, number) for number in range(CASES)]
            editions = [_edition(session, random.sample(cases, 3), random) for _ in range(6)]
            session.flush()
            numbers = [edition.id for edition in editions]
        assert flag_evidence(work) == 0
        changes = {case.id: random.choice(CHANGES) for case in cases}
        sections = {case.id: random.choice((Section.RESULTS, Section.LESSONS)) for case in cases}
        changed.update(change for change in changes.values() if change)
        with work.writing(quietly=True) as session:
            for number, change in changes.items():
                change_case(session.get_one(Case, number), change, sections[number])
        flag_evidence(work)
        with work.reading() as session:
            for edition in session.scalars(select(PracticeEdition).where(PracticeEdition.id.in_(numbers))):
                expected = {
                    (row.case_id, row.section, FLAG[changes[row.case_id]])
                    for row in edition.rows
                    if changes[row.case_id] and concerns(changes[row.case_id], row.section, sections[row.case_id])
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


def test_editors_are_notified_once_and_nobody_is_named(bare: World) -> None:
    with bare.platform.work.writing(quietly=True) as session:
        cases = [published_case(session, number) for number in range(3)]
        edition = _edition(session, cases, Random(SEED))
        session.flush()
        reference = edition.practice.reference
    with bare.platform.work.writing(quietly=True) as session:
        for case in cases:
            change_case(session.get_one(Case, case.id), "withdraw", Section.RESULTS)
    assert flag_evidence(bare.platform.work) == 1
    with bare.platform.work.reading() as session:
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.reference == reference)).all()
        assert [(entry.action, entry.account_id, entry.note) for entry in entries] == [("flag_evidence", None, "")]
        notices = session.scalars(select(Notification)).all()
        assert len({notice.account_id for notice in notices}) == len(notices)
        assert {str(notice.facts) for notice in notices} == {str({"reference": reference})}
        assert len(session.scalars(select(EvidenceFlag)).all()) == 3
