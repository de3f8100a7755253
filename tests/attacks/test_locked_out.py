"""Somebody who guesses without end keeps no office out, and nobody else pays for it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import build_app
from app.browser_names import network_of
from case_studies.vocabulary import Role
from tests.support.offices import REAL_PASSWORD, open_office
from tests.support.world import World, csrf

OFFICE = "adviser@deu.example.org"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def sign_in(client: FlaskClient, password: str, network: str, agent: str = FIREFOX) -> TestResponse:
    place = {"environ_base": {"REMOTE_ADDR": network}, "headers": {"User-Agent": agent}}
    data = {"email": OFFICE, "password": password, **csrf(client, "/sign-in")}
    return client.post("/sign-in", data=data, **place)  # type: ignore[arg-type]


def test_an_office_signs_in_from_its_own_browser_while_somebody_guesses(bare: World) -> None:
    open_office(bare, OFFICE, "DEU", Role.FOCAL_POINT)
    assert sign_in(bare.visitor(), REAL_PASSWORD, "192.0.2.7").status_code == 303
    guesser = bare.visitor()
    for _hour in range(20):  # whenever a try is free, the guesser takes it
        sign_in(guesser, "guess " * 3, "203.0.113.9", "Guesser/1.0")
        bare.clock.moment += timedelta(seconds=61)
    sign_in(guesser, "guess " * 3, "203.0.113.9", "Guesser/1.0")
    assert sign_in(guesser, REAL_PASSWORD, "203.0.113.9", "Guesser/1.0").status_code == 429
    assert sign_in(bare.visitor(), REAL_PASSWORD, "192.0.2.7").status_code == 303


def test_who_knows_the_browser_of_an_office_guesses_as_slowly(bare: World) -> None:
    open_office(bare, OFFICE, "DEU", Role.FOCAL_POINT)
    assert sign_in(bare.visitor(), REAL_PASSWORD, "192.0.2.7").status_code == 303
    guesser = bare.visitor()
    answers = [sign_in(guesser, "guess " * 3, "192.0.2.200").status_code for _ in range(7)]
    assert answers[-1] == 429


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "network"),
    [("::ffff:203.0.113.9", "203.0.113.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("unix:", "")],
)
def test_a_network_is_the_same_in_each_form_of_its_address(address: str, network: str) -> None:
    with build_app().test_request_context(environ_base={"REMOTE_ADDR": address}) as context:
        assert network_of(context.request) == network
