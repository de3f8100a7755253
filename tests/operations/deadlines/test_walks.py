"""People do what they like while days pass and the duties run: what was sent is compared with the database.

The schedule by itself is proved in `test_schedule.py`; here its days, closings and absences come from real steps.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from sqlalchemy import select

from case_studies.errors import Refusal
from case_studies.models import Absence, Assignment, Case
from case_studies.vocabulary import Action, NotificationEvent, State
from tests.support.calendar import Calendar, SentNotification
from tests.support.template import Template
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, second_round, unanswered_round
from tests.support.working_days import day_after_days_present, is_away
from tests.support.world import World

pytestmark = pytest.mark.slow

REVIEWING = ("reviewer.chn", "reviewer.fra", "reviewer.jpn")
A = Action


def _submitted_and_asked(world: World) -> Steps:
    case = case_in(world, State.SUBMITTED)
    for reviewer in REVIEWING[:2]:
        case.assign(reviewer)
    return case


def _accepted_round(world: World) -> Steps:
    case = unanswered_round(world)
    for reviewer in REVIEWING[:2]:
        case.respond(reviewer)
    return case


BEGINNINGS = (
    _submitted_and_asked,
    unanswered_round,
    _accepted_round,
    second_round,
    partial(case_in, state=State.REVISION_REQUESTED),
)
REVIEWERS_STEPS: dict[str, Callable[[Steps, str], None]] = {
    "accept": lambda case, who: case.respond(who),
    "decline": lambda case, who: case.respond(who, accept=False),
    "save": lambda case, who: case.review(who, submit=False),
    "hand in": lambda case, who: case.review(who),
    "declare": lambda case, who: case.declare(who),
    "assign": lambda case, who: _nothing(case.assign(who)),
    "release": lambda case, who: case.release(who),
    "close": lambda case, who: Calendar(case.world).change_account(who, active=False),
    "open": lambda case, who: Calendar(case.world).change_account(who, active=True),
    "no role": lambda case, who: Calendar(case.world).change_account(who, roles=["practitioner"]),
    "role": lambda case, who: Calendar(case.world).change_account(who, roles=["reviewer"]),
}
CASES_STEPS: dict[str, Callable[[Steps], None]] = {
    "start": lambda case: case.act(A.START_REVIEW, EDITOR),
    "return": lambda case: case.act(A.RETURN_TO_SUBMITTER, EDITOR, "Name the unit."),
    "request revision": lambda case: case.act(A.REQUEST_REVISION, EDITOR, "Say who counted."),
    "answer": lambda case: case.answer(),
    "request clearance": lambda case: case.act(A.REQUEST_CLEARANCE, WRITER),
    "send back": lambda case: case.act(A.SEND_BACK, OFFICER, "Not yet."),
    "clear": lambda case: case.act(A.CLEAR, OFFICER),
    "close the writer": lambda case: Calendar(case.world).change_account(WRITER, active=False),
    "open the writer": lambda case: Calendar(case.world).change_account(WRITER, active=True),
}
ENDS: dict[str, Callable[[Steps], None]] = {
    "publish": lambda case: case.act(A.PUBLISH, EDITOR, "Said."),
    "decline": lambda case: case.act(A.DECLINE, EDITOR, "Not about safety."),
    "withdraw": lambda case: case.act(A.WITHDRAW, OFFICER),
}
AWAY: dict[str, Callable[[Calendar, str], None]] = {
    "away at once": lambda calendar, who: calendar.be_away(who, calendar.day(0), calendar.day(4)),
    "away soon": lambda calendar, who: calendar.be_away(who, calendar.day(3), calendar.day(12)),
    "away for a day": lambda calendar, who: calendar.be_away(who, calendar.day(1), calendar.day(1)),
    "back": lambda calendar, who: calendar.come_back(who),
}
Step = Callable[[Calendar, Steps], None]


def _of_a_reviewer(step: Callable[[Steps, str], None], who: str) -> Step:
    return lambda _calendar, case: step(case, who)


def _of_a_calendar(step: Callable[[Calendar, str], None], who: str) -> Step:
    return lambda calendar, _case: step(calendar, who)


def _of_the_case(step: Callable[[Steps], None]) -> Step:
    return lambda _calendar, case: step(case)


STEPS: dict[str, Step] = {
    **{f"{who} {name}": _of_a_reviewer(step, who) for who in REVIEWING for name, step in REVIEWERS_STEPS.items()},
    **{f"{who} {name}": _of_a_calendar(step, who) for who in REVIEWING for name, step in AWAY.items()},
    **{name: _of_the_case(step) for name, step in (CASES_STEPS | ENDS).items()},
}
OFTEN = [*CASES_STEPS, *(f"{who} accept" for who in REVIEWING), "nothing", "nothing", "nothing"] * 4
TIMELINES = st.lists(
    st.tuples(st.sampled_from(OFTEN + sorted(STEPS)), st.lists(st.integers(1, 6), max_size=3)), min_size=12, max_size=24
)
BOUNDED = settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a timeline is read step by step; shrinking it would take minutes
    database=None,
    suppress_health_check=list(HealthCheck),
)


def _nothing(_result: object) -> None:
    """Drop what a step returns."""


def _take(calendar: Calendar, case: Steps, name: str, days: list[int]) -> None:
    """Take a step, or be refused; the duties run at once, and again after some days."""
    note(f"{calendar.today}: {name}, then {days}")
    if name in STEPS:
        with suppress(Refusal):
            STEPS[name](calendar, case)
    for number in [0, *days]:
        calendar.pass_days(number)
        _run(calendar, case)
    Ledger(calendar, case).nobody_is_forgotten(calendar.sent())


def _run(calendar: Calendar, case: Steps) -> None:
    before = calendar.sent()
    calendar.run()
    told = calendar.sent()
    if told != before:
        Ledger(calendar, case).check(told, told[len(before) :])
        assert calendar.run() == {}, "a second run told something"


class Ledger:
    """The case as it is, and what may have been sent about it just now."""

    def __init__(self, calendar: Calendar, steps: Steps) -> None:
        self.today = calendar.today
        self.case = steps.look()
        self.editors = {f"editor.{code}" for code in ("idn", "bra", "rwa", "chn")}
        with calendar.world.platform.work.reading() as session:
            absences = session.scalars(select(Absence)).all()
        self.absences = {
            assignment.reviewer_id: [a for a in absences if a.account_id == assignment.reviewer_id]
            for assignment in self.case.current.assignments
        }

    def check(self, everything: list[SentNotification], fresh: list[SentNotification]) -> None:
        for told in fresh:
            what, task, number, kind = (*told.key.split(":"), "")[:4]
            if what == "stalled":
                self.stalled(told)
            elif task == "revision":
                self.revision(told, int(number), kind)
            else:
                self.asked(told, task, int(number), kind)
        assert all(n == 1 for n in Counter((told.office, told.key) for told in everything).values()), "twice"
        days = Counter((t.office, t.key.rsplit(":", 1)[0], t.event, t.day) for t in everything if t.facts.get("kind"))
        assert all(number == 1 for number in days.values()), "two of one matter in a day"

    def stalled(self, told: SentNotification) -> None:
        awaited = {State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED, State.IN_CLEARANCE}
        assert self.case.state in awaited
        assert any(revision.submitted_at for revision in self.case.revisions)
        assert (self.today - self.case.changed_at.date()).days >= 30
        assert told.office in self.editors

    def revision(self, told: SentNotification, number: int, kind: str) -> None:
        revision = self.case.current
        assert (revision.id, self.case.state, told.office) == (number, State.REVISION_REQUESTED, WRITER)
        assert revision.revise_by is not None
        self.in_time(kind, revision.revise_by, [])

    def asked(self, told: SentNotification, task: str, number: int, kind: str) -> None:
        assignment = next(a for a in self.case.current.assignments if a.id == number)
        assert self.is_open(assignment), "after the matter was closed"
        assert assignment.state == {"invitation": "invited", "review": "accepted"}[task]
        away = self.absences[assignment.reviewer_id]
        assert not is_away(self.today, away), "while the reviewer was away"
        assert self.today > assignment.invited_at.date(), "on the day of asking"
        self.in_time(kind, self.day(assignment), away)
        own = assignment.reviewer.email.split("@")[0]
        assert told.office in self.editors if told.event == NotificationEvent.REVIEWER_SILENT else told.office == own
        assert (kind == "silent") == (told.event == NotificationEvent.REVIEWER_SILENT)

    def is_open(self, assignment: Assignment) -> bool:
        """Whether a reviewer has something to do, and may."""
        reviewer, states = assignment.reviewer, {"invited": ("submitted", "in_review"), "accepted": ("in_review",)}
        may = reviewer.active and "reviewer" in reviewer.roles
        declared = any(found.account_id == reviewer.id for found in self.case.declared)
        return may and not declared and self.case.state in states.get(assignment.state, ())

    def day(self, assignment: Assignment) -> date:
        asked, away = assignment.invited_at.date(), self.absences[assignment.reviewer_id]
        day = assignment.answer_by if assignment.state == "invited" else assignment.due_on
        assert assignment.state == "invited" or assignment.paused_on is None, "while the clock stood"
        return day_after_days_present(asked, (day - asked).days, away)

    def in_time(self, kind: str, day: date, away: list[Absence]) -> None:
        when, _, number = kind.partition("_")
        if when == "before":
            assert day - timedelta(int(number)) <= self.today <= day, "before its time, or after the day"
        else:
            assert self.today >= day_after_days_present(day, int(number or 4), away), "before its time"

    def nobody_is_forgotten(self, everything: list[SentNotification]) -> None:
        """Somebody who has been late for a day, is there and was never reminded, would have been now."""
        matters = {told.key.rsplit(":", 1)[0] for told in everything}
        for assignment in filter(self.is_open, self.case.current.assignments):
            task = "invitation" if assignment.state == "invited" else "review"
            away = self.absences[assignment.reviewer_id]
            late = max(self.day(assignment), _taken_on(self.case, assignment))
            if not is_away(self.today, away) and self.today >= day_after_days_present(late, 1, away):
                assert f"reminder:{task}:{assignment.id}" in matters, "late, and nothing was ever sent"


def _taken_on(case: Case, assignment: Assignment) -> date:
    """Return the last day on which something happened that made it the reviewer's to do."""
    submitted = case.current.submitted_at or assignment.invited_at
    return max(assignment.answered_at or assignment.invited_at, case.moved_at, submitted).date()


def test_timelines_of_days_and_steps(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> None:
    heard: Counter[str] = Counter()

    @BOUNDED
    @given(timeline=TIMELINES)
    def walk(begin: Callable[[World], Steps], timeline: list[tuple[str, list[int]]]) -> None:
        world = bare_template.copy(tmp_path_factory.mktemp("walk"))
        calendar, case = Calendar(world), begin(world)
        for name, days in timeline:
            _take(calendar, case, name, days)
        heard.update(
            " ".join([*([t.facts["matter"]] if "matter" in t.facts else []), t.event]) for t in calendar.sent()
        )
        world.close()

    for begin in BEGINNINGS:
        walk(begin)
    assert set(heard) >= {
        "invitation invitation_reminder", "invitation reviewer_silent", "review review_reminder",
        "review reviewer_silent", "revision revision_reminder", "case_stalled",
    }  # fmt: skip
