"""Comparison by API: the same table as on the page. If cases are missing, it is refused, not shortened."""

import pytest

from tests.support.api_client import WRITER, Program, draft, fine, published, refused
from tests.support.world import WHOLE_CASE, World


def address(*references: str) -> str:
    return "/compare?" + "&".join(f"case={reference}" for reference in references)


@pytest.mark.slow
def test_cases_are_compared_field_by_field_and_section_by_section(bare: World) -> None:
    first = published(bare)
    second = published(bare, title="Another title", stage="under_way", ended=None, host_states=["LBN"])
    comparison = fine(Program(bare).get(address(first, second)))
    assert comparison["cases"][1] == {
        "reference": second,
        "title": "Another title",
        "url": f"http://localhost/cases/{second}",
        "language": "en",
        "audience": "public",
        "life": None,
        "confirmed_on": None,
        "confirm_by": "2027-11-02",
        "confirmation_note": "",
        "marking": "TLP:CLEAR",
    }
    fields = {row["field"]: row for row in comparison["fields"]}
    assert fields["stage"] == {
        "field": "stage",
        "same": False,
        "cells": [
            {"reference": first, "values": [{"id": "ended", "label": "Ended"}]},
            {"reference": second, "values": [{"id": "under_way", "label": "Under way"}]},
        ],
    }
    assert [field for field in fields if not fields[field]["same"]] == ["host_states", "period", "stage"]
    results = next(row for row in comparison["sections"] if row["section"] == "results")
    assert results["same"] is True
    assert results["texts"][0] == {"reference": first, "text": WHOLE_CASE["sections"]["results"]}


@pytest.mark.slow
def test_with_a_token_members_cases_are_compared(bare: World) -> None:
    public, members = published(bare), published(bare, audience="members")
    refused(Program(bare).get(address(public, members)), 422, "case")
    comparison = fine(Program(bare, "practitioner").get(address(public, members)))
    assert [case["audience"] for case in comparison["cases"]] == ["public", "members"]


@pytest.mark.slow
def test_hidden_and_unknown_cases_get_the_same_refusal(bare: World) -> None:
    public, hidden, own = published(bare), published(bare, audience="members"), draft(bare)
    unknown = Program(bare).get(address(public, "CS-1999-0001")).get_data(as_text=True)
    assert Program(bare).get(address(public, hidden)).get_data(as_text=True).replace(hidden, "CS-1999-0001") == unknown
    assert (
        Program(bare, WRITER).get(address(public, own)).get_data(as_text=True).replace(own, "CS-1999-0001") == unknown
    )


@pytest.mark.slow
def test_a_comparison_needs_two_to_four_known_cases(bare: World) -> None:
    references = [published(bare, title=f"Case {number}") for number in range(5)]
    program = Program(bare)
    for requested in ((), references[:1], references, [references[0]] * 2, ["nonsense", *references[:2]]):
        refused(program.get(address(*requested)), 422, "case")
    refused(program.get(address(*references[:2]) + "&page=2"), 422, "page")
    fine(program.get(address(*references[:4])))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "field"),
    [("%ED%A0%80", "case"), ("%E2%80%AE", "case"), ("%F0%9F%95%8A", "case"), ("%00", "case"), ("x" * 3000, "case.1")],
)
def test_hostile_references_are_refused(bare: World, typed: str, field: str) -> None:
    refused(Program(bare).get(f"/compare?case={published(bare)}&case={typed}"), 422, field)


def test_too_many_references_are_refused(bare: World) -> None:
    refused(Program(bare).get("/compare?" + "&".join(["case=CS-2026-0001"] * 5000)), 422, "case")
