"""Asks an OpenID provider who somebody is: authorization code flow with PKCE, state and nonce (OpenID Connect Core).

Tokens live for the length of one request. None is stored, and none is logged.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from secrets import token_urlsafe
from threading import BoundedSemaphore
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException

from config_providers import Provider, is_safe_address

log = logging.getLogger(__name__)

DISCOVERY = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
TIMEOUT = 5.0  # seconds
AT_A_TIME = BoundedSemaphore(4)  # requests that wait for providers, so that a slow one holds few threads
LASTS = timedelta(minutes=10)  # of a sign-in at the provider
CLOCKS_DIFFER_BY = 60  # seconds
LATEST = 2**35  # seconds since 1970 that are still a moment; NaN is none
LONGEST_SUBJECT = 255  # characters (OpenID Connect Core, 2)


class Problem(StrEnum):
    """Why nobody is signed in: words for the log."""

    REFUSED = "refused by the provider"
    NOT_ASKED = "not asked for by this browser"
    OTHER_ISSUER = "other issuer"
    UNREACHABLE = "no usable answer of the provider"
    TOKEN = "ID token not valid"  # noqa: S105 - not a token
    BUSY = "too many at a time"


class ProviderError(Exception):
    """The provider did not say who somebody is, or said it in a way that is not believed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser that is sent to a provider has to bring back; its signed cookie keeps it."""

    provider: str
    state: str
    nonce: str
    verifier: str
    asked_at: float
    is_fresh: bool
    after: str

    def as_cookie(self) -> dict[str, Any]:
        """Return it for the cookie."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, as a provider says. `email` is empty if the provider has not verified it."""

    issuer: str
    subject: str
    email: str
    methods: frozenset[str]
    authenticated_at: datetime | None


def question_to(provider: Provider, back: str, *, is_fresh: bool, after: str, moment: datetime) -> tuple[str, Question]:
    """Return the address to send a browser to, and what it has to bring back. Raises ProviderError."""
    question = Question(
        provider=provider.id,
        state=token_urlsafe(32),
        nonce=token_urlsafe(32),
        verifier=token_urlsafe(48),
        asked_at=moment.timestamp(),
        is_fresh=is_fresh,
        after=after,
    )
    with _client_of(provider, back) as client:
        metadata = _metadata(provider, client)
        address, _state = client.create_authorization_url(
            metadata["authorization_endpoint"],
            state=question.state,
            nonce=question.nonce,
            code_verifier=question.verifier,
            max_age="0" if is_fresh else None,
        )
    return address, question


def check_answer(question: Question, provider: Provider, answer: Mapping[str, str], moment: datetime) -> None:
    """Refuse an answer that this browser did not ask for, or asked another provider for, or too long ago."""
    is_ours = question.provider == provider.id and compare_digest(
        question.state.encode(), answer.get("state", "").encode()
    )
    if not is_ours or not 0 <= moment.timestamp() - question.asked_at < LASTS.total_seconds():
        raise ProviderError(Problem.NOT_ASKED)


def identity_from(
    provider: Provider, back: str, question: Question, answer: Mapping[str, str], moment: datetime
) -> Identity:
    """Return who somebody is, from the answer that the browser brings back. Raises ProviderError."""
    check_answer(question, provider, answer, moment)
    with _client_of(provider, back) as client:
        metadata = _metadata(provider, client)
        _check_issuer(metadata, provider, answer)
        if "error" in answer or not answer.get("code"):
            raise ProviderError(Problem.REFUSED)
        tokens = client.fetch_token(
            metadata["token_endpoint"],
            grant_type="authorization_code",
            code=answer["code"],
            code_verifier=question.verifier,
            timeout=TIMEOUT,
            allow_redirects=False,
        )
        claims = _claims_of(provider, question, tokens, _json(client, metadata["jwks_uri"]), moment)
        described = claims if "email" in claims else {**_described(client, metadata, claims["sub"], provider), **claims}
    return _identity(provider, question, described, moment)


def _check_issuer(metadata: Mapping[str, Any], provider: Provider, answer: Mapping[str, str]) -> None:
    """Refuse an answer of another issuer, or without one where the provider announces it (RFC 9207)."""
    is_announced = metadata.get("authorization_response_iss_parameter_supported") is True
    if (is_announced or "iss" in answer) and answer.get("iss") != provider.issuer:
        raise ProviderError(Problem.OTHER_ISSUER)


@contextmanager
def _client_of(provider: Provider, back: str) -> Iterator[Any]:
    """Yield a client for one provider. Whatever goes wrong in talking to it is one refusal."""
    if not AT_A_TIME.acquire(blocking=False):
        raise ProviderError(Problem.BUSY)
    try:
        with OAuth2Session(
            provider.client_id,
            provider.client_secret,
            scope="openid email",
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=TIMEOUT,
        ) as client:
            yield client
    except JoseError as error:
        raise ProviderError(Problem.TOKEN) from error
    except (RequestException, OAuthError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ProviderError(Problem.UNREACHABLE) from error
    finally:
        AT_A_TIME.release()


def _json(client: Any, address: str, *, with_token: bool = False) -> dict[str, Any]:
    response = client.get(address, withhold_token=not with_token, allow_redirects=False)
    response.raise_for_status()
    content = response.json()
    if response.status_code != 200 or not isinstance(content, dict):
        raise ValueError("no object")
    return content


def _metadata(provider: Provider, client: Any) -> dict[str, Any]:
    """Return the metadata of the provider. It has to be that issuer, with addresses over HTTPS only."""
    metadata = _json(client, provider.issuer.rstrip("/") + DISCOVERY)
    if metadata.get("issuer") != provider.issuer:
        raise ProviderError(Problem.OTHER_ISSUER)
    addresses = [metadata.get(name) for name in ENDPOINTS]
    if "userinfo_endpoint" in metadata:
        addresses.append(metadata["userinfo_endpoint"])
    if not all(is_safe_address(one, on_this_machine=provider.is_on_this_machine) for one in addresses):
        raise ProviderError(Problem.UNREACHABLE)
    if "client_secret_basic" not in metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
        client.token_endpoint_auth_method = "client_secret_post"  # noqa: S105 - not a token
    return metadata


def _claims_of(
    provider: Provider, question: Question, tokens: Mapping[str, Any], keys: Any, moment: datetime
) -> dict[str, Any]:
    """Return what an ID token states, after its signature, issuer, audience, times and nonce were checked."""
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    token = jwt.decode(tokens["id_token"], KeySet.import_key_set(keys), registry=registry)
    expected = {"iss": provider.issuer, "aud": provider.client_id, "nonce": question.nonce}
    options = {name: {"essential": True, "value": value} for name, value in expected.items()}
    known = {"client_id": provider.client_id, "nonce": question.nonce, "access_token": tokens.get("access_token")}
    claims = CodeIDToken(token.claims, token.header, options, known)
    claims.validate(now=int(moment.timestamp()), leeway=CLOCKS_DIFFER_BY)
    is_for_us_alone = claims["aud"] in (provider.client_id, [provider.client_id])
    if not is_for_us_alone or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise ProviderError(Problem.TOKEN)
    return dict(claims)


def _described(client: Any, metadata: Mapping[str, Any], subject: str, provider: Provider) -> dict[str, Any]:
    """Return what the provider states of somebody outside of the ID token; it has to be the same person."""
    if "userinfo_endpoint" not in metadata:
        return {}
    described = _json(client, metadata["userinfo_endpoint"], with_token=True)
    if described.get("sub") != subject:
        raise ProviderError(Problem.TOKEN)
    return {name: described[name] for name in ("email", "email_verified") if name in described}


def _identity(provider: Provider, question: Question, claims: Mapping[str, Any], moment: datetime) -> Identity:
    proved, email = claims.get("auth_time"), claims.get("email")
    if proved is not None and not (isinstance(proved, int | float) and 0 <= proved < LATEST):
        raise ProviderError(Problem.TOKEN)
    if question.is_fresh and (proved is None or proved < question.asked_at - CLOCKS_DIFFER_BY):
        raise ProviderError(Problem.TOKEN)
    # other letters, such as the sign for kelvin, become letters of ASCII when they are made small
    is_verified = claims.get("email_verified") is True and isinstance(email, str) and email.isascii()
    methods = [claims.get("acr"), *(claims.get("amr") or [])]
    return Identity(
        issuer=provider.issuer,
        subject=claims["sub"],
        email=str(email).strip().lower() if is_verified else "",
        methods=frozenset(method for method in methods if isinstance(method, str)),
        authenticated_at=min(datetime.fromtimestamp(proved, UTC), moment) if proved is not None else None,
    )
