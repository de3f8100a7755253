"""Signing in by a ministry's own OpenID provider, a real process: whom it opens an account for, and what is refused."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from case_studies.models import ProviderIdentity
from case_studies.operations.accounts.accounts import set_active
from case_studies.operations.delegations.offices import hand_over_office
from case_studies.vocabulary import Role
from tests.pages.account.test_second_factor import add_app, code_at
from tests.support.offices import REAL_PASSWORD, actor_of, open_office
from tests.support.openid import START, OpenIdProvider, sign_in_with
from tests.support.page_reader import link, open_page, read, words
from tests.support.world import World, csrf

OFFICE = "adviser@mission.example"
GOOD = {"sub": "a1", "email": OFFICE, "email_verified": True}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIdProvider]:
    made = OpenIdProvider(tmp_path_factory.mktemp("provider"))
    yield made
    made.stop()


@pytest.fixture
def provider(running: OpenIdProvider) -> OpenIdProvider:
    running.behave(GOOD)
    return running


@pytest.fixture
def world(bare: World, provider: OpenIdProvider) -> World:
    open_office(bare, OFFICE, "GHA", Role.FOCAL_POINT)
    bare.clock.moment = datetime.now(UTC)
    bare.clock.step = timedelta()
    bare.reconnect(openid_providers=provider.setting(second_factor=["two"]))
    return bare


def who(client: FlaskClient) -> str:
    """Return the address of the account that is signed in, or nothing."""
    page = client.get("/account")
    return OFFICE if page.status_code == 200 and OFFICE in page.get_data(as_text=True) else ""


def refused(answer: object) -> str:
    return str(answer.headers["Location"]).partition("problem=")[2]  # type: ignore[attr-defined]


def identities(world: World) -> list[tuple[str, str]]:
    with world.platform.work.reading() as session:
        return [(one.account.email, one.subject) for one in session.query(ProviderIdentity)]


def test_an_invited_office_signs_in_by_its_verified_address_and_then_by_its_subject(
    world: World, provider: OpenIdProvider
) -> None:
    client = world.visitor()
    assert link(read(client, "/sign-in?next=/inbox"), "Sign in with Ministry of Defence") == f"{START}?next=/inbox"
    answer = sign_in_with(provider, client, "?next=/inbox")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")
    assert who(client) == OFFICE
    assert "Your office signed in with Ministry of Defence for the first time." in words(read(client, "/inbox"))
    provider.behave({**GOOD, "email": "renamed@mission.example", "email_verified": False})
    again = world.visitor()
    sign_in_with(provider, again)
    assert who(again) == OFFICE, "it is known by issuer and subject from now on"
    assert identities(world) == [(OFFICE, "a1")]


def test_the_browser_asks_with_state_nonce_and_a_challenge_of_its_own_each_time(
    world: World, provider: OpenIdProvider
) -> None:
    asked = []
    for _ in range(2):
        sign_in_with(provider, world.visitor())
        asked.append(provider.asked)
    for one in asked:
        assert (one["response_type"], one["scope"], one["code_challenge_method"]) == ("code", "openid email", "S256")
        assert one["redirect_uri"] == f"http://localhost{START}/back"
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
        assert len(asked[0][name]) >= 43


@pytest.mark.slow
@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        {"email": "nobody@mission.example"},
        {"email": "focal-point.gha@demo.example"},
        {"email": "kelvin@mission.example".replace("k", "\N{KELVIN SIGN}")},
    ],
)
def test_it_opens_only_an_invited_account_with_a_verified_address(
    world: World, provider: OpenIdProvider, claims: dict[str, object]
) -> None:
    open_office(world, "kelvin@mission.example", "GHA", Role.FOCAL_POINT)
    provider.behave({**GOOD, **claims}, userinfo={"sub": "a1"})
    client = world.visitor()
    answer = sign_in_with(provider, client)
    assert refused(answer) == "account"
    assert "it opens no account of Casebook for you" in words(read(client, answer.headers["Location"]))
    assert (who(client), identities(world)) == ("", [])


def test_it_opens_no_account_of_another_delegation_nor_a_closed_one_nor_a_bound_one(
    world: World, provider: OpenIdProvider
) -> None:
    open_office(world, "other@mission.example", "DEU", Role.FOCAL_POINT)
    provider.behave({**GOOD, "email": "other@mission.example"})
    assert refused(sign_in_with(provider, world.visitor())) == "account"
    provider.behave(GOOD)
    assert refused(sign_in_with(provider, world.visitor())) == ""
    provider.behave({**GOOD, "sub": "somebody else with a reused address"})
    assert refused(sign_in_with(provider, world.visitor())) == "account"
    provider.behave(GOOD)
    with world.platform.work.writing() as session:
        set_active(session, OFFICE, is_open=False)
    assert refused(sign_in_with(provider, world.visitor())) == "account"


NOW = int(datetime.now(UTC).timestamp())


@pytest.mark.slow
@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://id.example.org"},
        {"aud": "somebody"},
        {"aud": ["casebook", "somebody"], "azp": "casebook"},
        {"aud": "somebody", "azp": "casebook"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": NOW - 3600},
        {"exp": None},
        {"iat": NOW + 3600},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"at_hash": "another"},
        {"auth_time": "yesterday"},
    ],
)
def test_an_id_token_that_is_not_for_this_sign_in_is_refused(
    world: World, provider: OpenIdProvider, claims: dict[str, object]
) -> None:
    provider.behave({**GOOD, **claims})
    client = world.visitor()
    assert refused(sign_in_with(provider, client)) == "provider"
    assert (who(client), identities(world)) == ("", [])


@pytest.mark.parametrize("sign_with", ["other", "none", "secret"])
def test_an_id_token_that_the_provider_has_not_signed_with_its_key_is_refused(
    world: World, provider: OpenIdProvider, sign_with: str
) -> None:
    provider.behave(GOOD, sign_with=sign_with)
    client = world.visitor()
    assert refused(sign_in_with(provider, client)) == "provider"
    assert who(client) == ""


def test_an_answer_of_another_issuer_is_refused(world: World, provider: OpenIdProvider) -> None:
    provider.behave(GOOD, iss="https://id.example.org")
    assert refused(sign_in_with(provider, world.visitor())) == "provider"
    provider.behave(GOOD)
    client = world.visitor()
    back = provider.visit(client.get(START).headers["Location"])
    assert refused(client.get(back.partition("&iss=")[0])) == "provider", "the provider announces that it sends iss"


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://id.example.org"},
        {"token_endpoint": "http://id.example.org/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
        {"userinfo_endpoint": "http://id.example.org/userinfo"},
    ],
)
def test_metadata_of_another_issuer_or_with_unsafe_addresses_is_refused(
    world: World, provider: OpenIdProvider, metadata: dict[str, str]
) -> None:
    provider.behave(GOOD, metadata=metadata)
    assert refused(world.visitor().get(START)) == "provider"


def test_an_answer_that_this_browser_did_not_ask_for_signs_nobody_in(world: World, provider: OpenIdProvider) -> None:
    """Otherwise somebody could sign another person in to an account of their own (login CSRF)."""
    attacker, victim = world.visitor(), world.visitor()
    back = provider.visit(attacker.get(START).headers["Location"])
    assert refused(victim.get(back)) == "old"
    victim.get(START)
    assert refused(victim.get(back)) == "provider"
    assert who(victim) == ""
    late = provider.visit(attacker.get(START).headers["Location"])
    world.clock.moment += timedelta(minutes=10)
    assert refused(attacker.get(late)) == "provider"


def test_a_code_works_once(world: World, provider: OpenIdProvider) -> None:
    client = world.visitor()
    back = provider.visit(client.get(START).headers["Location"])
    with client.session_transaction() as cookie:
        kept = cookie["provider_step"]
    assert refused(client.get(back)) == ""
    assert refused(client.get(back)) == "old"
    copied = world.visitor()
    with copied.session_transaction() as cookie:
        cookie["provider_step"] = kept
    assert refused(copied.get(back)) == "provider"
    assert who(copied) == ""


def test_a_code_for_one_provider_is_not_given_to_another(world: World, provider: OpenIdProvider) -> None:
    first = json.loads(provider.setting())
    second = {**first[0], "id": "mfa", "issuer": "https://id.example.org"}
    world.reconnect(openid_providers=json.dumps([*first, second]))
    client = world.visitor()
    back = provider.visit(client.get(START).headers["Location"])
    assert refused(client.get(back.replace("/with/mod/", "/with/mfa/"))) == "provider"


@pytest.mark.parametrize("address", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_it_leads_to_no_other_site_afterwards(world: World, provider: OpenIdProvider, address: str) -> None:
    answer = sign_in_with(provider, world.visitor(), f"?next={address}")
    assert answer.headers["Location"] == "/desk"


def test_the_address_may_come_from_the_userinfo_of_the_same_person(world: World, provider: OpenIdProvider) -> None:
    about = {"email": OFFICE, "email_verified": True}
    provider.behave({"sub": "a1"}, userinfo={**about, "sub": "b2"})
    assert refused(sign_in_with(provider, world.visitor())) == "provider"
    provider.behave({"sub": "a1"}, userinfo={**about, "sub": "a1"})
    client = world.visitor()
    sign_in_with(provider, client)
    assert who(client) == OFFICE


def test_the_own_second_factor_is_asked_for_unless_the_provider_says_it_asked(
    world: World, provider: OpenIdProvider
) -> None:
    secret, _codes = add_app(world, world.browser(OFFICE, REAL_PASSWORD))
    world.clock.moment += timedelta(minutes=1)
    for claims in ({}, {"acr": "one"}, {"amr": ["pwd"]}):
        provider.behave({**GOOD, **claims})
        client = world.visitor()
        assert sign_in_with(provider, client).headers["Location"] == "/sign-in/code"
        assert who(client) == ""
    answer = client.post("/sign-in/code", data={"factor_code": code_at(world, secret), **csrf(client, "/sign-in/code")})
    assert (answer.status_code, who(client)) == (303, OFFICE)
    for claims in ({"acr": "two"}, {"amr": ["pwd", "two"]}):
        provider.behave({**GOOD, **claims})
        client = world.visitor()
        sign_in_with(provider, client)
        assert who(client) == OFFICE


def test_a_role_that_needs_a_second_factor_has_it_at_the_provider_or_adds_one(
    world: World, provider: OpenIdProvider
) -> None:
    open_office(world, "editor@mission.example", "GHA", Role.EDITOR)
    world.reconnect(demo_mode=False, allow_http=True)
    provider.behave({**GOOD, "email": "editor@mission.example"})
    client = world.visitor()
    sign_in_with(provider, client)
    assert client.get("/desk").headers["Location"].startswith("/account/second-factor")
    provider.behave({**GOOD, "email": "editor@mission.example", "acr": "two"})
    client = world.visitor()
    sign_in_with(provider, client)
    assert client.get("/desk").status_code == 200


def test_what_needs_a_fresh_sign_in_needs_a_fresh_one_at_the_provider(world: World, provider: OpenIdProvider) -> None:
    hour_ago = int(world.clock.moment.timestamp()) - 3600
    for old in ({"auth_time": hour_ago}, {"auth_time": None}):
        provider.behave({**GOOD, **old})
        client = world.visitor()
        sign_in_with(provider, client)
        assert "max_age" not in provider.asked
        again = client.get("/account/tokens").headers["Location"]
        assert again == "/sign-in/again?next=/account/tokens"
        button = link(read(client, again), "Sign in with Ministry of Defence")
        query = f"?{urlsplit(button).query}"
        assert refused(sign_in_with(provider, client, query)) == "provider", "the provider did not ask again"
        assert provider.asked["max_age"] == "0"
        provider.behave(GOOD)
        assert sign_in_with(provider, client, query).headers["Location"] == "/account/tokens"
        assert client.get("/account/tokens").status_code == 200


def test_an_office_removes_the_provider_and_a_hand_over_does_too(world: World, provider: OpenIdProvider) -> None:
    client, elsewhere = world.visitor(), world.visitor()
    for browser in (client, elsewhere):
        sign_in_with(provider, browser)
    page = open_page(client, "/account")
    assert page.first("button", "Remove Ministry of Defence")
    assert client.post("/account/providers/mod/remove", data=csrf(client, "/account")).status_code == 303
    assert identities(world) == []
    assert (who(client), who(elsewhere)) == (OFFICE, "")
    sign_in_with(provider, world.visitor())
    focal = actor_of(world, OFFICE)
    with world.platform.work.writing() as session:
        hand_over_office(session, focal, "GHA", focal.account, email="next@mission.example")
    assert refused(sign_in_with(provider, world.visitor())) == "account"


def test_no_token_code_or_secret_is_stored_or_logged(
    world: World, provider: OpenIdProvider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = world.visitor()
    back = provider.visit(client.get(START).headers["Location"])
    code = parse_qs(urlsplit(back).query)["code"][0]
    client.get(back)
    provider.behave({**GOOD, "exp": NOW - 3600})
    sign_in_with(provider, client)
    secrets = [code, provider.tokens["access_token"], "a secret of the client"]
    data = Path(world.config.data_dir)
    written = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    for secret in secrets:
        assert secret not in caplog.text
        assert secret.encode() not in written
    assert "nobody was signed in by the provider mod: ID token not valid" in caplog.text
    with client.session_transaction() as cookie:
        assert "provider_step" not in cookie


def test_the_page_says_it_when_the_provider_does_not_answer_or_refuses(world: World, provider: OpenIdProvider) -> None:
    provider.behave(GOOD, error="access_denied")
    client = world.visitor()
    answer = sign_in_with(provider, client)
    assert "The provider did not sign you in." in words(read(client, answer.headers["Location"]))
    world.reconnect(openid_providers=provider.setting(issuer="http://127.0.0.1:9"))
    assert refused(client.get(START)) == "provider"
    assert client.get("/sign-in/with/unknown").status_code == 404


@pytest.mark.slow
def test_signing_out_ends_the_session_here(world: World, provider: OpenIdProvider) -> None:
    client = world.visitor()
    sign_in_with(provider, client)
    client.post("/sign-out", data=csrf(client, "/account"))
    assert who(client) == ""
