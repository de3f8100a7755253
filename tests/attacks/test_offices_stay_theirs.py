"""Nobody makes an office of another delegation theirs, and what signed the last person in ends with them."""

from typing import Any

import pytest
from sqlalchemy import func, select

from case_studies.errors import NotAllowed
from case_studies.models import ApiToken, AuthenticatorApp, RecoveryCode
from case_studies.operations.accounts.accounts import find_account, own_account, set_active, set_roles
from case_studies.operations.accounts.authenticator_app import new_secret
from case_studies.operations.accounts.recovery_codes import renew_codes
from case_studies.operations.administration.people import close_or_reopen, invite_again
from case_studies.operations.audit import verify_history
from case_studies.operations.delegations.offices import change_roles, hand_over_office, invite_office, take_back
from case_studies.vocabulary import Role
from tests.support.api_client import Program, fine, refused
from tests.support.offices import REAL_PASSWORD, actor_of, open_office
from tests.support.page_reader import open_page
from tests.support.world import World, csrf, token_of

FOCAL, EVIL = "adviser@deu.example.org", "adviser@evil.example.org"
EDITOR = "chair@bra.example.org"


def test_an_editor_of_a_co_chair_takes_no_office_of_another_delegation(bare: World) -> None:
    editor = open_office(bare, EDITOR, "BRA", Role.EDITOR)
    focal = open_office(bare, FOCAL, "DEU", Role.FOCAL_POINT)
    attempts: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = [
        (invite_office, ("DEU",), {"email": EVIL, "office": "Adviser", "roles": [Role.FOCAL_POINT]}),
        (hand_over_office, ("DEU", focal.account), {"email": EVIL}),
        (change_roles, ("DEU", focal.account, [Role.PRACTITIONER]), {}),
    ]
    for attempt, place, values in attempts:
        with pytest.raises(NotAllowed), bare.platform.work.writing() as session:
            attempt(session, editor, *place, **values)


def test_an_editor_invites_the_first_office_of_a_delegation(bare: World) -> None:
    editor = open_office(bare, EDITOR, "BRA", Role.EDITOR)
    with bare.platform.work.writing() as session:
        set_active(session, "focal-point.deu@demo.example", is_open=False)
        invite_office(session, editor, "DEU", email=FOCAL, office="Adviser", roles=[Role.FOCAL_POINT])
    assert actor_of(bare, FOCAL).delegation == "DEU"


def test_a_hand_over_ends_the_second_factor_of_the_last_person(bare: World) -> None:
    focal = open_office(bare, FOCAL, "DEU", Role.FOCAL_POINT)
    with bare.platform.work.writing() as session:
        app = AuthenticatorApp(account_id=focal.account, secret=new_secret(), last_step=0, added_at=bare.clock())
        session.add(app)
        renew_codes(session, own_account(session, focal))
    with bare.platform.work.writing() as session:
        hand_over_office(session, focal, "DEU", focal.account_id or 0, email="next@deu.example.org")
    with bare.platform.work.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuthenticatorApp)) == 0
        assert session.scalar(select(func.count()).select_from(RecoveryCode)) == 0
        verify_history(session)


def test_nobody_changes_the_roles_of_an_office_that_a_demonstration_shares(bare: World) -> None:
    with bare.platform.work.reading() as session:
        number = find_account(session, "clearance.gha@demo.example").id
    client = bare.browser("admin")
    answer = client.post(f"/delegations/GHA/offices/{number}/roles", data={**csrf(client, "/desk"), "roles": "editor"})
    assert answer.status_code == 403
    assert actor_of(bare, "clearance.gha@demo.example").roles == {Role.CLEARANCE_OFFICER}


def test_a_focal_point_changes_no_invitation_to_a_role_that_it_may_not_give(bare: World) -> None:
    focal = open_office(bare, FOCAL, "DEU", Role.FOCAL_POINT)
    administrator = open_office(bare, "operators@rwa.example.org", "RWA", Role.ADMINISTRATOR)
    invited = "editor@deu.example.org"
    with bare.platform.work.writing() as session:
        invite_office(session, administrator, "DEU", email=invited, office="Editor", roles=[Role.EDITOR])
    with pytest.raises(NotAllowed), bare.platform.work.writing() as session:
        invite_office(session, focal, "DEU", email=invited, office="Desk", roles=[Role.PRACTITIONER])
    with pytest.raises(NotAllowed), bare.platform.work.writing() as session:
        take_back(session, focal, "DEU", invited)
    with bare.platform.work.writing() as session:
        invite_office(session, focal, "DEU", email="desk@deu.example.org", office="Desk", roles=[Role.PRACTITIONER])
    record = open_page(bare.browser(FOCAL, REAL_PASSWORD), "/delegations/DEU/record")
    assert [button.name for button in record.all("button") if "Take back" in button.name] == ["Take back : Desk"]
    assert actor_of(bare, invited).roles == {Role.EDITOR}


def test_a_focal_point_does_not_open_an_invited_office_that_an_administrator_closed(bare: World) -> None:
    focal = open_office(bare, FOCAL, "DEU", Role.FOCAL_POINT)
    values: dict[str, Any] = {"email": "desk@deu.example.org", "office": "Desk", "roles": [Role.PRACTITIONER]}
    with bare.platform.work.writing() as session:
        invite_office(session, focal, "DEU", **values)
    number = actor_of(bare, values["email"]).account
    with bare.platform.work.writing() as session:
        close_or_reopen(session, bare.actor("admin"), number, is_open=False)
    with pytest.raises(NotAllowed), bare.platform.work.writing() as session:
        invite_office(session, focal, "DEU", **values)
    assert not actor_of(bare, values["email"]).signed_in


def test_an_office_that_is_invited_again_loses_its_tokens(bare: World) -> None:
    focal = open_office(bare, FOCAL, "DEU", Role.FOCAL_POINT)
    with bare.platform.work.writing() as session:
        token_of(session, own_account(session, focal))
        invite_again(session, bare.actor("admin"), focal.account)
    with bare.platform.work.reading() as session:
        own = select(ApiToken.id).where(ApiToken.account_id == focal.account)
        assert session.scalar(own) is None


def test_a_token_of_an_office_that_lacks_the_second_factor_of_its_roles_does_nothing(bare: World) -> None:
    """Also one that was made before the office lost the factor, or before its roles needed one."""
    editor = open_office(bare, "desk@deu.example.org", "DEU", Role.EDITOR)
    with bare.platform.work.writing() as session:
        token = {"Authorization": f"Bearer {token_of(session, own_account(session, editor))}"}
    program = Program(bare)
    fine(program.get("/desk", headers=token))
    bare.reconnect(demo_mode=False, allow_http=True)
    for path in ("/desk", "/search"):
        assert "second factor" in refused(program.get(path, headers=token), 401)["detail"]
    with bare.platform.work.writing() as session:
        values = {"account_id": editor.account, "secret": new_secret(), "last_step": 0, "added_at": bare.clock()}
        session.add(AuthenticatorApp(**values))
    fine(program.get("/desk", headers=token))


@pytest.mark.parametrize(("role", "left"), [(Role.EDITOR, 0), (Role.REVIEWER, 1)])
def test_a_token_from_before_brings_no_role_that_needs_a_second_factor(bare: World, role: Role, left: int) -> None:
    office = open_office(bare, "desk@deu.example.org", "DEU", Role.PRACTITIONER)
    with bare.platform.work.writing() as session:
        token_of(session, own_account(session, office))
        set_roles(session, "desk@deu.example.org", [role], actor=bare.actor("admin"))
    with bare.platform.work.reading() as session:
        own = select(func.count()).select_from(ApiToken).where(ApiToken.account_id == office.account)
        assert session.scalar(own) == left
