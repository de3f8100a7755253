"""Results of all kinds: the facet first, and a line for each kind; feeds and files have events and studies, too."""

import json

import pytest

from app.api.examples_of_studies import STUDY
from case_studies.study_vocabulary import StudyState
from case_studies.vocabulary import EventState, IssueState, PracticeState, ThreadState
from tests.support.events import event_in
from tests.support.issues import issue_in
from tests.support.page_reader import link, read, words
from tests.support.practices import practice_in, two_cases
from tests.support.studies import study_in
from tests.support.threads import thread_in
from tests.support.world import World

LINES = "7 results|Good practice|Adopted|rests on 2 cases|Difficult issue|Open|answers until|Discussion|Closed|informal"
OF_EVENT = "Event Cancelled 3 December 2027, 10:00–12:30 (America/New York) New York"
OF_STUDY = "Study Checked A. Author; B. Writer, 2021 Policy brief"


@pytest.mark.slow
def test_each_kind_has_its_line(bare: World) -> None:
    practice_in(bare, PracticeState.ADOPTED, two_cases(bare))
    answer_by = (bare.clock.moment.date()).replace(year=bare.clock.moment.year + 1).isoformat()
    issue_in(bare, IssueState.OPEN, answer_by=answer_by)
    thread_in(bare, ThreadState.CLOSED)
    event = event_in(bare, EventState.CANCELLED, starts="2027-12-03", audience="public")
    study = study_in(bare, StudyState.CHECKED)
    browser = bare.browser("practitioner")
    page = read(browser, "/search")
    text = words(page)
    for line in (*LINES.split("|"), OF_EVENT, OF_STUDY):
        assert line in text, line
    assert text.index(" Kind ") < text.index("Host State or area")
    only = read(browser, link(page, "Good practices 1"))
    assert "1 result" in words(only)
    assert "2 cases" in words(read(bare.visitor(), "/search?kind=case"))
    feed = read(bare.visitor(), "/search.atom?kind=event&kind=study")
    assert "Cancelled · 3 December 2027, 10:00–12:30 (America/New York) · New York" in feed
    assert 'term="study"' in feed
    assert str(STUDY["finding"]) in feed
    found = (json.loads(line) for line in read(bare.visitor(), "/search.jsonl?sort=title").splitlines())
    rows = {row["reference"]: row for row in found}
    says = ("kind", "state", "when", "revision", "address", "notes")
    at = "http://localhost"
    cancelled = ["Cancelled: The hall is closed.", "New York"]
    assert [rows[event.reference][name] for name in says] == [
        *("event", "cancelled", "2027-12-03", None, f"{at}/events/{event.reference}", cancelled)
    ]
    read_at = ["The whole study was read", STUDY["address"]]
    assert [rows[study.reference][name] for name in says] == [
        *("study", "checked", "2021", None, f"{at}/studies/{study.reference}", read_at)
    ]
    assert f"{event.reference},event,," in read(bare.visitor(), "/search.csv")
