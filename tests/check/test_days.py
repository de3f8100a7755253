"""What the day of a check changes: whether a date is still to come, and nothing else of what was found before."""

from datetime import date

import pytest

from case_studies.check import finder
from case_studies.check.kinds import FindingKind


def kinds_on(day: date) -> list[FindingKind]:
    text = "The next convoy leaves on 14 March 2027 from 30P XA 123 456."
    return [finding.kind for finding in finder.find({"text": text}, language="en", today=day)]


def test_a_date_is_a_finding_until_it_has_passed_and_the_text_is_searched_on_the_first_day_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [FindingKind.FUTURE_MOVEMENT, FindingKind.GRID_REFERENCE]
    assert kinds_on(date(2027, 3, 1)) == both
    monkeypatch.setattr(finder, "rules", lambda: pytest.fail("the patterns were tried again"))
    assert kinds_on(date(2027, 3, 2)) == both
    assert kinds_on(date(2028, 3, 1)) == both[1:]
    assert kinds_on(date(2027, 3, 3)) == both
