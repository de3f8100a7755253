"""Addresses in a text. Where a text has no blanks, as in Chinese, an address ends with its last Latin character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from case_studies.scripts import HAN

_SIGN = rf"(?:[^\W{HAN}]|[-._~:/?#\[\]@!$&'()*+,;=%])"
_ADDRESS = re.compile(rf"(?:https?://|(?<![\w./@-])www\.(?=\w))(?:{_SIGN})+", re.IGNORECASE)
_LAST = ".,;:!?'*_~"
_PAIRS = {")": "(", "]": "["}
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it is written, and where it leads."""

    text: str
    url: str


def find_links(text: str) -> list[str | Link]:
    """Return a text in parts: addresses, and what is between them. Without an address there are no parts."""
    matches = [(match.start(), _address(match[0])) for match in _ADDRESS.finditer(text)]
    return list(_parts(text, matches)) if matches else []


def _parts(text: str, matches: list[tuple[int, str]]) -> Iterator[str | Link]:
    at = 0
    for start, address in matches:
        if start > at:
            yield text[at:start]
        yield Link(address, without_tracking(address if "://" in address[:8] else f"https://{address}"))
        at = start + len(address)
    if at < len(text):
        yield text[at:]


def _address(found: str) -> str:
    """Return an address without the punctuation of the sentence that it ends."""
    while found[-1] in _LAST or (found[-1] in _PAIRS and found.count(found[-1]) > found.count(_PAIRS[found[-1]])):
        found = found[:-1]
    return found


def without_tracking(url: str) -> str:
    """Return an address without the parameters by which campaigns follow readers."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in parameters if not _TRACKING.fullmatch(name)]
    return url if len(kept) == len(parameters) else urlunsplit(parts._replace(query=urlencode(kept)))
