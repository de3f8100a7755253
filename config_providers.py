"""The sign-in providers of ministries, from the setting OPENID_PROVIDERS, which is JSON."""

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

ID = re.compile(r"[a-z0-9-]{1,30}")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
TEXTS = ("id", "name", "issuer", "client_id", "client_secret")
LISTS = ("delegations", "second_factor")
FORM = (
    'OPENID_PROVIDERS must be a JSON list such as [{"id": "mod", "name": "Ministry of Defence", '
    '"issuer": "https://id.example.org", "client_id": "…", "client_secret": "…", "delegations": ["GHA"]}]'
)


@dataclass(frozen=True, slots=True)
class Provider:
    """One OpenID provider. It signs in accounts of its own delegations, and no others.

    `second_factor` are the values of `acr` or `amr` with which it says that it asked for a second factor.
    """

    id: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    delegations: tuple[str, ...]
    second_factor: tuple[str, ...] = ()

    @property
    def is_on_this_machine(self) -> bool:
        """Whether it is reached without HTTPS, as in a demonstration."""
        return self.issuer.startswith("http:")


@lru_cache(maxsize=4)
def read_providers(text: str) -> tuple[Provider, ...]:
    """Return the providers of the setting. Raises ValueError with a line for people, which has none of its values."""
    try:
        entries = json.loads(text) if text.strip() else []
    except ValueError as error:
        raise ValueError(f"{FORM}.") from error
    if not isinstance(entries, list) or not all(map(_is_entry, entries)):
        raise ValueError(f"{FORM}; second_factor is optional.")
    providers = tuple(map(_provider, entries))
    for values in ([one.id for one in providers], [one.issuer for one in providers]):
        if len(set(values)) != len(values):
            raise ValueError("OPENID_PROVIDERS must have an id and an issuer of its own for each provider.")
    return providers


def _provider(entry: dict[str, Any]) -> Provider:
    values: dict[str, Any] = {name: tuple(value) if name in LISTS else value for name, value in entry.items()}
    return Provider(**values)


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or not set(TEXTS) | {"delegations"} <= entry.keys() <= {*TEXTS, *LISTS}:
        return False
    texts = [entry[name] for name in TEXTS]
    lists = [entry.get(name, []) for name in LISTS]
    if not all(isinstance(text, str) and text and text.isprintable() and text.isascii() for text in texts[2:]):
        return False
    is_named = isinstance(entry["id"], str) and ID.fullmatch(entry["id"]) is not None and isinstance(entry["name"], str)
    return is_named and bool(entry["name"].strip()) and all(map(_is_list_of_texts, lists)) and bool(lists[0])


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text for text in value)


def is_safe_address(address: object, *, on_this_machine: bool) -> bool:
    """Return whether an address of a provider is reached over HTTPS, or without it on this machine where allowed."""
    try:
        parts = urlsplit(address) if isinstance(address, str) else None
        if parts is None or not parts.hostname or "@" in parts.netloc:
            return False
    except ValueError:
        return False
    return parts.scheme == "https" or (on_this_machine and parts.scheme == "http" and parts.hostname in LOOPBACK)


def problem_of_providers(text: str, *, demonstration: bool) -> str:
    """Return what is wrong with the setting, in one line, or nothing."""
    try:
        providers = read_providers(text)
    except ValueError as error:
        return str(error)
    for provider in providers:
        address = urlsplit(provider.issuer)
        if not is_safe_address(provider.issuer, on_this_machine=demonstration) or address.query or address.fragment:
            return "OPENID_PROVIDERS must have issuers that begin with https:// and have no query."
    return ""
