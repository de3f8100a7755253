"""The table of rights with delegations, right by right, for every kind of office."""

import pytest

from case_studies.models import Delegation
from case_studies.policy.actor import NOBODY
from case_studies.policy.delegations import ON_SERVER, RULES, DelegationRight, delegation_rights
from tests.support.world import World

ALL = set(DelegationRight)
R = DelegationRight
OF_AN_ADMINISTRATOR = ALL - {R.AGREE_ON_CHAIR, R.ANSWER_APPLICATION}
MATRIX = {
    "admin": OF_AN_ADMINISTRATOR,
    "editor.bra": {R.READ_RECORD, R.SET_STANDING, R.ADD, R.READ_ALL, R.AGREE_ON_CHAIR}
    | {R.READ_APPLICATIONS, R.ANSWER_APPLICATION},
    "focal-point.gha": {R.READ_RECORD, R.CHANGE, R.LEAVE, R.INVITE},
    "clearance.gha": {R.READ_RECORD},
    "focal-point.deu": set(),
    "clearance.deu": set(),
    "reviewer.jpn": set(),
    "practitioner": set(),
}


@pytest.mark.parametrize("office", MATRIX)
def test_what_an_office_may_do_with_ghana(bare: World, office: str) -> None:
    with bare.platform.work.reading() as session:
        ghana = session.get_one(Delegation, "GHA")
        assert delegation_rights(session, bare.actor(office), ghana) == MATRIX[office]
        assert delegation_rights(session, NOBODY, ghana) == set()
        assert delegation_rights(session, ON_SERVER, ghana) == OF_AN_ADMINISTRATOR


def test_an_editor_of_no_co_chair_has_no_say(bare: World) -> None:
    with bare.platform.work.writing() as session:
        editor = bare.actor("editor.bra")
        brazil = session.get_one(Delegation, "BRA")
        own = delegation_rights(session, editor, brazil)
        brazil.standing = "member"
        session.flush()
        assert R.SET_STANDING not in own
        assert delegation_rights(session, editor, session.get_one(Delegation, "GHA")) == set()


def test_every_right_has_a_line() -> None:
    assert set(RULES) == ALL
