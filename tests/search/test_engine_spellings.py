"""The contract on spellings: numbers, apostrophes, Chinese characters and signs, however they are typed."""

from collections.abc import Callable

import pytest

from case_studies.search.contract import Hint, Query, Reading, Results, SearchDocument
from case_studies.search.engine import SearchEngine
from case_studies.search.text.thesaurus import Thesaurus

A, B, C = (f"CS-2026-000{number}" for number in (1, 2, 3))
Make = Callable[..., SearchDocument]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]
FIFTY_THOUSAND = [
    "50000", "50,000", "50 000", "50.000", "50\u202f000", "50\u00a0000", "50\u2009000", "50'000", "50’000",
    "٥٠٠٠٠", "٥٠٬٠٠٠", "٥٠،٠٠٠", "۵۰٬۰۰۰", "５０，０００",
]  # fmt: skip
APOSTROPHES = "'’‘‛ʼʻ′＇`´"


def marked(results: Results) -> list[str]:
    return [part for hit in results.hits for passage in hit.passages for part, flag in passage.parts if flag]


@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh"])
def test_a_number_is_found_in_whatever_groups_it_is_written(
    engine: SearchEngine, make_document: Make, language: str
) -> None:
    texts = [f"Some {number} mines" for number in FIFTY_THOUSAND]
    documents = [make_document(at, text, language=language) for at, text in enumerate(texts, 1)]
    engine.rebuild("public", [*documents, make_document(90, "Some 5 000 or 500,000 or 50,0001 or 150.000 mines")])
    for typed in FIFTY_THOUSAND:
        results = engine.search("public", Query(typed, per_page=50))
        assert {hit.reference for hit in results.hits} >= {document.reference for document in documents}, typed
        assert "CS-2026-0090" not in {hit.reference for hit in results.hits}, typed
        assert engine.search("public", Query(f'"{typed} mines"', per_page=50)).total == len(documents), typed


def test_larger_numbers_and_lakhs(found: Find, make_document: Make) -> None:
    documents = [make_document(1, "It cost 1.234.567 in all."), make_document(2, "It cost 12,34,567 in all.")]
    for typed in ("1234567", "1,234,567", "1 234 567", "12,34,567"):
        assert set(found(documents, typed)) == {A, B}, typed


def test_numbers_side_by_side_stay_apart(found: Find, make_document: Make) -> None:
    documents = [make_document(1, "In 2015 100 soldiers came, on 15.06.2018 more.")]
    for typed in ("2015", "100", '"100 soldiers"', "2018", "06"):
        assert found(documents, typed) == [A], typed


@pytest.mark.slow
@pytest.mark.parametrize("written", APOSTROPHES)
def test_every_apostrophe_is_the_same(found: Find, make_document: Make, written: str) -> None:
    documents = [make_document(1, f"A convoy to N{written}Djamena."), make_document(2, "A convoy to Mali.")]
    for typed in APOSTROPHES:
        name = f"N{typed}Djamena"
        for text in (name, f'"{name}"', f"“convoy to {name}”", f'"to N{typed}Djamena"'):
            assert found(documents, text) == [A], (written, text)
        assert found(documents, f"convoy -{name}") == [B]


@pytest.mark.parametrize(("written", "typed"), [("扫雷车队在马里", "掃雷"), ("掃雷車隊在馬里", "扫雷")])
def test_traditional_and_simplified_chinese_are_the_same(
    answered: Ask, make_document: Make, written: str, typed: str
) -> None:
    documents = [make_document(1, written, title=written, language="zh"), make_document(2, "维和部队", language="zh")]
    for text in (typed, f'"{typed}"', f"{typed[:1]}*", "车队", "車隊", "馬里", "马里"):
        results = answered(documents, text)
        assert [hit.reference for hit in results.hits] == [A], text
    assert marked(answered(documents, typed)) == [written[:2]]


def test_suggested_titles_do_not_depend_on_the_characters(engine: SearchEngine, make_document: Make) -> None:
    engine.rebuild("public", [make_document(1, title="掃雷車隊", language="zh")])
    for typed in ("扫", "扫雷", "掃雷", "车"):
        assert engine.suggest("public", typed, 5) == [A], typed


def test_names_of_the_thesaurus_are_known_in_traditional_characters(
    answered: Ask, make_document: Make, whole: Thesaurus
) -> None:
    documents = [make_document(1, facets={"host_state": ("MLI",)}), make_document(2, "Mali", facets={})]
    assert [hit.reference for hit in answered(documents, "host:馬里", whole).hits] == [A]
    assert {hit.reference for hit in answered(documents, "馬里", whole).hits} == {A, B}


@pytest.mark.parametrize("typed", ["雷", "扫", '"雷"', "掃", "车"])
def test_a_character_is_found_inside_a_longer_word(answered: Ask, make_document: Make, typed: str) -> None:
    documents = [make_document(1, "扫雷车队", language="zh"), make_document(2, "维和部队", language="zh")]
    results = answered(documents, typed)
    assert [hit.reference for hit in results.hits] == [A]
    assert marked(results)


def test_a_chinese_word_without_cases_does_not_empty_a_query_of_two(answered: Ask, make_document: Make) -> None:
    documents = [make_document(number, f"扫雷 {number}", language="zh") for number in range(1, 9)]
    for typed in ("扫雷 恐龙", "恐龙 掃雷", "扫雷恐龙"):
        results = answered(documents, typed)
        assert results.total == 8, typed
        assert results.hints == (Hint(Reading.SOME_WORDS),)
    assert answered(documents, "恐龙 鲸鱼").total == 0
    assert answered(documents, '扫雷 "恐龙"').total == 0


def test_a_word_without_cases_does_not_empty_a_query_with_a_name(
    answered: Ask, make_document: Make, whole: Thesaurus
) -> None:
    documents = [
        make_document(number, f"road works {number}", facets={"host_state": ("MLI" if number <= 2 else "LBN",)})
        for number in range(1, 9)
    ]
    for typed in ("mali brontosaurus", "brontosaurus Мали"):
        results = answered(documents, typed, whole)
        assert results.total == 2, typed
        assert results.hints == (Hint(Reading.SOME_WORDS),)
    for typed in ("liban brontosaurus", "works brontosaurus", "brontosaurus stegosaurus", 'mali "brontosaurus"'):
        assert answered(documents, typed, whole).total == 0, typed


@pytest.mark.parametrize(
    "typed",
    [
        "host：mali",
        "Host：馬里",
        "host:“Mali”",
        "host：＂Mali＂",
        "host﹕mali year：2015",
        "year:２０１５－２０１９ host：mali",
    ],
)
def test_full_width_signs_of_the_syntax(answered: Ask, make_document: Make, whole: Thesaurus, typed: str) -> None:
    documents = [
        make_document(number, facets={"host_state": (state,)}, years=(2015, 2015))
        for number, state in enumerate(("MLI", "LBN"), 1)
    ]
    results = answered(documents, typed, whole)
    assert [hit.reference for hit in results.hits] == [A]
    assert results.hints == ()


def test_other_full_width_signs(found: Find, make_document: Make, answered: Ask) -> None:
    documents = [make_document(1, "mines on the road"), make_document(2, "road works")]
    assert found(documents, "road －mines") == [B]
    assert found(documents, "＂the road＂") == [A]
    assert found(documents, "min＊") == [A]
    chinese = [make_document(1, "任务：扫雷", language="zh")]
    assert answered(chinese, "任务：扫雷").hints == ()
    assert found(chinese, "任务：扫雷") == [A]


@pytest.mark.parametrize("typed", ["*mine", "m*ne", "m*", "*", '"the *mine"', "convoy -*mine", "mi-n*"])
def test_a_star_that_says_nothing_gets_a_hint(answered: Ask, make_document: Make, typed: str) -> None:
    hints = answered([make_document(1, "mine convoy")], typed).hints
    assert [hint.reading for hint in hints].count(Reading.STAR) == 1
    assert "*" in next(hint.typed for hint in hints if hint.reading == Reading.STAR)


@pytest.mark.parametrize("typed", ["mi*", "雷*", "N'Djamen*"])
def test_a_star_after_the_beginning_of_a_word_gets_none(answered: Ask, make_document: Make, typed: str) -> None:
    assert answered([make_document(1, "mine")], typed).hints == ()
