"""The schedule by itself, walked through by hypothesis: any mix of dates, absences, pauses, closings and missed runs.

Proved after each run: nothing twice, nothing before its time, nothing after the deadline is closed or while its clock
is paused, never two reminders in a day, each rule by itself. What is expected is counted day by day, not by
`due_dates`.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.models import Absence
from case_studies.operations.deadlines.due_dates import extend
from case_studies.operations.deadlines.reminder_schedule import (
    SCHEDULE,
    Deadline,
    ReminderRule,
    TaskKind,
    due_reminders,
)
from case_studies.vocabulary import NotificationEvent
from tests.support.working_days import day_after_days_present, is_away

FIRST = date(2026, 11, 2)
tasks = st.sampled_from(TaskKind)
lengths = st.integers(1, 60)


def later(number: int, first: date = FIRST) -> date:
    return first + timedelta(number)


def deadline(task: TaskKind, length: int) -> Deadline:
    return Deadline(task, 7, FIRST, later(length))


def names(task: TaskKind) -> list[str]:
    return [rule.name for rule in SCHEDULE[task]]


def live(found: Deadline, today: date) -> tuple[Deadline, list[ReminderRule]]:
    """Ask what is due, and remember that it went out."""
    kinds = due_reminders(found, today)
    return replace(found, sent={**found.sent, **{found.key(rule): today for rule in kinds}}), kinds


@pytest.mark.parametrize("task", TaskKind)
def test_the_table_is_in_the_order_of_days_and_each_kind_has_a_name_of_its_own(task: TaskKind) -> None:
    for event in {rule.event for rule in SCHEDULE[task]}:
        days = [rule.days for rule in SCHEDULE[task] if rule.event == event]
        assert all(earlier < later for earlier, later in pairwise(days))
    assert len(set(names(task))) == len(names(task))
    assert all(rule.days != 0 for rule in SCHEDULE[task])


@given(task=tasks, length=lengths)
def test_looked_at_every_day_each_kind_goes_out_on_its_own_day(task: TaskKind, length: int) -> None:
    asked, sent = deadline(task, length), {}
    for number in range(length + 40):
        asked, kinds = live(asked, later(number))
        sent.update({rule.name: number - length for rule in kinds})
    assert sent == {rule.name: rule.days for rule in SCHEDULE[task] if length + rule.days > 0}


@given(task=tasks, length=lengths, runs=st.sets(st.integers(0, 100)))
def test_after_any_missed_runs_only_the_latest_kind_goes_out(task: TaskKind, length: int, runs: set[int]) -> None:
    asked = deadline(task, length)
    for number in sorted(runs):
        asked, kinds = live(asked, later(number))
        for rule in kinds:
            alike = [other.days for other in SCHEDULE[task] if other.event == rule.event]
            assert rule.days == max(days for days in alike if length + days <= number)
            assert rule.days > 0 or number <= length, "a reminder before the day came after it"
    late = max(runs, default=0) >= length + 15
    assert not late or asked.sent, "something is sent at all"


@given(task=tasks, length=lengths, number=st.integers(0, 120), forgotten=st.sampled_from(range(5)))
def test_each_kind_is_counted_by_itself(task: TaskKind, length: int, number: int, forgotten: int) -> None:
    """That others went out on other days neither holds a rule back nor sends it again."""
    asked, today = deadline(task, length), later(number)
    expected = due_reminders(asked, today)
    kept = [rule for rule in SCHEDULE[task] if rule not in expected]
    others = {asked.key(rule): FIRST for rule in kept[:forgotten]}
    assert due_reminders(replace(asked, sent=others), today) == expected
    sent = {asked.key(rule): FIRST for rule in expected}
    assert not set(due_reminders(replace(asked, sent=sent), today)) & set(expected)


@given(task=tasks, length=st.integers(1, 30), late=st.integers(0, 60))
def test_a_reviewer_who_accepted_late_has_days_before_being_called_late(task: TaskKind, length: int, late: int) -> None:
    """A review that was accepted after its day: the reminders after count from the acceptance."""
    asked = replace(deadline(task, length), opened=later(late))
    for number in range(120):
        asked, kinds = live(asked, later(number))
        assert all(number > late and number >= rule.days + max(late, length) for rule in kinds if rule.days > 0)
        assert all(number > late for rule in kinds)
    afterwards = {asked.key(rule) for rule in SCHEDULE[task] if rule.days > 0}
    assert afterwards <= set(asked.sent)


@pytest.mark.parametrize("task", TaskKind)
def test_the_editors_hear_of_a_silent_reviewer_on_the_same_day_as_the_last_reminder(task: TaskKind) -> None:
    to_editors = [rule.days for rule in SCHEDULE[task] if rule.event == NotificationEvent.REVIEWER_SILENT]
    assert (
        to_editors
        == {TaskKind.INVITATION: [4], TaskKind.REVIEW: [7], TaskKind.REVISION: [], TaskKind.CONSENT: []}[task]
    )
    for days in to_editors:
        sent = due_reminders(deadline(task, 7), later(7 + days))
        assert [rule.name for rule in sent] == [f"after_{days}", "silent"]


class Walk:
    """One deadline from the day of asking on, what was sent of it, and a look at each reminder."""

    def __init__(self, task: TaskKind, length: int) -> None:
        self.today, self.due, self.opened = FIRST, later(length), FIRST
        self.task, self.closed, self.paused_on = task, False, None
        self.absences: list[Absence] = []
        self.sent: dict[str, date] = {}
        self.days_sent: list[tuple[NotificationEvent, date]] = []

    @property
    def deadline(self) -> Deadline:
        """The deadline as the duties find it: its day by the absences known today."""
        day = None if self.paused_on else extend(FIRST, self.due, self.absences)
        return Deadline(self.task, 7, self.opened, day, not self.closed, self.absences, dict(self.sent))

    def be_away(self, ahead: int, length: int) -> None:
        """Absences are made known before they begin."""
        first = later(ahead, self.today)
        self.absences.append(Absence(first_day=first, last_day=later(length, first)))

    def come_back(self) -> None:
        """Cut the last absence short as of yesterday, or strike it out where it has not begun."""
        absence, yesterday = self.absences.pop() if self.absences else None, later(-1, self.today)
        if absence is not None and absence.first_day <= yesterday:
            last = min(absence.last_day, yesterday)
            self.absences.append(Absence(first_day=absence.first_day, last_day=last))

    def stop_the_clock(self) -> None:
        self.paused_on = self.paused_on or self.today

    def start_the_clock(self) -> None:
        if self.paused_on is not None:
            self.due += self.today - self.paused_on
            self.paused_on, self.opened = None, self.today

    def close(self) -> None:
        self.closed = True

    def run(self) -> None:
        found = self.deadline
        kinds = due_reminders(found, self.today)
        for rule in kinds:
            self.check(rule)
            self.sent[found.key(rule)] = self.today
            self.days_sent.append((rule.event, self.today))
        assert len(set(self.days_sent)) == len(self.days_sent), "two reminders of one deadline in a day"
        assert not due_reminders(self.deadline, self.today), "the same run again sent something"
        self.check_silence()

    def check(self, rule: ReminderRule) -> None:
        assert not self.closed, "after the deadline was closed"
        assert self.paused_on is None, "while the clock was paused"
        assert not is_away(self.today, self.absences), "while the person was away"
        assert self.deadline.key(rule) not in self.sent, "twice"
        assert self.today > self.opened, "on the day of asking"
        day = day_after_days_present(FIRST, (self.due - FIRST).days, self.absences)
        if rule.days < 0:
            assert later(rule.days, day) <= self.today <= day, "before its time, or after the day"
        else:
            assert self.today >= day_after_days_present(max(day, self.opened), rule.days, self.absences), (
                "before its time"
            )

    def check_silence(self) -> None:
        """Nobody who is there and late, and was never reminded, goes without a word."""
        there = not (self.closed or self.paused_on or is_away(self.today, self.absences))
        day = day_after_days_present(FIRST, (self.due - FIRST).days, self.absences)
        if there and self.today >= day_after_days_present(max(day, self.opened), 1, self.absences):
            assert self.sent, "late, and nothing was ever sent"


absences = st.tuples(st.just("be_away"), st.integers(0, 9), st.integers(0, 12))
turns = st.sampled_from(["nothing", "nothing", "come_back", "stop_the_clock", "start_the_clock", "start_the_clock"])
steps = st.one_of(absences, turns.map(lambda name: (name,)))
timelines = st.lists(st.tuples(steps, st.lists(st.integers(0, 5), max_size=5)), min_size=5, max_size=25)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(task=tasks, length=lengths, timeline=timelines, end=st.integers(5, 30))
def test_walks_of_one_deadline(task: TaskKind, length: int, timeline: list[tuple[tuple, list[int]]], end: int) -> None:
    """After `end` steps the deadline is closed; days go on."""
    walk = Walk(task, length)
    for number, ((name, *values), days) in enumerate(timeline):
        if number == end:
            walk.close()
        elif name != "nothing":
            getattr(walk, name)(*values)
        for passed in days:
            walk.today = later(passed, walk.today)
            walk.run()


def test_a_day_that_moves_nearer_does_not_make_two_reminders_in_a_day() -> None:
    """A reviewer who comes back earlier than announced is late at once, and heard of it this morning already."""
    away = [Absence(first_day=later(7), last_day=later(8))]
    asked = replace(deadline(TaskKind.INVITATION, 6), absences=away, day=later(11))
    asked, kinds = live(asked, later(9))
    assert [rule.name for rule in kinds] == ["before_2"]
    nearer = replace(asked, absences=(), day=later(6))
    assert due_reminders(nearer, later(9)) == []
    assert [rule.name for rule in due_reminders(nearer, later(10))] == ["after_4", "silent"]
