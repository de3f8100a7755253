"""The reference of a case: pages and comparison recognize every reference that is formed."""

import re

import pytest

from app.url_converters import CaseReference
from case_studies.operations.cases.comparison import REFERENCE
from case_studies.reference import REFERENCE_PATTERN, format_reference
from case_studies.vocabulary import Kind


@pytest.mark.parametrize(
    ("number", "reference"), [(7, "CS-2026-0007"), (9999, "CS-2026-9999"), (10_000, "CS-2026-10000")]
)
def test_a_formed_reference_is_recognized(number: int, reference: str) -> None:
    assert format_reference(Kind.CASE, 2026, number) == reference
    assert re.fullmatch(REFERENCE_PATTERN, reference)


def test_pages_and_comparison_share_one_pattern() -> None:
    assert CaseReference.regex == REFERENCE.pattern == REFERENCE_PATTERN
