"""Every change to the history of the demonstration library is found, in the database and in an exported file."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select, text, update

from case_studies.models import Account, HistoryEntry, HistoryHead
from case_studies.operations.audit import compare_with_database, export_history, verify_file, verify_history
from tests.support.chains import (
    TAMPERINGS,
    Tampering,
    attack,
    entries,
    exported,
    lines_of,
    put,
    relinked,
    rewrite_the_tail,
    seen_by,
)
from tests.support.world import World

pytestmark = pytest.mark.slow

# every example undoes its changes, so all can use one platform
SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
NAMED = ("account", "case", "subject")
ALL = pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS)


def test_the_history_of_the_library_is_valid(library: World) -> None:
    with library.platform.work.reading() as session:
        assert verify_history(session) == []
        assert compare_with_database(session, exported(library)) == []
    assert verify_file(exported(library)) == []


@ALL
def test_a_change_is_found_in_the_database(library: World, tampering: Tampering) -> None:
    told, lines = entries(library), exported(library)

    @settings(max_examples=8, deadline=None, suppress_health_check=SHARED)
    @given(st.data())
    def found(data: Any) -> None:
        with attack(library) as connection:
            put(connection, tampering(data.draw, list(told)))
            with seen_by(connection) as session:
                assert verify_history(session)
                assert compare_with_database(session, lines)

    found()


@ALL
def test_a_change_is_found_in_a_file(library: World, tampering: Tampering) -> None:
    told, lines = entries(library), exported(library)

    @settings(max_examples=15, deadline=None, suppress_health_check=SHARED)
    @given(st.data())
    def found(data: Any) -> None:
        assert verify_file(lines_of(tampering(data.draw, list(told)), lines[-1]))

    found()


@settings(max_examples=8, deadline=None, suppress_health_check=SHARED)
@given(data=st.data())
def test_a_chain_that_is_rewritten_as_a_whole_is_found_by_an_export(library: World, data: Any) -> None:
    lines = exported(library)
    original = [json.loads(line) for line in lines[:-1]]
    forged = rewrite_the_tail(data.draw, list(original))
    pairs = zip(forged, original, strict=True)
    changed = next(place for place, (entry, before) in enumerate(pairs, start=1) if entry != before)
    # the chain's own check finds another account or case in the entry; this forger is more careful
    assume(
        all(
            entry.get(name) == before.get(name)
            for entry, before in zip(forged, original, strict=True)
            for name in NAMED
        )
    )
    with attack(library) as connection:
        put(connection, forged)
        connection.execute(update(HistoryHead).values(hash=forged[-1]["hash"]))
        with seen_by(connection) as session:
            assert verify_history(session) == [], "the chain holds, so nothing but an export tells"
            assert [place.where for place in compare_with_database(session, lines)] == [f"entry {changed}"]


@pytest.mark.parametrize(
    ("column", "word"), [("case_id", "case"), ("account_id", "account"), ("subject_id", "subject")]
)
def test_an_entry_moved_to_another_case_or_account_is_found(library: World, column: str, word: str) -> None:
    reference = getattr(HistoryEntry, column)
    query = select(HistoryEntry.number, reference).where(HistoryEntry.case_id.is_not(None), reference.is_not(None))
    with attack(library) as connection:
        rows = list(connection.execute(query.order_by(HistoryEntry.number)))
        first = rows[0]
        second = next(row for row in rows if row[1] != first[1])
        for number, other in ((first[0], second[1]), (second[0], first[1])):
            connection.execute(update(HistoryEntry).where(HistoryEntry.number == number).values({column: other}))
        with seen_by(connection) as session:
            found = verify_history(session)
    assert [place.where for place in found] == [f"entry {first[0]}", f"entry {second[0]}"]
    assert all(f"it states the {word}" in place.what for place in found)


@pytest.mark.parametrize("column", ["case_id", "account_id", "subject_id"])
def test_an_entry_hidden_from_its_case_or_account_is_found(library: World, column: str) -> None:
    with attack(library) as connection:
        query = select(HistoryEntry.number).where(
            HistoryEntry.number >= 200, getattr(HistoryEntry, column).is_not(None)
        )
        number = connection.execute(query.order_by(HistoryEntry.number).limit(1)).scalar_one()
        connection.execute(update(HistoryEntry).where(HistoryEntry.number == number).values({column: None}))
        with seen_by(connection) as session:
            assert [place.where for place in verify_history(session)] == [f"entry {number}"]


@pytest.mark.parametrize("change", ["hidden", "moved", "invented"])
def test_a_changed_subject_of_an_entry_without_an_address_of_its_own_is_found(library: World, change: str) -> None:
    """Earlier entries name the account in their notes, which the hash covers."""
    with attack(library) as connection:
        numbers = _unstate_subjects(connection)
        with seen_by(connection) as session:
            assert verify_history(session) == []
        if change == "invented":
            about_none = select(HistoryEntry.number).where(HistoryEntry.number.not_in(numbers))
            numbers = [connection.execute(about_none.limit(1)).scalar_one()]
        subject = select(Account.id).where(Account.email == "practitioner@demo.example").scalar_subquery()
        changed = update(HistoryEntry).where(HistoryEntry.number == numbers[-1])
        connection.execute(changed.values(subject_id=None if change == "hidden" else subject))
        with seen_by(connection) as session:
            assert [place.where for place in verify_history(session)] == [f"entry {numbers[-1]}"]


def _unstate_subjects(connection: Connection) -> list[int]:
    """Make the history what it was before entries stated their subject, and return the entries that had one."""
    stated = connection.execute(select(HistoryEntry.number, HistoryEntry.subject_email, HistoryEntry.note)).all()
    links = [json.loads(line) for line in export_history(seen_by(connection))][:-1]
    for link in links:
        if "subject" in link:
            link["note"] = ": ".join(part for part in (link.pop("subject"), link["note"]) if part)
    for link in relinked(links):
        values = {"note": link["note"], "previous_hash": link["previous"], "hash": link["hash"], "subject_email": None}
        connection.execute(update(HistoryEntry).where(HistoryEntry.number == link["number"]).values(values))
    connection.execute(update(HistoryHead).values(hash=relinked(links)[-1]["hash"]))
    return [number for number, email, _note in stated if email is not None]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_head SET number = number - 1",
        "UPDATE history_head SET hash = 'another'",
        "DELETE FROM history_head",
        "DELETE FROM history",
    ],
)
def test_a_wrong_end_of_the_chain_is_found(library: World, statement: str) -> None:
    with attack(library) as connection:
        connection.execute(text(statement))
        with seen_by(connection) as session:
            assert [place.where for place in verify_history(session)] == ["the end"]


def test_an_invalid_time_is_reported_in_words(library: World) -> None:
    """SQLite stores any text in a column; PostgreSQL refuses it."""
    if library.platform.work.engine.dialect.name == "postgresql":
        return
    with attack(library) as connection:
        connection.execute(text("UPDATE history SET at = 'never' WHERE number = 7"))
        with seen_by(connection) as session:
            assert [place.where for place in verify_history(session)] == ["the database"]
