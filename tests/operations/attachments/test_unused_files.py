"""Files that no revision has are deleted after a week, and no other."""

from datetime import timedelta

import pytest

from case_studies.operations.attachments.attachments import remove_attachment
from case_studies.operations.attachments.unused_files import delete_unused_files
from case_studies.operations.cases.deletion import delete_draft
from case_studies.operations.cases.queries import find_case
from tests.support.files import pdf, picture
from tests.support.workflow_cases import WRITER, Steps
from tests.support.world import World


def stored(world: World) -> int:
    return sum(path.is_file() for path in (world.config.data_dir / "files").rglob("*"))


def run(world: World) -> int:
    return delete_unused_files(world.platform.work, world.platform.files)


@pytest.mark.slow
def test_a_file_goes_when_nothing_refers_to_it_any_more(bare: World) -> None:
    case, draft = Steps.start(bare), Steps.start(bare)
    shared = case.attach(picture(), "gate.jpg", description="A gate")
    draft.attach(picture(), "gate.jpg", description="A gate")
    assert stored(bare) == 2, "the picture and its preview, once for both cases"
    with bare.platform.work.writing() as session:
        actor = bare.actor(WRITER)
        remove_attachment(session, find_case(session, actor, case.reference, for_change=True), actor, shared)
    bare.clock.moment += timedelta(days=30)
    assert (run(bare), stored(bare)) == (0, 2), "the draft has it"
    with bare.platform.work.writing() as session:
        found = find_case(session, actor, draft.reference, for_change=True)
        delete_draft(session, found, actor, version=found.version)
    assert (run(bare), stored(bare)) == (1, 0)


@pytest.mark.slow
def test_a_file_that_was_just_sent_stays(bare: World) -> None:
    from case_studies.operations.attachments.uploads import inspect_upload, store_upload

    store_upload(bare.platform.work, bare.platform.files, inspect_upload(pdf()))
    bare.clock.moment += timedelta(days=6)
    assert (run(bare), stored(bare)) == (0, 1)
    store_upload(bare.platform.work, bare.platform.files, inspect_upload(pdf()))
    bare.clock.moment += timedelta(days=6)
    assert (run(bare), stored(bare)) == (0, 1), "it was sent again"
    bare.clock.moment += timedelta(days=2)
    assert (run(bare), stored(bare)) == (1, 0)
