"""The token by which a long list goes on: what was asked for and where the last page ended, signed.

Nothing is stored for it, so it does not expire. A token that Casebook did not sign, or signed for another verb, is
refused.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from itsdangerous import BadSignature

from app.current import signing_keys
from app.exports.oai.arguments import TOKEN, Arguments, OaiError, read_period
from case_studies.operations.search.public_records import Place, Selection
from case_studies.signing import serializer

PURPOSE = "oai-pmh"
NOT_VALID = "This resumptionToken is not valid. Begin the list again."


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list: what was asked for, after which record it goes on, and how many records came before."""

    selection: Selection
    after: Place | None = None
    cursor: int = 0


def read_position(arguments: Arguments) -> Position:
    """Return where a list begins or goes on. Raises OaiError."""
    if token := arguments.get(TOKEN):
        return _read_token(arguments.verb, token)
    since, until = read_period(arguments.get("from"), arguments.get("until"))
    return Position(Selection(since, until, arguments.get("set")))


def make_token(verb: str, position: Position) -> str:
    """Return the token of a position."""
    moment, number = position.after or (None, 0)
    asked = position.selection
    content = [verb, *map(_iso, (asked.since, asked.until, moment)), asked.of_set, number, position.cursor]
    token = serializer(signing_keys(), PURPOSE).dumps(content)
    return token if isinstance(token, str) else token.decode()


def _read_token(verb: str, token: str) -> Position:
    try:
        content: Any = serializer(signing_keys(), PURPOSE).loads(token)
    except BadSignature as error:
        raise OaiError("badResumptionToken", NOT_VALID) from error
    signed_for, since, until, moment, of_set, number, cursor = content
    if signed_for != verb:
        raise OaiError("badResumptionToken", NOT_VALID)
    return Position(Selection(_moment(since), _moment(until), of_set), (datetime.fromisoformat(moment), number), cursor)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None
