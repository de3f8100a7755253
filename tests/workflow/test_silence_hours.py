"""The hour of silence: exact to the minute in every time zone, over both changes of the clocks in New York."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.errors import Incomplete
from case_studies.workflow.silence import LEAST, check_hour, earliest_end, moment_of, working_time

NEW_YORK = ZoneInfo("America/New_York")
ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
CHANGES = (date(2027, 3, 14), date(2027, 11, 7))
AROUND_THE_CHANGES = st.one_of(
    *(
        st.datetimes(
            datetime.combine(day - timedelta(days=6), time()), datetime.combine(day + timedelta(days=4), time())
        )
        for day in CHANGES
    )
)
FAST = settings(max_examples=150, derandomize=True, deadline=None, database=None)


def counted(start: datetime, end: datetime, zone: ZoneInfo) -> timedelta:
    """Count the working minutes one by one."""
    minutes = int((end - start) / timedelta(minutes=1))
    moments: Iterable[datetime] = (start + timedelta(minutes=number) for number in range(minutes))
    return timedelta(minutes=sum(one.astimezone(zone).weekday() < 5 for one in moments))


@FAST
@given(local=AROUND_THE_CHANGES, zone=st.sampled_from(ZONES))
def test_an_hour_is_the_same_minute_for_every_client(local: datetime, zone: str) -> None:
    local, there = local.replace(second=0, microsecond=0), ZoneInfo(zone)
    moments = {local.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1)}
    if len(moments) > 1:  # the clocks change in that hour: it is skipped, or comes twice
        with pytest.raises(Incomplete):
            moment_of(local.date(), local.time(), there)
        return
    moment = moment_of(local.date(), local.time(), there)
    assert {moment} == moments
    for client in (UTC, NEW_YORK, ZoneInfo("Asia/Kathmandu")):
        assert moment.astimezone(client).astimezone(there).replace(tzinfo=None) == local


@FAST
@given(start=AROUND_THE_CHANGES, zone=st.sampled_from(ZONES))
def test_silence_lasts_24_hours_of_working_days_and_not_a_minute_less(start: datetime, zone: str) -> None:
    begins, there = start.replace(second=0, microsecond=0, tzinfo=UTC), ZoneInfo(zone)
    end = earliest_end(begins, there)
    assert working_time(begins, end, there) == LEAST
    assert working_time(begins, end - timedelta(minutes=1), there) < LEAST
    check_hour(begins, end, there)
    with pytest.raises(Incomplete):
        check_hour(begins, end - timedelta(minutes=1), there)


def test_working_time_is_what_counting_minutes_gives() -> None:
    for sunday in CHANGES:
        friday, monday = (datetime.combine(sunday + timedelta(days=days), time(15), NEW_YORK) for days in (-2, 1))
        begins, end = friday.astimezone(UTC), earliest_end(friday, NEW_YORK)
        assert end == monday.astimezone(UTC)
        assert counted(begins, end, NEW_YORK) == LEAST
    with pytest.raises(Incomplete):
        moment_of(date(2027, 3, 14), time(2, 30), NEW_YORK)
    with pytest.raises(Incomplete):
        moment_of(date(2027, 11, 7), time(1, 30), NEW_YORK)
    assert moment_of(date(2027, 3, 14), time(3), NEW_YORK) == datetime(2027, 3, 14, 7, tzinfo=UTC)
    assert moment_of(date(2027, 11, 7), time(2), NEW_YORK) == datetime(2027, 11, 7, 7, tzinfo=UTC)
