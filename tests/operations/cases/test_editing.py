"""Starting a case and changing it. A refusal lists what is wrong, and nothing is stored."""

from typing import Any

import pytest
from sqlalchemy import func, select

from case_studies.errors import Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Case, HistoryEntry
from case_studies.operations.cases.editing import start_case
from case_studies.policy.actor import NOBODY
from case_studies.vocabulary import State
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World


def _start(world: World, office: str = WRITER, **rest: Any) -> str:
    with world.platform.work.writing() as session:
        return start_case(session, world.actor(office), WHOLE_CASE, **rest).reference


def _count(world: World) -> int:
    with world.platform.work.reading() as session:
        return session.scalar(select(func.count()).select_from(Case)) or 0


def test_a_case_starts_as_a_draft_with_what_was_typed(bare: World) -> None:
    case = Steps.start(bare)
    revision = case.look().current
    assert (case.reference, revision.state, revision.number) == ("CS-2026-0001", State.DRAFT, 1)
    assert {theme.id for theme in revision.themes} == {"EXP-SEARCH", "MOV-CONVOY"}
    assert revision.sections == WHOLE_CASE["sections"]
    assert revision.writer_ids == [case.actor(WRITER).account_id]


def test_the_audience_of_a_new_case_is_members_by_default(bare: World) -> None:
    with bare.platform.work.writing() as session:
        case = start_case(session, bare.actor(WRITER), {})
    assert Steps(bare, case.reference).look().current.audience == "members"


@pytest.mark.parametrize("office", [OFFICER, "editor.idn", "reviewer.chn", "practitioner", "admin"])
def test_only_a_focal_point_starts_a_case(bare: World, office: str) -> None:
    with pytest.raises(NotAllowed):
        _start(bare, office)
    assert _count(bare) == 0


def test_a_visitor_cannot_start_a_case(bare: World) -> None:
    with pytest.raises(NotSignedIn), bare.platform.work.writing() as session:
        start_case(session, NOBODY, WHOLE_CASE)
    assert _count(bare) == 0


def test_a_form_that_is_sent_twice_starts_one_case(bare: World) -> None:
    assert _start(bare, form_key="k1") == _start(bare, form_key="k1") == "CS-2026-0001"
    assert _start(bare, form_key="k2") == "CS-2026-0002"
    with bare.platform.work.reading() as session:
        assert session.scalar(select(func.count()).where(HistoryEntry.action == "start")) == 2


def test_references_are_counted_by_year(bare: World) -> None:
    _start(bare)
    bare.clock.moment = bare.clock.moment.replace(year=2027)
    assert _start(bare) == "CS-2027-0001"
    assert _start(bare) == "CS-2027-0002"


@pytest.mark.slow
def test_a_refused_start_uses_no_reference(bare: World) -> None:
    with pytest.raises(Incomplete):
        Steps.start(bare, themes=["NO-SUCH"])
    assert Steps.start(bare).reference == "CS-2026-0001"


@pytest.mark.slow
@pytest.mark.parametrize(
    "field", ["themes", "host_states", "operations", "initiatives", "implemented_by", "co_submitters"]
)
def test_unknown_codes_are_reported_and_nothing_is_saved(bare: World, field: str) -> None:
    case = Steps.start(bare)
    before = case.version
    change: dict[str, Any] = {"title": "Another title", field: [*WHOLE_CASE[field], "XX-1", "XX-2"]}
    with pytest.raises(Incomplete) as refusal:
        case.edit(WRITER, version=before, **change)
    assert list(refusal.value.fields) == [field]
    assert "XX-1, XX-2" in refusal.value.fields[field][0]
    assert case.look().current.title == WHOLE_CASE["title"]
    assert case.version == before


def test_unknown_codes_of_all_fields_are_reported_together(bare: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        Steps.start(bare, themes=["A"], operations=["B"])
    assert set(refusal.value.fields) == {"themes", "operations"}


def test_a_region_cannot_be_an_implementing_state(bare: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        Steps.start(bare, implemented_by=["withheld", "GHA"])
    assert set(refusal.value.fields) == {"implemented_by"}


def test_a_period_cannot_end_before_it_starts_whichever_year_changes(bare: World) -> None:
    case = Steps.start(bare, started=2019, ended=2021)
    changes: list[dict[str, Any]] = [{"ended": 2018}, {"started": 2022}, {"started": 2020, "ended": 2019}]
    for change in changes:
        with pytest.raises(Incomplete) as refusal:
            case.edit(**change)
        assert list(refusal.value.fields) == ["ended"]
    case.edit(started=2021)
    case.edit(ended=None, started=2030)


def test_a_delegation_cannot_co_submit_its_own_case(bare: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        Steps.start(bare, co_submitters=["BRA", "GHA"])
    assert list(refusal.value.fields) == ["co_submitters"]


def test_fields_that_are_not_sent_stay_as_they_are(bare: World) -> None:
    case = Steps.start(bare)
    case.edit(sections={"results": "Counted.", "lessons": ""})
    revision = case.look().current
    assert revision.sections == {
        **{name: words for name, words in WHOLE_CASE["sections"].items() if name != "lessons"},
        "results": "Counted.",
    }
    assert list(revision.sections)[:3] == ["summary", "situation", "actions"]
    assert revision.title == WHOLE_CASE["title"]
    assert {place.code for place in revision.host_states} == {"MLI"}


def test_a_stale_page_saves_nothing(bare: World) -> None:
    case = Steps.start(bare)
    stale = case.version
    case.edit(themes=["EXP-SEARCH"])  # only a list changes, and yet the page is stale
    assert case.version > stale
    with pytest.raises(StaleVersion):
        case.edit(title="What I typed", version=stale)
    assert case.look().current.title == WHOLE_CASE["title"]


@pytest.mark.slow
def test_every_account_that_writes_is_recorded(bare: World) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    assert case.look().current.writer_ids == [case.actor(WRITER).account_id]
    assert case.look().current.author_id == case.actor(WRITER).account_id


def test_html_is_stored_as_written(bare: World) -> None:
    case = Steps.start(bare, title="<script>alert(1)</script> & 'quotes'")
    assert case.look().current.title == "<script>alert(1)</script> & 'quotes'"
