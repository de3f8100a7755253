"""A case that has no host State says so: "Worldwide" is a place like others, chosen alone."""

import pytest

from case_studies.errors import Incomplete
from case_studies.vocabulary import WORLDWIDE, Action, State
from tests.support.api_client import Program, fine
from tests.support.page import words
from tests.support.workflow_cases import WRITER, Steps, case_in
from tests.support.world import World

NAME = "Worldwide (no host State)"


@pytest.mark.slow
def test_it_is_a_fact_a_facet_and_a_query_word(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, host_states=[WORLDWIDE])
    other = case_in(bare, State.PUBLISHED)
    assert NAME in words(bare.visitor().get(f"/cases/{case.reference}").get_data(as_text=True))
    assert fine(Program(bare).get(f"/cases/{case.reference}"))["host_states"] == [WORLDWIDE]
    for query in ({"host_state": WORLDWIDE}, {"q": "host:worldwide"}):
        answer = fine(Program(bare).get("/search", query_string=query))
        assert [item["reference"] for item in answer["items"]] == [case.reference]
    facets = fine(Program(bare).get("/search"))["facets"]["host_state"]
    assert {(value["id"], value["count"]) for value in facets} == {(WORLDWIDE, 1), ("MLI", 1)}
    assert other.reference != case.reference
    page = words(bare.visitor().get("/").get_data(as_text=True))
    assert "1 host State or area" in page, "it does not count as a State"


def test_beside_a_state_it_is_refused_at_clearance_and_a_draft_keeps_both(bare: World) -> None:
    case = Steps.start(bare, host_states=[WORLDWIDE, "MLI"])
    with pytest.raises(Incomplete) as refusal:
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert list(refusal.value.fields) == ["host_states"]
    case.edit(host_states=[WORLDWIDE])
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert case.state == State.IN_CLEARANCE
