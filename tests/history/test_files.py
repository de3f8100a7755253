"""An exported file is verified without a database. Every malformed line is reported by number; none stops the check."""

import json

import pytest
from sqlalchemy import text

from case_studies.hash_chain import hash_of
from case_studies.operations.audit import compare_with_database, export_history, verify_file, verify_history
from tests.support.chains import attack, entries, exported, lines_of, seen_by
from tests.support.world import World

MALFORMED = {
    "nothing": "",
    "no JSON": "{",
    "half a line": '{"number": 3, "at": "2026-',
    "a list": "[]",
    "a number": "3",
    "nothing in it": "{}",
    "depth": "[" * 100_000,
    "a number too long": '{"number": ' + "9" * 10_000 + "}",
    "no text": "\ufffd\x00\ufffd",
}


@pytest.mark.slow
@pytest.mark.parametrize("line", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_line_is_reported_by_its_number(library: World, line: str) -> None:
    lines = exported(library)
    found = verify_file([*lines[:6], line, *lines[6:]])
    assert [(place.where, place.what) for place in found] == [("line 7", "it is not an entry of a history")]


def test_all_malformed_lines_are_reported() -> None:
    found = verify_file(MALFORMED.values())
    assert [place.where for place in found] == [*(f"line {place + 1}" for place in range(len(MALFORMED))), "the end"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [{"number": "7"}, {"number": True}, {"number": 7.5}, {"note": None}, {"note": ["x"]}, {"hash": None}, {"more": ""}],
    ids=str,
)
def test_an_entry_with_another_shape_is_malformed(library: World, change: dict[str, object]) -> None:
    told = entries(library)
    told[6] = {**told[6], **change}
    assert verify_file(lines_of(told, exported(library)[-1]))[0].where == "line 7"


def test_an_entry_with_a_repeated_name_is_malformed(library: World) -> None:
    lines = exported(library)
    lines[6] = '{"note": "What a reader sees first.", ' + lines[6][1:]
    assert verify_file(lines)[0].where == "line 7"


def test_half_a_character_is_reported_and_raises_no_error(library: World) -> None:
    lines = exported(library)
    lines[6] = lines[6].replace('"note": "', '"note": "\\ud800', 1)
    assert [place.where for place in verify_file(lines)] == ["entry 7"]


def test_reordered_lines_are_found(library: World) -> None:
    lines = exported(library)
    lines[3], lines[4] = lines[4], lines[3]
    assert verify_file(lines)


def test_a_shortened_or_extended_file_is_found(library: World) -> None:
    lines = exported(library)
    assert [place.where for place in verify_file(lines[:-1])] == ["the end"]
    assert [place.where for place in verify_file([])] == ["the end"]
    again = f"line {len(lines) + 1}"
    assert [place.where for place in verify_file([*lines, lines[-1]])] == [again]
    assert [place.where for place in verify_file([*lines, lines[0]])] == [again]


def test_the_export_of_an_empty_history_is_valid(library: World) -> None:
    nothing = '{"end": 0, "hash": "' + "0" * 64 + '"}'
    assert verify_file([nothing]) == []
    with library.platform.work.reading() as session:
        assert compare_with_database(session, [nothing]) == []


def test_the_database_may_have_grown_since_the_export(library: World) -> None:
    lines = exported(library)
    told = entries(library)[:100]
    earlier = lines_of(told, json.dumps({"end": 100, "hash": told[-1]["hash"]}))
    assert verify_file(earlier) == []
    with library.platform.work.reading() as session:
        assert compare_with_database(session, earlier) == []
    later = {**entries(library)[-1], "number": len(lines), "previous": entries(library)[-1]["hash"]}
    later["hash"] = hash_of(later)
    with library.platform.work.reading() as session:
        found = compare_with_database(session, [*lines[:-1], json.dumps(later)])
    assert [place.where for place in found] == [f"entry {len(lines)}"]


def test_the_export_of_a_changed_database_is_not_valid(library: World) -> None:

    with attack(library) as connection:
        connection.execute(text("DELETE FROM history WHERE number > 300"))
        with seen_by(connection) as session:
            assert [place.where for place in verify_file(export_history(session))] == ["the end"]
            assert [place.where for place in verify_history(session)] == ["the end"]
