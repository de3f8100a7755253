"""The arguments of a request: which of them each verb takes, and what is wrong with others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from werkzeug.datastructures import MultiDict

TOKEN = "resumptionToken"  # noqa: S105 - the name of an argument
PREFIX = "oai_dc"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
DAY = "%Y-%m-%d"
SET = re.compile(r"[\w\-.!~*'()]+(:[\w\-.!~*'()]+)*", re.ASCII)


class OaiError(Exception):
    """What the protocol calls an error; `code` is one of its words."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Verb:
    """The arguments of a verb. A token, if the verb takes one, comes alone."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    has_token: bool = False


LIST = Verb(required=("metadataPrefix",), optional=("from", "until", "set"), has_token=True)
VERBS: Mapping[str, Verb] = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(optional=("identifier",)),
    "ListSets": Verb(has_token=True),
    "GetRecord": Verb(required=("identifier", "metadataPrefix")),
    "ListIdentifiers": LIST,
    "ListRecords": LIST,
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """A request that is well formed."""

    verb: str
    values: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return an argument; empty if it was not given."""
        return self.values.get(name, "")


def read_arguments(given: MultiDict[str, str]) -> Arguments:
    """Return the arguments of a request. Raises OaiError."""
    if len(given.getlist("verb")) != 1 or given["verb"] not in VERBS:
        raise OaiError("badVerb", f"Give one verb: {', '.join(VERBS)}.")
    values = {name: value for name, value in given.items() if name != "verb"}
    _check_names(VERBS[given["verb"]], given, values)
    if values.get("metadataPrefix", PREFIX) != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"The only format is {PREFIX}.")
    if not SET.fullmatch(values.get("set", "any")):
        raise OaiError("badArgument", "This is not the name of a set.")
    return Arguments(given["verb"], values)


def _check_names(verb: Verb, given: MultiDict[str, str], values: Mapping[str, str]) -> None:
    if repeated := [name for name in values if len(given.getlist(name)) > 1]:
        raise OaiError("badArgument", f"Given more than once: {', '.join(repeated)}.")
    if verb.has_token and TOKEN in values:
        if len(values) > 1:
            raise OaiError("badArgument", f"{TOKEN} comes alone.")
        return
    if unknown := values.keys() - {*verb.required, *verb.optional}:
        raise OaiError("badArgument", f"This verb does not take: {', '.join(sorted(unknown))}.")
    if missing := [name for name in verb.required if not values.get(name)]:
        raise OaiError("badArgument", f"Missing: {', '.join(missing)}.")


def read_period(since: str, until: str) -> tuple[datetime | None, datetime | None]:
    """Return the first and the last second of a period. A day as its end is included. Raises OaiError."""
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", "Give from and until in the same way: both as days, or both with seconds.")
    first, last = _moment(since), _moment(until)
    if last is not None and len(until) == len("2026-01-01"):
        last += timedelta(days=1) - timedelta(seconds=1)
    if first is not None and last is not None and first > last:
        raise OaiError("badArgument", "The period ends before it starts.")
    return first, last


def _moment(text: str) -> datetime | None:
    """Return the moment that a text of one of both forms means; the form is checked by writing it again."""
    if not text:
        return None
    form = MOMENT if "T" in text else DAY
    try:
        moment = datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        moment = None
    if moment is None or not 1000 <= moment.year < 9999 or moment.strftime(form) != text:
        raise OaiError("badArgument", "Give a time such as 2026-11-28 or 2026-11-28T09:30:00Z.")
    return moment
