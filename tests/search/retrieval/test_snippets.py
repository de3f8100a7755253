"""Passages: from which section, how long, and what is marked."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.search.contract import Passage, Query, SearchDocument
from case_studies.search.engine import SearchEngine
from case_studies.search.retrieval.snippets import ELLIPSIS, LENGTH

Make = Callable[..., SearchDocument]
FILLER = "Nothing of interest happened on this long day of the patrol. "


def passages(engine: SearchEngine, document: SearchDocument, text: str = "") -> tuple[Passage, ...]:
    engine.rebuild("public", [document])
    (hit,) = engine.search("public", Query(text)).hits
    return hit.passages


def flagged(passage: Passage) -> list[str]:
    return [text for text, flag in passage.parts if flag]


@pytest.mark.parametrize(
    ("language", "text", "typed", "expected"),
    [
        ("en", "Peacekeepers found mines.", "mine peacekeeper", ["Peacekeepers", "mines"]),
        ("fr", "L'opération de sécurité.", "operations", ["opération"]),
        ("ru", "Помощь врачей.", "врач", ["врачей"]),
        ("ar", "إزالة المتفجرات من الطريق", "متفجرة", ["المتفجرات"]),
        ("zh", "维和部队排雷成功", "排雷", ["排雷"]),
        ("en", "The C-IED team and the IED.", "cied", ["C-IED"]),
        ("en", "The C-IED team and the IED.", "ied", ["IED", "IED"]),
        ("en", "The C-IED team.", "cied c ied team", ["C-IED", "team"]),
        ("en", "Explosives and exploits.", "explos*", ["Explosives"]),
        ("en", "Route clearance; clearance of a route.", '"route clearance"', ["Route", "clearance"]),
        ("en", "A dog, a mine.", "mine -cat", ["mine"]),
    ],
)
def test_matching_words_are_marked(
    engine: SearchEngine, make_document: Make, language: str, text: str, typed: str, expected: list[str]
) -> None:
    (passage,) = passages(engine, make_document(1, text, language=language), typed)
    assert (passage.text, flagged(passage)) == (text, expected)


def test_an_empty_query_shows_the_start_of_the_summary(engine: SearchEngine, make_document: Make) -> None:
    (passage,) = passages(engine, make_document(1, FILLER * 9, sections={"actions": "Other."}))
    assert passage.section == "summary"
    assert passage.text.startswith("Nothing of interest")
    assert passage.text.endswith(ELLIPSIS)
    assert not flagged(passage)


def test_a_match_in_the_title_alone_shows_the_start_of_the_summary(engine: SearchEngine, make_document: Make) -> None:
    (passage,) = passages(engine, make_document(1, "The summary.", title="Drones"), "drone")
    assert passage == Passage("summary", (("The summary.", False),))


def test_best_two_sections_come_best_first(engine: SearchEngine, make_document: Make) -> None:
    sections = {"situation": "A mine.", "actions": "A mine met a convoy.", "results": "A convoy, a convoy, a convoy."}
    found = passages(engine, make_document(1, "Nothing.", sections=sections), "mine convoy")
    assert [passage.section for passage in found] == ["actions", "results"]


def test_the_part_of_a_long_section_with_most_matches_is_shown(engine: SearchEngine, make_document: Make) -> None:
    text = "A mine. " + FILLER * 9 + "The convoy found a mine here. " + FILLER * 9 + "A convoy."
    (passage,) = passages(engine, make_document(1, text), "mine convoy")
    assert flagged(passage) == ["convoy", "mine"]
    assert passage.text.startswith(ELLIPSIS)
    assert passage.text.endswith(ELLIPSIS)


@pytest.mark.parametrize("shift", range(12))
def test_passages_are_cut_between_words(engine: SearchEngine, make_document: Make, shift: int) -> None:
    text = "a" * shift + " " + FILLER * 9 + "A mine. " + FILLER * 9
    (passage,) = passages(engine, make_document(1, text), "mine")
    assert set(passage.text.strip(ELLIPSIS).split()) <= set(text.split())
    assert LENGTH - 40 <= len(passage.text) <= LENGTH + 2


def test_markup_in_a_text_is_left_for_the_page_to_escape(engine: SearchEngine, make_document: Make) -> None:
    (passage,) = passages(engine, make_document(1, "<b>mine</b> & <script>"), "mine")
    assert passage.parts == (("<b>", False), ("mine", True), ("</b> & <script>", False))


def test_a_case_without_text_has_no_passage(engine: SearchEngine, make_document: Make) -> None:
    assert passages(engine, make_document(1, "", title="Mine"), "mine") == ()


@pytest.fixture(scope="module")
def other_engine(engine_class: Callable[..., SearchEngine], tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    return engine_class(tmp_path_factory.mktemp("index"))


words = st.sampled_from(
    [
        "mine",
        "mines",
        "C-IED",
        "convoy",
        "the",
        "l'eau",
        "排雷维和部队",
        "лагерь",
        "لغم",
        "x" * 90,
        "🙂",
        "\n\n",
        "e\u0301t",
        "—",
    ]
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    text=st.lists(st.tuples(words, st.sampled_from([" ", "", ", "])), max_size=200), typed=st.lists(words, max_size=4)
)
def test_passages_are_pieces_of_their_section(
    other_engine: SearchEngine, make_document: Make, text: list[tuple[str, str]], typed: list[str]
) -> None:
    """Without its ellipses a passage is a part of its section, of limited length."""
    section = "".join(word + space for word, space in text)
    other_engine.rebuild("public", [make_document(1, section)])
    for hit in other_engine.search("public", Query(" ".join(typed))).hits:
        for passage in hit.passages:
            shown = passage.text.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)
            at = section.find(shown)
            assert at >= 0
            assert len(shown) <= LENGTH + 100
            assert all(part for part, _ in passage.parts)
            assert at == 0 or passage.text.startswith(ELLIPSIS)
            assert section.endswith(shown) or passage.text.endswith(ELLIPSIS)
