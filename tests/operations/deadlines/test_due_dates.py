"""Days that move because somebody is away: never earlier, and exactly as many days present as were promised."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from case_studies.models import Absence, Assignment
from case_studies.operations.deadlines.due_dates import answer_date, due_date, extend, is_away

FIRST = date(2026, 11, 2)
DAY = timedelta(days=1)

days = st.integers(-30, 90).map(lambda number: FIRST + timedelta(number))


def away(first: date, last: date) -> Absence:
    return Absence(first_day=first, last_day=last)


absences = st.builds(lambda first, length: away(first, first + timedelta(length)), days, st.integers(0, 25))
dues = st.integers(0, 60).map(lambda number: FIRST + timedelta(number))


def present(first: date, last: date, spells: list[Absence]) -> int:
    """Count the days after the first one on which nobody is away, one by one."""
    later = (first + timedelta(number) for number in range(1, (last - first).days + 1))
    return sum(not is_away(day, spells) for day in later)


@given(due=dues, spells=st.lists(absences, max_size=5))
@example(due=FIRST + 5 * DAY, spells=[away(FIRST + 5 * DAY, FIRST + 6 * DAY), away(FIRST + 7 * DAY, FIRST + 8 * DAY)])
def test_the_days_present_are_the_days_promised(due: date, spells: list[Absence]) -> None:
    found = extend(FIRST, due, spells)
    assert found >= due
    assert present(FIRST, found, spells) == (due - FIRST).days
    assert due == FIRST or not is_away(found, spells)


@given(due=dues)
def test_without_absences_nothing_moves(due: date) -> None:
    assert extend(FIRST, due, []) == due


@given(due=dues, spells=st.lists(absences, max_size=4), more=absences)
def test_one_more_absence_never_shortens(due: date, spells: list[Absence], more: Absence) -> None:
    assert extend(FIRST, due, [*spells, more]) >= extend(FIRST, due, spells)


@given(due=dues, spells=st.lists(absences, max_size=4))
def test_order_and_repetition_of_absences_do_not_matter(due: date, spells: list[Absence]) -> None:
    assert extend(FIRST, due, [*reversed(spells), *spells]) == extend(FIRST, due, spells)


@given(due=dues, later=dues, spells=st.lists(absences, max_size=4))
def test_a_later_date_never_falls_earlier(due: date, later: date, spells: list[Absence]) -> None:
    assume(due <= later)
    assert extend(FIRST, due, spells) <= extend(FIRST, later, spells)


@given(due=dues, length=st.integers(0, 60), spells=st.lists(absences, max_size=4))
def test_days_can_be_counted_in_two_steps(due: date, length: int, spells: list[Absence]) -> None:
    halfway = extend(FIRST, due, spells)
    whole = extend(FIRST, due + timedelta(length), spells)
    assert extend(halfway, halfway + timedelta(length), spells) == whole


def test_an_absence_on_the_day_of_asking_costs_nothing() -> None:
    assert extend(FIRST, FIRST + 7 * DAY, [away(FIRST - 9 * DAY, FIRST)]) == FIRST + 7 * DAY
    assert extend(FIRST, FIRST, [away(FIRST, FIRST + 9 * DAY)]) == FIRST


def test_years_of_absence_are_counted_without_walking_through_them() -> None:
    for_ever = away(FIRST + DAY, date.max)
    assert extend(FIRST, FIRST + 7 * DAY, [for_ever] * 1000).year == date.max.year - 1
    decades = [away(FIRST + timedelta(1 + 4000 * n), FIRST + timedelta(3990 + 4000 * n)) for n in range(100)]
    assert present_fast(extend(FIRST, FIRST + 7 * DAY, decades)) == 7


def present_fast(found: date) -> int:
    """Count the days present where of each 4,000 the first 3,990 are days of absence."""
    return max((found - FIRST).days - 3990, 0)


def _assignment(**changes: object) -> Assignment:
    asked = datetime(2026, 11, 2, 23, 59, tzinfo=UTC)
    dates = {"answer_by": FIRST + 7 * DAY, "due_on": FIRST + 21 * DAY, "paused_on": None}
    return Assignment(invited_at=asked, **{**dates, **changes})


def test_an_assignment_has_both_its_days_moved() -> None:
    spells = [away(FIRST + 6 * DAY, FIRST + 8 * DAY), away(FIRST + 20 * DAY, FIRST + 20 * DAY)]
    assert answer_date(_assignment(), spells) == FIRST + 10 * DAY
    assert due_date(_assignment(), spells) == FIRST + 25 * DAY


def test_while_the_clock_is_paused_only_the_invitation_has_a_due_date_can_be_answered() -> None:
    paused = _assignment(paused_on=FIRST)
    assert due_date(paused, []) is None
    assert answer_date(paused, []) == FIRST + 7 * DAY
