"""A real OpenID provider in a process of its own: `python -m tests.support.processes.openid_provider FOLDER`.

It prints its port. It asks nobody: who "signs in", and what it does wrong, is in FOLDER/behaviour, a JSON object. Its
codes, PKCE and client authentication are Authlib's.
"""

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants.util import create_half_hash
from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "casebook", "a secret of the client"
KEYS = {name: RSAKey.generate_key(2048, {"kid": "current"}, private=True) for name in ("own", "other")}


class Client(ClientMixin):
    """Casebook."""

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, _uri: str) -> bool:
        return True

    def check_client_secret(self, secret: str) -> bool:
        return secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code:
    """An authorization code, and what was asked for it."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope


class Codes(grants.AuthorizationCodeGrant):
    """Codes that work once."""

    stored: ClassVar[dict[str, Code]] = {}
    used: ClassVar[dict[str, Code]] = {}

    def save_authorization_code(self, code: str, asked: Any) -> None:
        data = asked.payload.data
        names = ("nonce", "code_challenge", "code_challenge_method")
        self.stored[code] = Code(code, data["redirect_uri"], data["scope"], *(data.get(name, "") for name in names))

    def query_authorization_code(self, code: str, _client: Any) -> Code | None:
        return self.stored.get(code)

    def delete_authorization_code(self, code: Code) -> None:
        self.used["last"] = self.stored.pop(code.code)

    def authenticate_user(self, _code: Code) -> object:
        return "somebody"


class Challenge(CodeChallenge):
    """PKCE with S256 only."""

    SUPPORTED_CODE_CHALLENGE_METHOD: ClassVar = ["S256"]

    def get_authorization_code_challenge(self, code: Code) -> str:
        return code.code_challenge

    def get_authorization_code_challenge_method(self, code: Code) -> str:
        return code.code_challenge_method


@dataclass
class OpenIdServer:
    """What answers at the addresses of the provider."""

    folder: Path
    issuer: str
    server: AuthorizationServer

    @property
    def behaviour(self) -> dict[str, Any]:
        wanted: dict[str, Any] = json.loads((self.folder / "behaviour").read_text())
        return wanted

    def discovery(self) -> Any:
        metadata = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "authorization_response_iss_parameter_supported": True,
        }
        return jsonify({**metadata, **self.behaviour.get("metadata", {})})

    def keys(self) -> Any:
        return jsonify({"keys": [KEYS["own"].as_dict(private=False)]})

    def authorize(self) -> Any:
        (self.folder / "asked").write_text(json.dumps(request.args.to_dict()))
        if "error" in self.behaviour:
            back, state = request.args["redirect_uri"], request.args["state"]
            return redirect(f"{back}?error={self.behaviour['error']}&state={state}&iss={self.issuer}")
        asked = self.server.get_consent_grant(end_user="somebody")
        answer = self.server.create_authorization_response(grant_user="somebody", grant=asked)
        answer.location += f"&iss={self.behaviour.get('iss', self.issuer)}"
        return answer

    def token(self) -> Any:
        answer = self.server.create_token_response()
        if answer.status_code != 200:
            return answer
        tokens = answer.get_json()
        (self.folder / "tokens").write_text(json.dumps(tokens))
        return jsonify({**tokens, "id_token": _id_token(self.issuer, self.behaviour, tokens["access_token"])})

    def userinfo(self) -> Any:
        known = json.loads((self.folder / "tokens").read_text())
        assert request.headers["Authorization"] == f"Bearer {known['access_token']}"
        return jsonify(self.behaviour.get("userinfo", {}))


def make_provider(folder: Path, issuer: str) -> Flask:
    """Return the provider."""
    app = Flask("provider")
    server = AuthorizationServer(app, lambda name: Client() if name == CLIENT_ID else None, lambda *_: None)
    server.register_grant(Codes, [Challenge(required=True)])
    answers = OpenIdServer(folder, issuer, server)
    app.add_url_rule("/.well-known/openid-configuration", view_func=answers.discovery)
    app.add_url_rule("/keys", view_func=answers.keys)
    app.add_url_rule("/authorize", view_func=answers.authorize)
    app.add_url_rule("/token", view_func=answers.token, methods=["POST"])
    app.add_url_rule("/userinfo", view_func=answers.userinfo)
    return app


def _id_token(issuer: str, wanted: dict[str, Any], access_token: str) -> str:
    now = int(time.time())
    claims = {
        "iss": issuer,
        "aud": CLIENT_ID,
        "iat": now,
        "exp": now + 300,
        "auth_time": now,
        "nonce": Codes.used["last"].nonce,
        "at_hash": (create_half_hash(access_token, "RS256") or b"").decode(),
    } | wanted.get("claims", {})
    claims = {name: value for name, value in claims.items() if value is not None}
    if wanted.get("sign_with") == "none":
        return jwt.encode({"alg": "none"}, claims, None, ["none"])
    if wanted.get("sign_with") == "secret":
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET), ["HS256"])
    return jwt.encode({"alg": "RS256", "kid": "current"}, claims, KEYS[wanted.get("sign_with", "own")])


if __name__ == "__main__":
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    listener = make_server("127.0.0.1", 0, Flask("nothing yet"), threaded=True)
    listener.app = make_provider(Path(sys.argv[1]), f"http://127.0.0.1:{listener.port}")
    print(listener.port, flush=True)  # noqa: T201
    listener.serve_forever()
