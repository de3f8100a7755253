"""A provider process beside a platform, and a browser that signs in with it."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.processes.openid_provider import CLIENT_ID, CLIENT_SECRET

HOUSE = Path(__file__).parents[2]
START = "/sign-in/with/mod"


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class OpenIdProvider:
    """The process; what it does is set before each sign-in."""

    folder: Path
    process: subprocess.Popen[str] = field(init=False)
    issuer: str = field(init=False)

    def __post_init__(self) -> None:
        command = [sys.executable, "-m", "tests.support.processes.openid_provider", str(self.folder)]
        self.process = subprocess.Popen(
            command, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        self.issuer = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        self.behave()

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()

    def behave(self, claims: dict[str, Any] | None = None, **others: Any) -> None:
        """Set what the provider does: what its ID tokens state, and what else differs from a good provider."""
        (self.folder / "behaviour").write_text(json.dumps({"claims": claims or {}, **others}))

    @property
    def asked(self) -> dict[str, str]:
        """What a browser asked it last."""
        asked: dict[str, str] = json.loads((self.folder / "asked").read_text())
        return asked

    @property
    def tokens(self) -> dict[str, Any]:
        """The tokens that it issued last."""
        tokens: dict[str, Any] = json.loads((self.folder / "tokens").read_text())
        return tokens

    def setting(self, **changes: Any) -> str:
        """Return the setting with this provider in it."""
        entry = {
            "id": "mod",
            "name": "Ministry of Defence",
            "issuer": self.issuer,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "delegations": ["GHA"],
        }
        return json.dumps([entry | changes])

    def visit(self, address: str) -> str:
        """Open an address of the provider in a browser, and return the address of Casebook that it sends back to."""
        opener = build_opener(_Stay)
        opener.addheaders = []
        try:
            opener.open(address)
        except OSError as answer:
            back = urlsplit(answer.headers["Location"])  # type: ignore[attr-defined]
            return f"{back.path}?{back.query}"
        raise AssertionError("the provider sent nobody back")


def sign_in_with(provider: OpenIdProvider, client: FlaskClient, query: str = "") -> TestResponse:
    """Sign in with the provider, and return the answer to what the browser brings back."""
    sent = client.get(f"{START}{query}")
    assert sent.status_code == 303, sent.status_code
    return client.get(provider.visit(sent.headers["Location"]))
