"""One rule in two forms: what a person sees of a case, and the query for the cases of which they see anything."""

import pytest
from sqlalchemy import select

from case_studies.models import Case
from case_studies.operations.cases.queries import case_with_all
from case_studies.policy.visibility import case_view, visible_to
from tests.support.policy_cases import all_actors
from tests.support.world import World


@pytest.mark.slow
def test_the_query_finds_just_the_cases_of_which_a_person_sees_something(special_library: World) -> None:
    with special_library.platform.work.reading() as session:
        cases = list(session.scalars(case_with_all()))
        for actor in all_actors(special_library):
            found = set(session.scalars(select(Case.reference).where(visible_to(actor))))
            assert found == {case.reference for case in cases if case_view(actor, case) is not None}, actor
