"""An author who is not to be named learns how easily readers could find out, and who they would think of."""

from typing import Any

import pytest

from case_studies.operations.cases.anonymity import FEWEST, Anonymity, anonymity_of
from case_studies.operations.cases.queries import find_case
from case_studies.taxonomy.places import contributors, region_of, regions
from case_studies.vocabulary import State
from tests.support.page import Page
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

PLAIN = {"operations": ["MINUSCA"], "themes": ["LED-MIND"], "started": 2016, "ended": 2017}


def _anonymity(world: World, case: Steps) -> Anonymity:
    with world.platform.work.reading() as session:
        return anonymity_of(session, find_case(session, world.actor(WRITER), case.reference).current)


def _near(world: World, place: str, **values: Any) -> None:
    case_in(world, State.PUBLISHED, **{**PLAIN, "implemented_by": [place], **values})


def test_a_named_submitter_has_nothing_to_hide(bare: World) -> None:
    assert not _anonymity(bare, Steps.start(bare, attribution="named")).is_weak


def test_nobody_can_be_guessed_among_all_contributors(bare: World) -> None:
    assert len(contributors()) >= FEWEST
    assert not _anonymity(bare, Steps.start(bare, attribution="unnamed", **PLAIN)).possible


@pytest.mark.slow
def test_few_who_share_operation_theme_and_years_are_named_to_the_author(bare: World) -> None:
    _near(bare, "ISL")
    _near(bare, "FJI", started=2010, ended=2012)  # other years
    _near(bare, "ITA", themes=["MED-HOSP"])
    _near(bare, "PER", operations=["MINUSMA"])
    _near(bare, "URY", attribution="unnamed")  # its readers know no name either
    found = _anonymity(bare, Steps.start(bare, attribution="unnamed", **PLAIN))
    assert found.possible == ("Ghana", "Iceland")


@pytest.mark.slow
def test_enough_neighbours_hide_the_author(bare: World) -> None:
    for place in ("ISL", "FJI", "ITA", "PER"):
        _near(bare, place)
    assert not _anonymity(bare, Steps.start(bare, attribution="unnamed", **PLAIN)).possible
    assert _anonymity(bare, Steps.start(bare, attribution="region", **PLAIN)).possible == ("Ghana",)


@pytest.mark.slow
def test_the_public_thinks_of_those_only_that_its_cases_name(bare: World) -> None:
    _near(bare, "ISL")
    for place in ("FJI", "ITA", "PER"):
        _near(bare, place, audience="members")
    public = _anonymity(bare, Steps.start(bare, attribution="unnamed", **PLAIN))
    assert public.possible == ("Ghana", "Iceland")
    members = _anonymity(bare, Steps.start(bare, attribution="unnamed", audience="members", **PLAIN))
    assert not members.possible
    named = Steps.start(bare, attribution="named_to_members", audience="members", **PLAIN)
    assert not _anonymity(bare, named).possible  # all its readers know


@pytest.mark.parametrize(
    ("text", "field"), [("Ghana moved first.", "actions"), ("加纳部队", "actions"), ("A Ghanaian escort", "results")]
)
def test_a_text_that_names_the_state_is_pointed_at(bare: World, text: str, field: str) -> None:
    case = Steps.start(bare, attribution="unnamed", sections={**WHOLE_CASE["sections"], field: text}, **PLAIN)
    assert field in _anonymity(bare, case).named_in


def test_the_list_is_for_the_author_alone(bare: World) -> None:
    _near(bare, "ISL")
    case = case_in(bare, State.DRAFT, attribution="unnamed", **PLAIN)
    page = Page(bare.browser(WRITER).get(f"/cases/{case.reference}/edit").get_data(as_text=True))
    assert "Few could have written about this operation, these themes and these years: Ghana, Iceland." in page.words
    assert bare.browser(OFFICER).get(f"/cases/{case.reference}/edit").status_code == 403


def test_every_state_has_one_region(bare: World) -> None:
    assert len(regions()) == 195  # 193 Member States, the Holy See and the State of Palestine
    assert all(region_of(code) for code in contributors())
