"""Towns, regions and rivers: the file is well formed, and who types one finds the cases of its State."""

from collections import Counter

import pytest

from case_studies.search.text.analysis import is_common, tokens
from case_studies.search.text.folding import fold
from case_studies.taxonomy.concepts import concepts
from case_studies.taxonomy.gazetteer import gazetteer
from case_studies.taxonomy.places import places, read_rows
from case_studies.vocabulary import Language, State
from tests.support.api_client import Program, fine
from tests.support.page_reader import open_page
from tests.support.workflow_cases import case_in
from tests.support.world import World

NAMES = {
    "MLI": ("Кидаль", "غاو", "Tombouctou", "a orillas del río Níger"),
    "SSD": ("本提乌 机场", "朱巴"),
    "CAF": ("préfecture du Mbomou", "Банги"),
}
"""State → what a reader types. The case that is found names none of it."""


def test_the_file_is_well_formed() -> None:
    rows = list(read_rows("gazetteer"))
    assert len(rows) > 250
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["kind"] for row in rows} == {"town", "region", "river"}
    assert {row.value for row in gazetteer()} <= set(places())
    named = Counter(language for row in gazetteer() for language in {language for language, _ in row.names})
    for language in (Language.RUSSIAN, Language.ARABIC, Language.CHINESE):
        assert named[language] > 0.9 * len(gazetteer()), language


def test_no_name_is_a_common_word_or_names_something_else_of_the_field() -> None:
    others = {fold(name) for row in concepts() for _, name in row.names}
    names = [name for row in gazetteer() for _, name in row.names]
    assert not [name for name in names if all(is_common(token.word) for token in tokens(name))]
    assert not sorted({name for name in names if fold(name) in others})
    ids = {row.id.split(":")[1]: {fold(name) for _, name in row.names} for row in gazetteer()}
    counts = Counter(name for folded in ids.values() for name in folded)
    assert not [name for name, count in counts.items() if count > 1]


@pytest.mark.slow
@pytest.mark.parametrize("state", NAMES)
def test_who_types_a_place_finds_the_cases_of_its_state(bare: World, state: str) -> None:
    found = case_in(bare, State.PUBLISHED, host_states=[state])
    case_in(bare, State.PUBLISHED, host_states=["CYP"], title="Another one")
    for typed in NAMES[state]:
        hits = fine(Program(bare, None).get("/search", query_string={"q": typed}))["items"]
        assert [hit["reference"] for hit in hits] == [found.reference], typed


def test_the_page_says_where_a_place_is_and_a_suggestion_names_it(library: World) -> None:
    assert "“Tombouctou”: cases from Mali are found, too." in open_page(library.visitor(), "/search?q=Tombouctou").words
    suggested = fine(Program(library, None).get("/suggest?q=Timbuk"))
    assert suggested[0]["id"] == "MLI"
    assert suggested[0]["name"].startswith("Timbuktu")
