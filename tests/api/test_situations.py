"""Cases that fit a situation by API, with the same rules as on the page."""

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine, published, refused
from tests.support.page_reader import read, words
from tests.support.practices import EDITOR, PracticeSteps, two_cases
from tests.support.template import Template
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import World

CASE = {
    "reference", "title", "url", "language", "audience", "host_states", "reasons", "differences", "asides", "takes",
    "life", "confirmed_on", "confirm_by", "confirmation_note", "marking",
}  # fmt: skip


@pytest.fixture(scope="module")
def library(library_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demonstration library. Reading does not change it."""
    world = library_template.copy(tmp_path_factory.mktemp("library"))
    yield world
    world.close()


def ask(world: World, office: str | None = None, **situation: Any) -> dict[str, Any]:
    return fine(Program(world, office).get("/fit", query_string=situation))  # type: ignore[no-any-return]


def test_the_response_has_the_documented_shape(library: World) -> None:
    answer = ask(
        library, host_state="MLI", threat="ied", unit="convoy", means=["armoured-vehicles", "trucks", "ambulances"]
    )
    assert set(answer) == {"practices", "items", "instead"}
    assert answer["instead"] == []
    assert [item["reference"] for item in answer["items"]][:2] == ["CS-2026-0002", "CS-2026-0001"]
    for item in answer["items"]:
        assert set(item) == CASE
        assert item["url"] == f"http://localhost/cases/{item['reference']}"
        for remark in (*item["reasons"], *item["differences"], *item["asides"], *item["takes"]):
            assert set(remark) == {"aspect", "relation", "says", "values", "themes", "passage"}


def test_a_reason_comes_with_its_passage_and_its_theme(library: World) -> None:
    items = ask(library, unit="convoy", means=["ambulances"])["items"]
    best = next(item for item in items if item["reference"] == "CS-2026-0002")
    unit = next(remark for remark in best["reasons"] if remark["aspect"] == "unit")
    assert unit["says"] == "Kind of unit: convoys and escorts, as yours"
    assert unit["themes"] == [{"id": "MOV-CONVOY", "label": "Convoy escort and combat convoys"}]
    means = next(remark for remark in best["reasons"] if remark["aspect"] == "means")
    assert means["passage"]["section"] == "resources"
    assert [part["text"] for part in means["passage"]["parts"] if part["found"]] == ["armoured ambulances"]


def test_page_and_api_name_the_same_cases_in_the_same_order(library: World) -> None:
    page = library.visitor().get("/fit?terrain=jungle&unit=patrol").get_data(as_text=True)
    listed = [
        page.index(f'/cases/{item["reference"]}"') for item in ask(library, terrain="jungle", unit="patrol")["items"]
    ]
    assert listed == sorted(listed)
    assert page.count('<article class="result fit">') == len(listed)


def test_if_nothing_fits_alternatives_are_listed(library: World) -> None:
    answer = ask(library, terrain="coast", means="boats")
    assert answer["items"] == []
    assert {value["aspect"] for value in answer["instead"]} == {"terrain", "means"}
    assert all(value["count"] > 0 for value in answer["instead"])


@pytest.mark.slow
def test_members_cases_need_a_token(bare: World) -> None:
    reference = published(bare, audience="members")
    assert ask(bare, host_state="MLI") == {"practices": [], "items": [], "instead": []}
    assert [item["reference"] for item in ask(bare, "practitioner", host_state="MLI")["items"]] == [reference]


@pytest.mark.parametrize(
    ("situation", "field"),
    [
        ({"threat": ["ied", "dragons"]}, "threat"),
        ({"host_state": ["ATL"]}, "host_state"),
        ({"means": [f"m{n}" for n in range(10_000)]}, "means"),
        ({"unit": ["x" * 61]}, "unit.0"),
        ({"terrain": ["ied"]}, "terrain"),  # a threat is not a terrain
        ({"stranger": "1", "threat": "ied"}, "stranger"),
    ],
    ids=["threat", "host_state", "ten thousand", "too long", "another field's", "no such field"],
)
def test_unknown_values_are_refused_by_field(library: World, situation: dict[str, Any], field: str) -> None:
    refused(Program(library).get("/fit", query_string=situation), 422, field)


def test_an_empty_situation_is_refused(library: World) -> None:
    answer = Program(library).get("/fit")
    refused(answer, 422)
    assert "at least one" in answer.get_json()["detail"]


def test_an_unavailable_index_is_reported(bare: World) -> None:
    shutil.rmtree(bare.config.index_dir)
    refused(Program(bare).get("/fit", query_string={"threat": "ied"}), 503)


@pytest.mark.slow
def test_practices_that_these_cases_support_come_first(bare: World) -> None:
    cases = two_cases(bare, audience="public")
    slower = case_in(bare, State.PUBLISHED, audience="members", title="A slower column")
    practice = PracticeSteps(bare)
    for case in cases:
        fine(practice.cite(case), 201)
    fine(practice.cite(slower, relation="contradicts", shows="It was slower."), 201)
    fine(practice.act(EDITOR, "consult"))
    situation = {"host_state": "MLI", "threat": "ied", "means": "boats"}
    assert ask(bare, "practitioner", **situation)["practices"] == [], "it is not adopted"
    practice.adopt()
    for office, against in ((None, []), ("practitioner", ["It was slower."])):
        [found] = ask(bare, office, **situation)["practices"]
        assert (found["reference"], found["level"]) == (practice.reference, "moderate")
        assert found["supported_by"] == [case.reference for case in cases]
        assert [row["shows"] for row in found["against"]] == against
        says = [remark["says"] for remark in found["reasons"]]
        assert "Host State: Mali, as yours" in says
        assert len(says) == len(set(says)), "cases are not votes"
        page = words(read(bare.browser(office) if office else bare.visitor(), f"/fit?{urlencode(situation)}"))
        assert page.index("2 of the cases below support it") < page.index(
            "2 cases to read" if office is None else "3 cases to read"
        )
        assert ("Contradicts: It was slower." in page) == bool(against)
    cases[0].act(Action.WITHDRAW, WRITER, "A mistake.")
    assert ask(bare, **situation)["practices"] == [], "one public case is not enough"
    [found] = ask(bare, "practitioner", **situation)["practices"]
    assert found["supported_by"] == [cases[1].reference]
