"""Cases like one in the making, told to programs by the same rules as on the pages."""

import shutil

import pytest

from tests.operations.search.test_more_like_this import OTHER, RETOLD
from tests.support.api_client import (
    EDITOR,
    OFFICER,
    REVIEWERS,
    WRITER,
    Program,
    draft,
    fine,
    in_review,
    published,
    refused,
)
from tests.support.world import WHOLE_CASE, World


def similar(world: World, reference: str, office: str) -> list[dict[str, object]]:
    """Return what an office is told of the cases like one."""
    return fine(Program(world, office).get(f"/cases/{reference}/similar"))  # type: ignore[no-any-return]


def test_a_likely_duplicate_is_told_as_such(bare: World) -> None:
    reference = published(bare)
    (found,) = similar(bare, draft(bare), WRITER)
    assert found == {
        "reference": reference,
        "title": WHOLE_CASE["title"],
        "url": f"http://localhost/cases/{reference}",
        "likeness": 1.0,
        "likely_duplicate": True,
    }


def test_what_has_little_in_common_is_not_told(bare: World) -> None:
    published(bare)
    assert similar(bare, draft(bare, **OTHER), WRITER) == []


def test_whoever_takes_part_is_told(bare: World) -> None:
    reference = published(bare)
    case, _ = in_review(bare, **RETOLD)
    for office in (WRITER, OFFICER, EDITOR, *REVIEWERS):
        assert [found["reference"] for found in similar(bare, case, office)] == [reference]


@pytest.mark.parametrize(
    ("office", "status"), [(None, 401), ("practitioner", 404), ("reviewer.fra", 404), ("focal-point.deu", 404)]
)
def test_nobody_else_is_told_of_a_draft(bare: World, office: str | None, status: int) -> None:
    refused(Program(bare, office).get(f"/cases/{draft(bare)}/similar"), status)


def test_who_only_reads_a_published_case_is_refused(bare: World) -> None:
    refused(Program(bare, "practitioner").get(f"/cases/{published(bare)}/similar"), 403)


def test_an_unknown_case_is_not_there(bare: World) -> None:
    refused(Program(bare, WRITER).get("/cases/CS-1999-0001/similar"), 404)


def test_members_cases_are_told_since_the_caller_has_signed_in(bare: World) -> None:
    reference = published(bare, audience="members")
    assert [found["reference"] for found in similar(bare, draft(bare), WRITER)] == [reference]


def test_an_index_that_does_not_answer_is_said(bare: World) -> None:
    """A program must not take silence for "nothing like it"."""
    reference = draft(bare)
    shutil.rmtree(bare.config.index_dir)
    refused(Program(bare, WRITER).get(f"/cases/{reference}/similar"), 503)
