"""Who may read which file, besides what `who_reads_what.txt` says; the query agrees with the value."""

import pytest
from sqlalchemy import select

from case_studies.models import Attachment, Case, Delegation, Revision, StoredFile
from case_studies.operations.cases.queries import case_with_all
from case_studies.policy.attachments import attachment_readable_by, readable_attachments
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Action, MediaType, PartAudience, State
from tests.support.policy_cases import all_actors
from tests.support.workflow_cases import WRITER, Steps, case_in
from tests.support.world import START, World


def put_files(session: Session, *audiences: str) -> None:
    """Give each revision a file for each audience. The bytes do not matter here."""
    session.add(StoredFile(digest="d", media_type=MediaType.PDF, size=1, text="", stored_at=START))
    for revision in session.scalars(select(Revision)).all():
        for audience in audiences:
            about = {"name": "x.pdf", "description": "", "audience": PartAudience(audience), "added_at": START}
            session.add(Attachment(revision_id=revision.id, digest="d", key=f"{revision.id} {audience}", **about))


@pytest.mark.slow
def test_a_co_submitter_reads_what_is_for_named_delegations_and_a_member_does_not(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, released_to=["KEN"], co_submitters=["DEU"])
    with bare.platform.work.writing() as session:
        put_files(session, "delegations")
    assert files_of(bare, case, "focal-point.deu")
    assert not files_of(bare, case, "practitioner")


def files_of(world: World, steps: Steps, person: str | None) -> set[str]:
    actor = steps.actor(person)
    with world.platform.work.reading() as session:
        case = session.scalars(case_with_all().where(Case.reference == steps.reference)).one()
        return {one.key for revision in case.revisions for one in readable_attachments(actor, case, revision)}


@pytest.mark.slow
def test_the_query_finds_just_the_files_that_a_person_may_read(special_library: World) -> None:
    library = special_library
    with library.platform.work.writing() as session:
        put_files(session, "public", "members", "delegations")
        named = session.get_one(Delegation, "KEN")
        for revision in session.scalars(select(Revision).where(Revision.id % 2 == 0)):
            revision.released_to = [named]
    with library.platform.work.reading() as session:
        cases = list(session.scalars(case_with_all()))
        for actor in all_actors(library):
            joined = select(Attachment.key).join(Attachment.revision).join(Revision.case)
            found = set(session.scalars(joined.where(attachment_readable_by(actor))))
            one_by_one = [readable_attachments(actor, case, r) for case in cases for r in case.revisions]
            assert found == {one.key for attachments in one_by_one for one in attachments}, actor


def test_the_next_revision_starts_with_the_files_of_the_last_one(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    with bare.platform.work.writing() as session:
        put_files(session, "members")
    case.act(Action.REVISE, WRITER)
    with bare.platform.work.reading() as session:
        rows = session.execute(
            select(Revision.number, Attachment.key, Attachment.digest).join(Attachment.revision)
        ).all()
        assert [row[0] for row in sorted(rows)] == [1, 2]
        assert len({row[1:] for row in rows}) == 1
