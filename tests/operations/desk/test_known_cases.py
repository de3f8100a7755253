"""What lists know of a case is what its own page shows: the query and `case_view` agree."""

import pytest
from sqlalchemy import select

from case_studies.models import Case
from case_studies.operations.cases.queries import case_with_all
from case_studies.operations.desk.known_cases import COUNTED, known_cases
from case_studies.operations.desk.tasks import known_since
from case_studies.policy.visibility import case_view, conflict_of
from case_studies.vocabulary import State
from tests.support.workflow_cases import second_draft, second_round
from tests.support.world import World


@pytest.mark.slow
@pytest.mark.parametrize("office", ["editor.idn", "editor.rwa", "editor.bra", "editor.chn"])
def test_the_query_agrees_with_the_view_of_each_case(library: World, office: str) -> None:
    second_draft(library)
    second_round(library)
    actor = library.actor(office)
    with library.platform.work.reading() as session:
        known = known_cases(actor)
        listed = {
            row.case_id: (row.state, row.shown, row.last, row.since) for row in session.execute(select(known)).all()
        }
        expected = {
            case.id: (seen.state, seen.revision.number, seen.last, known_since(actor, case))
            for case in session.scalars(case_with_all().where(~conflict_of(actor)).order_by(Case.id))
            if (seen := case_view(actor, case)) and seen.inside and seen.state in COUNTED
        }
    assert listed == expected
    assert {State.PUBLISHED, State.IN_REVIEW} & {state for state, *_ in listed.values()}
