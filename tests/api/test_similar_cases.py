"""Similar cases by API, with the same rules as on the pages."""

import shutil

import pytest

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
from tests.support.similar_cases import OTHER, RETOLD
from tests.support.world import WHOLE_CASE, World


def similar(world: World, reference: str, office: str) -> list[dict[str, object]]:
    """Return the cases that are similar to one, as an office reads them."""
    return fine(Program(world, office).get(f"/cases/{reference}/similar"))  # type: ignore[no-any-return]


@pytest.mark.slow
def test_a_likely_duplicate_is_marked(bare: World) -> None:
    reference = published(bare)
    (case,) = similar(bare, draft(bare), WRITER)
    assert case == {
        "reference": reference,
        "title": WHOLE_CASE["title"],
        "url": f"http://localhost/cases/{reference}",
        "likeness": 1.0,
        "likely_duplicate": True,
    }


@pytest.mark.slow
def test_cases_with_little_in_common_are_not_listed(bare: World) -> None:
    published(bare)
    assert similar(bare, draft(bare, **OTHER), WRITER) == []


@pytest.mark.slow
def test_those_who_take_part_read_similar_cases(bare: World) -> None:
    reference = published(bare)
    unpublished, _ = in_review(bare, **RETOLD)
    for office in (WRITER, OFFICER, EDITOR, *REVIEWERS):
        assert [case["reference"] for case in similar(bare, unpublished, office)] == [reference]


@pytest.mark.parametrize(
    ("office", "status"), [(None, 401), ("practitioner", 404), ("reviewer.fra", 404), ("focal-point.deu", 404)]
)
def test_nobody_else_reads_them_for_a_draft(bare: World, office: str | None, status: int) -> None:
    refused(Program(bare, office).get(f"/cases/{draft(bare)}/similar"), status)


@pytest.mark.slow
def test_readers_of_a_published_case_are_refused(bare: World) -> None:
    refused(Program(bare, "practitioner").get(f"/cases/{published(bare)}/similar"), 403)


def test_an_unknown_case_is_not_found(bare: World) -> None:
    refused(Program(bare, WRITER).get("/cases/CS-1999-0001/similar"), 404)


@pytest.mark.slow
def test_members_cases_are_listed_too(bare: World) -> None:
    reference = published(bare, audience="members")
    assert [case["reference"] for case in similar(bare, draft(bare), WRITER)] == [reference]


def test_an_unavailable_index_is_reported(bare: World) -> None:
    """An empty list would mean that no case is similar."""
    reference = draft(bare)
    shutil.rmtree(bare.config.index_dir)
    refused(Program(bare, WRITER).get(f"/cases/{reference}/similar"), 503)
