"""A text in an exported table is never evaluated by a spreadsheet, whatever it is."""

import csv
import io

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.csv_export import csv_response, defuse

DANGEROUS = "=+-@\t\r\n＝＋－＠"
# What spreadsheets skip before they look whether a cell is a formula.
SKIPPED = " \u00a0\u3000\ufeff"
cells = st.one_of(
    st.text(),
    st.builds("".join, st.tuples(st.text(SKIPPED, max_size=3), st.sampled_from(DANGEROUS), st.text())),
)


@given(cells)
def test_no_text_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    written = defuse(text)
    assert isinstance(written, str)
    assert written.lstrip(SKIPPED)[:1] not in set(DANGEROUS)
    assert written.removeprefix("'") == text.removeprefix("'")
    assert written == text or text.lstrip(SKIPPED)[0] in DANGEROUS


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.none()))
def test_numbers_stay_numbers(number: float | None) -> None:
    assert defuse(number) == number


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_a_table_is_read_back_as_it_was_written(rows: list[list[str]]) -> None:
    with Flask(__name__).test_request_context():
        answer = csv_response("table.csv", ("a", "b"), rows)
        assert answer.is_streamed
        text = answer.get_data().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [[defuse(cell) for cell in row] for row in rows]
