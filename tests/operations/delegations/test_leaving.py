"""Leaving: at once, by the delegation itself, with its published cases as it chooses; the history stays."""

import pytest
from sqlalchemy import select

from case_studies.errors import NotAllowed, NotVisible, WrongState
from case_studies.models import Account, Case, Delegation, HistoryEntry
from case_studies.operations.audit import verify_history
from case_studies.operations.delegations.leaving import leave_group
from case_studies.operations.delegations.records import add_delegation
from case_studies.policy.delegations import ON_SERVER
from case_studies.vocabulary import HistoryAction, Role, Standing, State
from tests.support.offices import REAL_PASSWORD, open_office
from tests.support.workflow_cases import case_in
from tests.support.world import World, csrf

FOCAL = "focal@gha.example"


@pytest.mark.slow
@pytest.mark.parametrize("stand_down", [False, True])
def test_its_published_cases_stay_or_are_withdrawn(bare: World, stand_down: bool) -> None:
    cases = {state: case_in(bare, state) for state in (State.PUBLISHED, State.IN_REVIEW, State.DRAFT)}
    focal = open_office(bare, FOCAL, "GHA", Role.FOCAL_POINT)
    with bare.platform.work.writing() as session:
        leave_group(session, focal, "GHA", stand_down=stand_down)
    with bare.platform.work.reading() as session:
        states = {
            before: session.scalars(select(Case).where(Case.reference == case.reference)).one().state
            for before, case in cases.items()
        }
        ghana = session.get_one(Delegation, "GHA")
        accounts = session.scalars(select(Account.active).where(Account.delegation_code == "GHA")).all()
        left = session.scalars(select(HistoryEntry).where(HistoryEntry.action == HistoryAction.LEAVE_GROUP)).one()
        assert verify_history(session) == []
    assert states[State.IN_REVIEW] == State.WITHDRAWN
    assert states[State.PUBLISHED] == (State.WITHDRAWN if stand_down else State.PUBLISHED)
    assert states[State.DRAFT] == (State.WITHDRAWN if stand_down else State.DRAFT)
    assert (ghana.standing, ghana.left_on is not None, left.account_email) == (Standing.FORMER, True, FOCAL)
    assert not any(accounts)
    reader = bare.visitor()
    status = reader.get(f"/cases/{cases[State.PUBLISHED].reference}").status_code
    assert (status == 200) is not stand_down


def test_only_the_delegation_or_an_administrator_and_not_from_the_chair(bare: World) -> None:
    chair = open_office(bare, "focal@rwa.example", "RWA", Role.FOCAL_POINT)
    other = open_office(bare, "focal@deu.example", "DEU", Role.FOCAL_POINT)
    admin = open_office(bare, "admin@chn.example", "CHN", Role.ADMINISTRATOR)
    for actor, code, stand_down, error in (
        (chair, "RWA", False, WrongState),
        (other, "GHA", False, NotVisible),
        (bare.actor("clearance.gha"), "GHA", False, NotAllowed),
        (bare.actor("focal-point.gha"), "GHA", False, NotAllowed),  # many people share it
        (admin, "GHA", True, NotAllowed),
    ):
        with pytest.raises(error), bare.platform.work.writing() as session:
            leave_group(session, actor, code, stand_down=stand_down)
    with bare.platform.work.writing() as session:
        leave_group(session, admin, "GHA")
        assert add_delegation(session, ON_SERVER, "GHA").standing == Standing.MEMBER, "it may come back"


def test_the_page_signs_the_offices_out(bare: World) -> None:
    open_office(bare, FOCAL, "GHA", Role.FOCAL_POINT)
    client = bare.browser(FOCAL, REAL_PASSWORD)
    url = "/delegations/GHA/leave"
    sent = {**csrf(client, url), "cases": "stay"}
    assert client.post(url, data=sent).status_code == 422, "it is not sure"
    assert client.post(url, data={**sent, "sure": "yes"}).headers["Location"] == "/"
    assert client.get("/desk").status_code in (302, 303, 401)
    again = client.post("/sign-in", data={"email": FOCAL, "password": REAL_PASSWORD, **csrf(client)})
    assert again.status_code == 422
