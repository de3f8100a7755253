"""A device with passkeys, in software: it answers as a browser does, and can be made to cheat."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from flask.testing import FlaskClient
from webauthn.helpers import bytes_to_base64url

from tests.support.page_reader import open_page

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One passkey for one site."""

    origin: str = "http://localhost"
    host: str = "localhost"
    count: int = 0  # of signatures; 0 means that the device does not count
    flags: int = PRESENT | VERIFIED
    is_framed: bool = False
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def cheating(self, **changes: Any) -> "Device":
        """Return this device with something changed."""
        return replace(self, **changes)

    def make(self, options: dict[str, Any]) -> str:
        """Return what a browser sends for a new passkey."""
        client_data = self._client_data("webauthn.create", options)
        number = len(self.credential).to_bytes(2, "big")
        data = self._data(self.flags | HAS_KEY) + bytes(16) + number + self.credential + cbor2.dumps(self._public_key())
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(clientDataJSON=client_data, attestationObject=attestation)

    def sign(self, options: dict[str, Any], user_handle: bytes | None = None) -> str:
        """Return what a browser sends to sign in."""
        if self.count:
            self.count += 1
        client_data, data = self._client_data("webauthn.get", options), self._data(self.flags)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        handle = {} if user_handle is None else {"userHandle": user_handle}
        return self._answer(clientDataJSON=client_data, authenticatorData=data, signature=signature, **handle)

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": self.is_framed}
        return json.dumps(told).encode()

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public_key(self) -> dict[int, Any]:
        numbers = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}

    def _answer(self, **response: bytes) -> str:
        name = bytes_to_base64url(self.credential)
        parts = {key: bytes_to_base64url(value) for key, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts})


def options_on(client: FlaskClient, url: str) -> dict[str, Any]:
    """Return what a page asks of the browser."""
    (button,) = open_page(client, url).css("[data-passkey]")
    options: dict[str, Any] = json.loads(button.required("data-passkey"))
    return options
