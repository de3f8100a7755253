"""The messages that can be translated, so that a test can see whether a text is one of them."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parents[2] / "app/translations/messages.pot"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@cache
def message_ids() -> tuple[str, ...]:
    """Return all messages of the catalogue, singular and plural."""
    with CATALOGUE.open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    return tuple(text for one in ids for text in ((one,) if isinstance(one, str) else one))


@cache
def _pattern() -> re.Pattern[str]:
    known = (".+".join(map(re.escape, PLACEHOLDER.split(text.replace("%%", "%")))) for text in message_ids())
    return re.compile("|".join(known), re.DOTALL)


def is_translatable(text: str) -> bool:
    """Return whether a text is a message of the catalogue, with values in its places."""
    return _pattern().fullmatch(text) is not None
