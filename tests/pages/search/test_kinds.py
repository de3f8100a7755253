"""Results of all kinds on the search page: the facet first, and a line for each kind."""

from case_studies.vocabulary import IssueState, PracticeState, ThreadState
from tests.support.issues import issue_in
from tests.support.page_reader import link, read, words
from tests.support.practices import practice_in, two_cases
from tests.support.threads import thread_in
from tests.support.world import World

LINES = "5 results|Good practice|Adopted|rests on 2 cases|Difficult issue|Open|answers until|Discussion|Closed|informal"


def test_each_kind_has_its_line(bare: World) -> None:
    practice_in(bare, PracticeState.ADOPTED, two_cases(bare))
    answer_by = (bare.clock.moment.date()).replace(year=bare.clock.moment.year + 1).isoformat()
    issue_in(bare, IssueState.OPEN, answer_by=answer_by)
    thread_in(bare, ThreadState.CLOSED)
    browser = bare.browser("practitioner")
    page = read(browser, "/search")
    text = words(page)
    for line in LINES.split("|"):
        assert line in text, line
    assert text.index(" Kind ") < text.index("Host State or area")
    only = read(browser, link(page, "Good practices 1"))
    assert "1 result" in words(only)
    assert "2 cases" in words(read(bare.visitor(), "/search?kind=case"))
