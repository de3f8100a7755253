"""An exported file is checked without the database: every malformed line is told by its number, none ends the check."""

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


@pytest.mark.parametrize("line", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_line_is_told_by_its_number(library: World, line: str) -> None:
    lines = exported(library)
    found = verify_file([*lines[:6], line, *lines[6:]])
    assert [(place.where, place.what) for place in found] == [("line 7", "it is not an entry of a history")]


def test_a_file_of_malformed_lines_alone_is_told_whole() -> None:
    found = verify_file(MALFORMED.values())
    assert [place.where for place in found] == [*(f"line {place + 1}" for place in range(len(MALFORMED))), "the end"]


@pytest.mark.parametrize(
    "change",
    [{"number": "7"}, {"number": True}, {"number": 7.5}, {"note": None}, {"note": ["x"]}, {"hash": None}, {"more": ""}],
    ids=str,
)
def test_an_entry_of_another_shape_is_no_entry(library: World, change: dict[str, object]) -> None:
    told = entries(library)
    told[6] = {**told[6], **change}
    assert verify_file(lines_of(told, exported(library)[-1]))[0].where == "line 7"


def test_an_entry_that_says_one_thing_twice_is_no_entry(library: World) -> None:
    lines = exported(library)
    lines[6] = '{"note": "What a reader sees first.", ' + lines[6][1:]
    assert verify_file(lines)[0].where == "line 7"


def test_half_a_character_is_a_break_and_no_error(library: World) -> None:
    lines = exported(library)
    lines[6] = lines[6].replace('"note": "', '"note": "\\ud800', 1)
    assert [place.where for place in verify_file(lines)] == ["entry 7"]


def test_lines_that_changed_places_are_found(library: World) -> None:
    lines = exported(library)
    lines[3], lines[4] = lines[4], lines[3]
    assert verify_file(lines)


def test_a_file_that_was_cut_off_or_goes_on_after_its_end_is_found(library: World) -> None:
    lines = exported(library)
    assert [place.where for place in verify_file(lines[:-1])] == ["the end"]
    assert [place.where for place in verify_file([])] == ["the end"]
    again = f"line {len(lines) + 1}"
    assert [place.where for place in verify_file([*lines, lines[-1]])] == [again]
    assert [place.where for place in verify_file([*lines, lines[0]])] == [again]


def test_the_export_of_a_history_in_which_nothing_happened_holds(library: World) -> None:
    nothing = '{"end": 0, "hash": "' + "0" * 64 + '"}'
    assert verify_file([nothing]) == []
    with library.platform.work.reading() as session:
        assert compare_with_database(session, [nothing]) == []


def test_the_database_may_have_gone_on_since_the_export(library: World) -> None:
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


def test_the_export_of_a_database_that_was_changed_shows_it(library: World) -> None:

    with attack(library) as connection:
        connection.execute(text("DELETE FROM history WHERE number > 300"))
        with seen_by(connection) as session:
            assert [place.where for place in verify_file(export_history(session))] == ["the end"]
            assert [place.where for place in verify_history(session)] == ["the end"]
