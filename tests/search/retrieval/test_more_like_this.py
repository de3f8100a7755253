"""The contract on similarity: of a text that is not in the index to the cases in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from case_studies.search.contract import Query, QueryDocument, SearchDocument
from case_studies.search.engine import SearchEngine

A, B, C = "CS-2026-0001", "CS-2026-0002", "CS-2026-0003"
DRAFT = "CS-2026-0099"
MINES: Mapping[str, tuple[str, ...]] = {"theme": ("EXP", "EXP-SEARCH"), "host_state": ("MLI",)}
WATER: Mapping[str, tuple[str, ...]] = {"theme": ("CMP",), "host_state": ("LBN",)}
Make = Callable[..., SearchDocument]

# of each language: a case, the same case in other words, another case
TOLD = {
    "en": (
        "Search teams walked each choke point before the supply column left the camp, and found nine mines.",
        "Before a supply column left, teams on foot searched the choke points; nine mines were found.",
        "Filters purified river water for the battalion, so that fewer soldiers fell ill.",
    ),
    "fr": (
        "Des équipes de fouille ont inspecté chaque point de passage avant le départ du convoi et trouvé neuf mines.",
        "Avant que le convoi parte, les équipes inspectaient à pied les points de passage ; neuf mines y étaient.",
        "Des filtres ont purifié l'eau du fleuve, et moins de soldats sont tombés malades.",
    ),
    "es": (
        "Equipos de búsqueda inspeccionaron cada paso estrecho antes de salir el convoy y hallaron nueve minas.",
        "Antes de la salida del convoy, los equipos inspeccionaban a pie los pasos estrechos; había nueve minas.",
        "Los filtros purificaron el agua del río y enfermaron menos soldados.",
    ),
    "ru": (
        "Поисковые группы осматривали каждое узкое место до выхода колонны снабжения и нашли девять мин.",
        "До выхода колонны группы пешком осмотрели узкие места; найдено девять мин.",
        "Фильтры очищали речную воду, и солдаты реже болели.",
    ),
    "ar": (
        "فتشت فرق البحث كل ممر ضيق قبل انطلاق قافلة الإمداد وعثرت على تسعة ألغام.",
        "قبل انطلاق القافلة فتشت الفرق الممرات الضيقة سيرا على الأقدام ووجدت تسعة ألغام.",
        "نقت المرشحات مياه النهر فقل عدد الجنود المرضى.",
    ),
    "zh": (
        "搜索小组在补给车队出发前徒步检查每一处隘口，发现九枚地雷。",
        "车队出发之前，小组检查了各处隘口，找到九枚地雷。",
        "过滤器净化河水，生病的士兵减少了。",
    ),
}


@pytest.fixture
def like(engine: SearchEngine) -> Callable[..., dict[str, float]]:
    """Return a function that rebuilds the index from documents and returns their similarity to a text."""

    def ask(documents: list[SearchDocument], text: QueryDocument, limit: int = 10) -> dict[str, float]:
        engine.rebuild("public", documents)
        return dict(engine.similar_to("public", text, limit))

    return ask


def _draft(document: SearchDocument, summary: str | None = None, **changes: object) -> QueryDocument:
    """Return a document's text as a draft of another case."""
    sections = document.sections if summary is None else {"summary": summary}
    text = QueryDocument(DRAFT, document.language, document.title, sections, document.facets)
    return replace(text, **changes)  # type: ignore[arg-type]


Like = Callable[..., dict[str, float]]


@pytest.mark.parametrize("language", TOLD)
def test_a_copy_has_1_a_paraphrase_less_and_another_case_least(like: Like, make_document: Make, language: str) -> None:
    case, retold, other = TOLD[language]
    first = make_document(1, case, language=language, title="", facets=MINES)
    documents = [first, make_document(2, other, language=language, title="", facets=WATER)]
    copied = like(documents, _draft(first))
    again = like(documents, _draft(first, retold))
    assert copied[A] == 1
    assert 1 > again[A] > 0.5 > 0.2 > copied.get(B, 0)
    assert again.get(B, 0) < 0.2


@pytest.mark.parametrize("language", TOLD)
def test_words_alone_count_if_nothing_is_classified(like: Like, make_document: Make, language: str) -> None:
    case, retold, other = TOLD[language]
    first = make_document(1, case, language=language, title="", facets={})
    documents = [first, make_document(2, other, language=language, title="", facets={})]
    assert like(documents, _draft(first))[A] == 1
    again = like(documents, _draft(first, retold))
    assert again[A] > 0.3 > again.get(B, 0)


@pytest.mark.parametrize("language", [language for language in TOLD if language != "en"])
def test_a_translation_is_recognized_by_its_classification(like: Like, make_document: Make, language: str) -> None:
    first = make_document(1, TOLD["en"][0], title="", facets=MINES)
    documents = [first, make_document(2, TOLD["en"][2], title="", facets=WATER)]
    found = like(documents, _draft(first, TOLD[language][0], language=language))
    assert max(found, key=found.__getitem__) == A
    assert found[A] >= 0.25


def test_names_and_figures_count_in_every_language(like: Like, make_document: Make) -> None:
    documents = [
        make_document(1, "In 2023 UNMAS cleared 439 devices at Baidoa.", title="", facets=MINES),
        make_document(2, "Somebody cleared several devices at some place.", title="", facets=MINES),
    ]
    found = like(documents, _draft(documents[0], "Baidoa : 439 engins neutralisés par l’UNMAS en 2023.", language="fr"))
    assert found[A] > found[B]


def test_a_poor_match_stays_poor_without_a_better_one(like: Like, make_document: Make) -> None:
    """Similarity is not relative to the best case, so it can be compared between texts."""
    case, retold, other = TOLD["en"]
    poor = [make_document(1, other, title="", facets=WATER)]
    assert like(poor, _draft(poor[0], case, facets=MINES)).get(A, 0) < 0.2
    assert like(poor, _draft(poor[0], retold, facets={})).get(A, 0) < 0.2


def test_more_in_common_is_more_similar(like: Like, make_document: Make) -> None:
    case, retold, other = TOLD["en"]
    documents = [make_document(1, case), make_document(2, retold), make_document(3, other)]
    assert list(like(documents, _draft(documents[0]))) == [A, B, C]
    assert list(like(documents, _draft(documents[0]), limit=2)) == [A, B]


def test_a_shared_classification_raises_similarity(like: Like, make_document: Make) -> None:
    case, retold, _ = TOLD["en"]
    documents = [make_document(1, case, facets=WATER), make_document(2, case, facets=MINES)]
    found = like(documents, _draft(documents[1], retold))
    assert found[B] > found[A]


def test_language_and_years_do_not_count_as_classification(like: Like, make_document: Make) -> None:
    documents = [make_document(1, "Filters.", title="", facets={"theme": ("CMP",), "language": ("en",)})]
    assert like(documents, _draft(documents[0], "Mines.", facets={"language": ("en",)})) == {}


def test_the_own_published_case_is_left_out(like: Like, make_document: Make) -> None:
    documents = [make_document(1, TOLD["en"][0]), make_document(2, TOLD["en"][1])]
    assert A not in like(documents, _draft(documents[0], reference=A))
    assert B in like(documents, _draft(documents[0], reference=A))


def test_words_that_no_case_has_do_not_hide_those_that_one_has(like: Like, make_document: Make) -> None:
    """A draft about something new has many rare words; what it shares must still be found."""
    new = " ".join(f"word{number}" for number in range(60))
    documents = [make_document(number, "A convoy." if number == 1 else "A dog.", title="") for number in range(1, 6)]
    found = like(documents, _draft(documents[0], f"{new} convoy", facets={}))
    assert list(found) == [A]


def test_an_empty_text_is_similar_to_nothing(like: Like, make_document: Make) -> None:
    assert like([make_document(1)], QueryDocument(DRAFT, "en", "", {}, {})) == {}
    assert like([], _draft(make_document(1))) == {}


def test_asking_writes_nothing(engine: SearchEngine, make_document: Make) -> None:
    """The text is not in hits, suggestions, entries or corrections."""
    engine.rebuild("public", [make_document(1, "A convoy.")])
    draft = _draft(make_document(2), "Sentinel convoy.", title="Sentinel")
    before = engine.search("public", Query("convoy"))
    assert engine.similar_to("public", draft, 3)
    assert engine.entries("public") == {A: "print-1"}
    assert engine.search("public", Query("sentinel")).total == 0
    assert engine.suggest("public", "sen", 5) == []
    assert engine.search("public", Query("convoy")) == before


def test_one_audience_finds_nothing_of_another(engine: SearchEngine, make_document: Make) -> None:
    engine.rebuild("members", [make_document(1, TOLD["en"][0])])
    assert engine.similar_to("public", _draft(make_document(1, TOLD["en"][0])), 3) == []


def test_a_removed_case_is_not_similar_any_more(engine: SearchEngine, make_document: Make) -> None:
    documents = [make_document(1, TOLD["en"][0]), make_document(2, TOLD["en"][1])]
    engine.rebuild("public", documents)
    with engine.writing("public") as writer:
        writer.remove(A)
    assert [reference for reference, _ in engine.similar_to("public", _draft(documents[0]), 3)] == [B]
