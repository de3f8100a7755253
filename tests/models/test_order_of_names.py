"""The names of a case's States are in the order of the language everywhere: Côte d'Ivoire before Czechia."""

import pytest
from sqlalchemy import select

from case_studies.db import by_name
from case_studies.models import Place
from case_studies.vocabulary import State
from tests.support.api_client import Program, fine
from tests.support.page import words
from tests.support.page_reader import read
from tests.support.workflow_cases import case_in
from tests.support.world import World

CODES = ["CZE", "CIV", "HRV", "TUV", "TUR", "TCD"]
IN_ORDER = ["TCD", "CIV", "HRV", "CZE", "TUR", "TUV"]  # Chad, Côte d’Ivoire, Croatia, Czechia, Türkiye, Tuvalu


@pytest.mark.slow
def test_names_of_states_are_in_the_order_of_the_language(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, host_states=CODES, implemented_by=CODES)
    with bare.platform.work.reading() as session:
        places = session.scalars(select(Place).where(Place.code.in_(CODES)).order_by(by_name(Place.name))).all()
        assert [place.code for place in places] == IN_ORDER
    names = [place.name for place in places]

    program = Program(bare)
    (hit,) = fine(program.get("/search?q=road"))["items"]
    whole = fine(program.get(f"/cases/{case.reference}"))
    for shown in (hit["host_states"], hit["implemented_by"]):
        assert [value["id"] for value in shown] == IN_ORDER
    assert whole["host_states"] == whole["implemented_by"] == IN_ORDER
    visitor = bare.visitor()
    for url in (f"/cases/{case.reference}", "/search?q=road"):
        page = words(read(visitor, url))
        places_at = [page.index(name) for name in names]
        assert places_at == sorted(places_at), url
    listed = [state["id"] for state in fine(program.get("/states")) if state["id"] in CODES]
    assert listed == IN_ORDER
