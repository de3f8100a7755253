"""Who may do what with a study in which state: written by hand, as values."""

import pytest

from case_studies.study_vocabulary import StudyState
from tests.support.studies import study_in
from tests.support.world import World

S = StudyState
OFFICES = (None, "practitioner", "focal-point.gha", "focal-point.deu", "editor.idn", "editor.bra")
ALLOWED: dict[StudyState, dict[str, str]] = {
    S.LISTED: {
        "focal-point.gha": "withdraw",
        "editor.idn": "check withdraw",
        "editor.bra": "check withdraw",
    },
    S.CHECKED: {
        "focal-point.gha": "withdraw",
        "editor.idn": "supersede withdraw",
        "editor.bra": "supersede withdraw",
    },
    S.SUPERSEDED: {"focal-point.gha": "withdraw", "editor.idn": "withdraw", "editor.bra": "withdraw"},
    S.WITHDRAWN: {},
}
READERS: dict[StudyState, tuple[str | None, ...]] = {
    S.LISTED: OFFICES[1:],
    S.CHECKED: OFFICES,
    S.SUPERSEDED: OFFICES,
    S.WITHDRAWN: (),
}


@pytest.mark.slow
@pytest.mark.parametrize("state", StudyState)
def test_each_office_sees_it_and_may_do_what_the_table_says(bare: World, state: StudyState) -> None:
    study = study_in(bare, state)
    for office in OFFICES:
        answer = study.read(office)
        assert answer.status_code == (200 if office in READERS[state] else 404), office
        if answer.status_code == 200:
            assert answer.get_json()["actions"] == ALLOWED[state].get(office or "", "").split(), office


def test_a_step_is_refused_for_the_reason_that_comes_first(bare: World) -> None:
    study = study_in(bare, S.LISTED)
    assert study.act(None, "check").status_code == 401
    assert study.act("focal-point.gha", "check").status_code == 403
    assert study.act("editor.idn", "supersede").status_code == 409
    assert study.act("editor.idn", "check").status_code == 200
    assert study.act("editor.idn", "supersede", note="").status_code == 422
