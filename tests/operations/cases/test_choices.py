"""What helps with choosing codes: other names, and what is chosen most often."""

import pytest

from case_studies.case_fields import CASE_FIELDS
from case_studies.operations.cases.choices import (
    fold_name,
    frequent_choices,
    latest_to_choose_from,
    letters_like,
    other_names,
)
from case_studies.operations.thesaurus.edit import retire_concept
from case_studies.vocabulary import State
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import World


def frequent(world: World, office: str, field: str = "host_states") -> list[str]:
    with world.platform.work.reading() as session:
        actor = world.actor(office)
        return frequent_choices(session, actor, CASE_FIELDS[field], latest_to_choose_from(session, actor))


@pytest.mark.slow
def test_own_choices_come_first_and_nobody_learns_from_others_drafts(bare: World) -> None:
    case_in(bare, State.PUBLISHED, host_states=["MLI"])
    Steps.start(bare, "focal-point.deu", host_states=["LBN"])
    Steps.start(bare, "focal-point.idn", host_states=["COD"])
    assert frequent(bare, "focal-point.deu") == ["LBN", "MLI"]
    assert frequent(bare, "focal-point.idn") == ["COD", "MLI"]
    assert frequent(bare, "focal-point.rwa") == ["MLI"]


def test_nobody_learns_from_suggestions_to_whom_another_delegation_releases_its_parts(bare: World) -> None:
    case_in(bare, State.PUBLISHED, released_to=["KEN"], section_audiences={"results": "delegations"})
    assert frequent(bare, "focal-point.gha", "released_to") == ["KEN"]
    assert not frequent(bare, "focal-point.deu", "released_to")
    assert "KEN" not in frequent(bare, "reviewer.ken", "released_to")  # named ones know each other by the case


def test_names_are_folded_as_search_folds_them(bare: World) -> None:
    with bare.platform.work.reading() as session:
        places = other_names(session, "places")
    assert {"cote d ivoire", "ivory coast", "科特迪瓦"} <= set(places["CIV"])
    assert "turkey" in places["TUR"]
    assert {fold_name(name) for name in ("N'Djamena", "N’Djamena", "nʼdjamena", "N`DJAMENA")} == {"n djamena"}


def test_a_name_is_found_in_traditional_and_simplified_chinese(bare: World) -> None:
    with bare.platform.work.reading() as session:
        places = other_names(session, "places")
    letters = letters_like(places)
    assert "".join(letters.get(letter, letter) for letter in "馬里") in places["MLI"]
    assert fold_name("馬里") in places["MLI"]  # a name that is stored in traditional characters


def test_a_name_that_an_administrator_retires_is_offered_no_more(bare: World) -> None:
    with bare.platform.work.writing() as session:
        retire_concept(session, bare.actor("admin"), "operation:UNMISS", edition=1)
        assert "UNMISS" not in other_names(session, "operations")
