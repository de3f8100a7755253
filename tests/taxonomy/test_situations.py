"""The choices of a situation: well formed, named in six languages, tied to themes and concepts that exist."""

from collections import Counter

import pytest

from case_studies.taxonomy.places import read_rows
from case_studies.taxonomy.situations import Aspect, Choice, Cue, choices, cues
from case_studies.vocabulary import Language

ROWS = [row for rows in choices().values() for row in rows.values()]


def test_every_row_of_the_data_is_a_choice_or_a_cue() -> None:
    rows = list(read_rows("situations"))
    assert {row["kind"] for row in rows} == {*(aspect.value for aspect in choices()), "cue"}
    assert len(rows) == len(ROWS) + len(cues())
    assert set(choices()) == set(Aspect) - {Aspect.HOST_STATE}
    assert {row.id for row in cues()} == set(Cue)


@pytest.mark.parametrize("row", [*ROWS, *cues()], ids=lambda row: f"{row.kind}-{row.id}")
def test_a_row_has_names_in_six_languages_each_once(row: Choice) -> None:
    assert {language for language, _ in row.names} >= set(Language)
    assert [name for name, count in Counter(row.names).items() if count > 1] == []
    assert row.label


def test_themes_and_concepts_exist() -> None:
    themes = {row["id"] for row in read_rows("themes")}
    concepts = {row["id"] for row in read_rows("concepts")} | {f"theme:{theme}" for theme in themes}
    assert {theme for row in ROWS for theme in row.themes} <= themes
    assert {concept for row in ROWS for concept in row.concepts} <= concepts
