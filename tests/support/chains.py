"""What somebody with the keys to the database, or with an editor for files, could do to a history."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.orm import Session

from case_studies.db import WRITE_OPTION
from case_studies.hash_chain import GENESIS, HASHED_FIELDS, format_moment, hash_of
from case_studies.models import Account, Case, HistoryEntry
from case_studies.operations.audit import export_history
from tests.support.world import World

Entry = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
MAYBE = st.none() | WORDS


def exported(world: World) -> list[str]:
    """Return the lines of an export."""
    with world.platform.work.reading() as session:
        return list(export_history(session))


def entries(world: World) -> list[Entry]:
    """Return the history as an export contains it."""
    return [json.loads(line) for line in exported(world)[:-1]]


def lines_of(told: Sequence[Entry], end: str) -> list[str]:
    """Return the lines of a file with these entries, with the end it had."""
    return [*(json.dumps(entry) for entry in told), end]


@contextmanager
def attack(world: World) -> Iterator[Connection]:
    """Yield a connection on which the history can be changed; all of it is undone at the end."""
    engine = world.platform.work.engine
    with engine.execution_options(**{WRITE_OPTION: True}).connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE history DISABLE TRIGGER USER"))
        else:
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER history_refuses_{verb}"))
        yield connection
        connection.rollback()


def seen_by(connection: Connection) -> Session:
    """Return a session that sees what the attacker did."""
    return Session(connection, autoflush=False)


def put(connection: Connection, told: Sequence[Entry]) -> None:
    """Let the database hold these entries instead of its own."""
    cases = {reference: number for number, reference in connection.execute(select(Case.id, Case.reference))}
    accounts = {email: number for number, email in connection.execute(select(Account.id, Account.email))}
    connection.execute(delete(HistoryEntry))
    rows = [
        {
            "number": entry["number"],
            "case_id": cases.get(entry["case"]),
            "reference": entry["case"],
            "revision_number": entry["revision"],
            "at": _moment(entry["at"]),
            "account_id": accounts.get(entry["account"]),
            "account_email": entry["account"],
            "delegation_code": entry["delegation"],
            "action": entry["action"],
            "from_state": entry["from"],
            "to_state": entry["to"],
            "note": entry["note"],
            "subject_id": accounts.get(entry.get("subject")),
            "subject_email": entry.get("subject"),
            "about_delegation": entry.get("about"),
            "previous_hash": entry["previous"],
            "hash": entry["hash"],
        }
        for entry in told
    ]
    if rows:
        connection.execute(insert(HistoryEntry), rows)


def _moment(at: str) -> datetime:
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def relinked(told: Sequence[Entry]) -> list[Entry]:
    """Return the entries numbered and hashed again, as somebody does who knows how the chain is made."""
    made: list[Entry] = []
    for number, entry in enumerate(told, start=1):
        link = {**entry, "number": number, "previous": made[-1]["hash"] if made else GENESIS}
        made.append({**link, "hash": hash_of(link)})
    return made


def _place(draw: Draw, told: Sequence[Entry]) -> int:
    return int(draw(st.integers(0, len(told) - 1)))


def _other(draw: Draw, field: str, value: Any) -> Any:
    """Return another value of a field."""
    if field == "number":
        return value + draw(st.integers(1000, 2000))
    if field == "at":
        return format_moment(_moment(value) + timedelta(microseconds=draw(st.integers(1, 10**12))))
    if field == "revision":
        return draw((st.none() | st.integers(0, 99)).filter(lambda other: other != value))
    if field == "about":
        return draw(st.sampled_from(["GHA", "RWA"]).filter(lambda other: other != value))
    needed = field in ("action", "note", "previous", "hash", "subject")
    return draw((WORDS if needed else MAYBE).filter(lambda other: other != value))


def edit(field: str) -> "Tampering":
    """Return the tampering that changes one field of one entry."""

    def tamper(draw: Draw, told: list[Entry]) -> list[Entry]:
        place = _place(draw, told)
        told[place] = {**told[place], field: _other(draw, field, told[place].get(field))}
        return sorted(told, key=lambda entry: entry["number"])

    return tamper


def take_the_subject_out(draw: Draw, told: list[Entry]) -> list[Entry]:
    """Write the subject into the note, as entries did before they had a field for it."""
    places = [place for place, entry in enumerate(told) if "subject" in entry]
    place = draw(st.sampled_from(places))
    entry = dict(told[place])
    entry["note"] = ": ".join(part for part in (entry.pop("subject"), entry["note"]) if part)
    told[place] = entry
    return told


def cut_off_the_start(draw: Draw, told: list[Entry]) -> list[Entry]:
    return told[_place(draw, told) + 1 :]


def cut_off_the_end(draw: Draw, told: list[Entry]) -> list[Entry]:
    return told[: _place(draw, told)]


def take_one_out(draw: Draw, told: list[Entry]) -> list[Entry]:
    place = _place(draw, told)
    return told[:place] + told[place + 1 :]


def take_one_out_and_close_the_gap(draw: Draw, told: list[Entry]) -> list[Entry]:
    return _renumbered(take_one_out(draw, told))


def take_one_out_and_relink(draw: Draw, told: list[Entry]) -> list[Entry]:
    return relinked(take_one_out(draw, told))


def put_one_in(draw: Draw, told: list[Entry]) -> list[Entry]:
    """Put an entry in that fits to the one before it; those after it are numbered on."""
    place = int(draw(st.integers(0, len(told) - 1)))
    model = told[_place(draw, told)]
    link = {**model, "number": place + 1, "previous": told[place - 1]["hash"] if place else GENESIS, "note": "Forged."}
    return _renumbered([*told[:place], {**link, "hash": hash_of(link)}, *told[place:]])


def exchange_two(draw: Draw, told: list[Entry]) -> list[Entry]:
    first = int(draw(st.integers(0, len(told) - 2)))
    second = int(draw(st.integers(first + 1, len(told) - 1)))
    told[first], told[second] = told[second], told[first]
    return _renumbered(told)


def renumber(draw: Draw, told: list[Entry]) -> list[Entry]:
    """Number all on from some entry, which leaves a gap."""
    place, step = _place(draw, told), int(draw(st.integers(1, 50)))
    return [{**e, "number": e["number"] + (step if p >= place else 0)} for p, e in enumerate(told)]


def rewrite_the_tail(draw: Draw, told: list[Entry]) -> list[Entry]:
    """Change an entry and compute every later hash again."""
    field = draw(st.sampled_from([name for name in HASHED_FIELDS if name not in ("number", "previous")]))
    place = _place(draw, told)
    return relinked([{**e, field: _other(draw, field, e.get(field))} if p == place else e for p, e in enumerate(told)])


def _renumbered(told: Sequence[Entry]) -> list[Entry]:
    return [{**entry, "number": number} for number, entry in enumerate(told, start=1)]


Tampering = Callable[[Draw, list[Entry]], list[Entry]]
TAMPERINGS: dict[str, Tampering] = {
    **{f"edit {field}": edit(field) for field in (*HASHED_FIELDS, "hash")},
    **{
        tampering.__name__.replace("_", " "): tampering
        for tampering in (
            take_the_subject_out,
            cut_off_the_start,
            cut_off_the_end,
            take_one_out,
            take_one_out_and_close_the_gap,
            take_one_out_and_relink,
            put_one_in,
            exchange_two,
            renumber,
            rewrite_the_tail,
        )
    },
}
