"""The contract on likeness: how like a text that is not in the index is to the cases that are."""

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
    """Put faces into the engine and say how like each of them is to a text."""

    def ask(faces: list[SearchDocument], text: QueryDocument, limit: int = 10) -> dict[str, float]:
        engine.rebuild("public", faces)
        return dict(engine.similar_to("public", text, limit))

    return ask


def _draft(face: SearchDocument, summary: str | None = None, **changes: object) -> QueryDocument:
    """Return the text of a face as a draft of another case."""
    sections = face.sections if summary is None else {"summary": summary}
    text = QueryDocument(DRAFT, face.language, face.title, sections, face.facets)
    return replace(text, **changes)  # type: ignore[arg-type]


Like = Callable[..., dict[str, float]]


@pytest.mark.parametrize("language", TOLD)
def test_a_copy_is_1_the_same_in_other_words_less_and_another_case_least(
    like: Like, make_face: Make, language: str
) -> None:
    case, retold, other = TOLD[language]
    first = make_face(1, case, language=language, title="", facets=MINES)
    faces = [first, make_face(2, other, language=language, title="", facets=WATER)]
    copied = like(faces, _draft(first))
    again = like(faces, _draft(first, retold))
    assert copied[A] == 1
    assert 1 > again[A] > 0.5 > 0.2 > copied.get(B, 0)
    assert again.get(B, 0) < 0.2


@pytest.mark.parametrize("language", TOLD)
def test_words_alone_tell_where_nothing_is_classified(like: Like, make_face: Make, language: str) -> None:
    case, retold, other = TOLD[language]
    first = make_face(1, case, language=language, title="", facets={})
    faces = [first, make_face(2, other, language=language, title="", facets={})]
    assert like(faces, _draft(first))[A] == 1
    again = like(faces, _draft(first, retold))
    assert again[A] > 0.3 > again.get(B, 0)


@pytest.mark.parametrize("language", [language for language in TOLD if language != "en"])
def test_a_translation_is_known_by_its_classification(like: Like, make_face: Make, language: str) -> None:
    first = make_face(1, TOLD["en"][0], title="", facets=MINES)
    faces = [first, make_face(2, TOLD["en"][2], title="", facets=WATER)]
    found = like(faces, _draft(first, TOLD[language][0], language=language))
    assert max(found, key=found.__getitem__) == A
    assert found[A] >= 0.25


def test_names_and_figures_count_in_every_language(like: Like, make_face: Make) -> None:
    faces = [
        make_face(1, "In 2023 UNMAS cleared 439 devices at Baidoa.", title="", facets=MINES),
        make_face(2, "Somebody cleared several devices at some place.", title="", facets=MINES),
    ]
    found = like(faces, _draft(faces[0], "Baidoa : 439 engins neutralisés par l’UNMAS en 2023.", language="fr"))
    assert found[A] > found[B]


def test_the_best_of_a_poor_lot_is_still_poor(like: Like, make_face: Make) -> None:
    """The number is no share of the best: those of different texts may be compared."""
    case, retold, other = TOLD["en"]
    poor = [make_face(1, other, title="", facets=WATER)]
    assert like(poor, _draft(poor[0], case, facets=MINES)).get(A, 0) < 0.2
    assert like(poor, _draft(poor[0], retold, facets={})).get(A, 0) < 0.2


def test_more_in_common_is_more_alike(like: Like, make_face: Make) -> None:
    case, retold, other = TOLD["en"]
    faces = [make_face(1, case), make_face(2, retold), make_face(3, other)]
    assert list(like(faces, _draft(faces[0]))) == [A, B, C]
    assert list(like(faces, _draft(faces[0]), limit=2)) == [A, B]


def test_a_shared_classification_makes_it_more_alike(like: Like, make_face: Make) -> None:
    case, retold, _ = TOLD["en"]
    faces = [make_face(1, case, facets=WATER), make_face(2, case, facets=MINES)]
    found = like(faces, _draft(faces[1], retold))
    assert found[B] > found[A]


def test_the_language_and_the_years_are_no_classification(like: Like, make_face: Make) -> None:
    faces = [make_face(1, "Filters.", title="", facets={"theme": ("CMP",), "language": ("en",)})]
    assert like(faces, _draft(faces[0], "Mines.", facets={"language": ("en",)})) == {}


def test_the_own_published_case_is_left_out(like: Like, make_face: Make) -> None:
    faces = [make_face(1, TOLD["en"][0]), make_face(2, TOLD["en"][1])]
    assert A not in like(faces, _draft(faces[0], reference=A))
    assert B in like(faces, _draft(faces[0], reference=A))


def test_words_that_no_case_has_do_not_hide_those_that_one_has(like: Like, make_face: Make) -> None:
    """A draft about something new is full of rare words; what it shares must still be found."""
    new = " ".join(f"word{number}" for number in range(60))
    faces = [make_face(number, "A convoy." if number == 1 else "A dog.", title="") for number in range(1, 6)]
    found = like(faces, _draft(faces[0], f"{new} convoy", facets={}))
    assert list(found) == [A]


def test_nothing_written_is_like_nothing(like: Like, make_face: Make) -> None:
    assert like([make_face(1)], QueryDocument(DRAFT, "en", "", {}, {})) == {}
    assert like([], _draft(make_face(1))) == {}


def test_asking_writes_nothing(engine: SearchEngine, make_face: Make) -> None:
    """The text stays out of hits, suggestions and entries, and makes no word known."""
    engine.rebuild("public", [make_face(1, "A convoy.")])
    draft = _draft(make_face(2), "Sentinel convoy.", title="Sentinel")
    before = engine.search("public", Query("convoy"))
    assert engine.similar_to("public", draft, 3)
    assert engine.entries("public") == {A: "print-1"}
    assert engine.search("public", Query("sentinel")).total == 0
    assert engine.suggest("public", "sen", 5) == []
    assert engine.search("public", Query("convoy")) == before


def test_one_audience_knows_nothing_of_another(engine: SearchEngine, make_face: Make) -> None:
    engine.rebuild("members", [make_face(1, TOLD["en"][0])])
    assert engine.similar_to("public", _draft(make_face(1, TOLD["en"][0])), 3) == []


def test_what_was_taken_out_is_like_nothing_any_more(engine: SearchEngine, make_face: Make) -> None:
    faces = [make_face(1, TOLD["en"][0]), make_face(2, TOLD["en"][1])]
    engine.rebuild("public", faces)
    with engine.writing("public") as writer:
        writer.remove(A)
    assert [reference for reference, _ in engine.similar_to("public", _draft(faces[0]), 3)] == [B]
