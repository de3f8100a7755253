"""Every text is answered quickly, and the same text has the same answer."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.search.contract import Query, SearchDocument
from case_studies.search.engine import SearchEngine
from case_studies.search.text.thesaurus import Thesaurus
from tests.bench.library import documents
from tests.support.effort import at_most

Open = Callable[..., SearchEngine]
CALLS = 1_500_000
"""Calls of functions: three times what the worst query needs, about a second. An unbounded query makes more."""
HOSTILE = {
    "ten thousand words": " ".join(f"word{n}" for n in range(10_000)),
    "the same word ten thousand times": "mine " * 10_000,
    "ten thousand prefixes": " ".join(f"a{n}*" for n in range(10_000)),
    "deep parentheses": "(" * 5_000 + "mine" + ")" * 5_000,
    "deep quotes": '"' * 5_001,
    "nested quotes": '"mine "convoy "road' * 500,
    "lone star": "*",
    "stars": "* ** *** *mine* *",
    "leading wildcard": "*mine",
    "question marks": "m?ne ?",
    "minus signs": "-" * 5_000,
    "minus nothing": "mine - -- NOT",
    "operators only": "AND OR NOT AND OR",
    "either of nothing": "OR OR OR mine OR OR",
    "all excluded": "-mine -convoy -the",
    "regex bomb": "(a+)+$" * 300 + "!",
    "fields": "title:mine reference:* _first_year=2019 text:[a TO z]",
    "very long word": "m" * 1_000_000,
    "very long compound": "m-" * 500_000,
    "NUL": "mi\x00ne \x00",
    "lone surrogates": "\ud800 mine \udfff\udc00",
    "emoji": "🙂👩‍🚒🇺🇳 mine",
    "mixed direction": "mine \u202eلغم\u202c convoy \u200f\u200e",
    "combining marks": "m" + "\u0301" * 5_000,
    "only marks": "\u0301\u064b\u0640\u200d",
    "control characters": "".join(chr(code) for code in range(32)) + "\x7f\x85\u2028",
    "every plane": "".join(chr(code) for code in range(0x80, 0x110000, 997)),
    "Chinese without end": "维和部队排雷" * 2_000,
    "SQL": "'; DROP TABLE cases; --",
    "markup": "<script>alert(1)</script> &amp; mine",
    "template": "{{7*7}} ${jndi:ldap://x} %s %(a)s",
    "path": "../../../../etc/passwd",
}


SIZE = 300
"""The number of cases of the synthetic library that are searched with all names of the thesaurus."""
SYNTAX = {
    "fields in fields": "theme:theme:host:theme:mali " * 40,
    "an open quote": 'theme:"',
    "open quotes": 'theme:" ' * 500,
    "a year out of bounds": "year:9999999999999999999",
    "years that are none": "year:- year:.. year:2019-2015 year:٢٠١٩ year:²⁰¹⁹ year:0000-9999",
    "years again and again": "year:0000-9999 " * 200,
    "one field a thousand times": "host:" * 1_000,
    "fields apart": "host: mali theme: EXP year: 2019",
    "either, and, either": "mine OR ied OR convoy AND " * 80,
    "either, not": "mine OR NOT ied OR NOT " * 80,
    "deep parentheses with minus": "(-" * 1_000 + "mine" + ")" * 1_000,
    "deep parentheses with NOT": "NOT ( " * 300 + "mine" + " )" * 300,
    "deep parentheses with OR": "(mine OR " * 250 + "ied" + ")" * 250,
    "fields in deep parentheses": "(host:mali OR -(theme:EXP " * 80 + "ied" + "))" * 80,
    "excluded phrases": '-"the mine of the" ' * 100,
    "phrases of common words": '"de la de la de la de la" ' * 80,
    "common words": "the of de la le и في 的 " * 100,
    "one ambiguous name": "seguridad poc " * 150,
    "a resolution again and again": "S/RES/2518 (2020) " * 120,
    "values with everything": "by:\x00 host:\ud800 theme:🙂 operation:\u202e language:* year:NaN",
}
PIECES = [
    "mine", "IED", "roadside bomb", "seguridad", "helicoptre", "взрвной", "المستشقى", "安全保障", "the", "c ", "ro*",
    "host:", "theme:", "year:", "by:", "language:", "mali", "EXP", "2015-2019", "99999", "S/RES/2518", "SCR", "2518",
    '"', "«", "(", ")", "((", "-", "NOT ", " OR ", " AND ", "|", "*", "\x00", "\ud800", "\u202e",
]  # fmt: skip
TEXTS = {"en": "A mine on a road.", "fr": "L'eau et la mine.", "ar": "لغم على الطريق", "zh": "维和部队排雷"}


@pytest.fixture(scope="module")
def engine(
    engine_class: Open, tmp_path_factory: pytest.TempPathFactory, make_document: Callable[..., SearchDocument]
) -> SearchEngine:
    """An engine with cases in several scripts."""
    engine = engine_class(tmp_path_factory.mktemp("index"))
    documents = [make_document(number, text, language=code) for number, (code, text) in enumerate(TEXTS.items(), 1)]
    engine.rebuild("public", documents)
    return engine


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_answered_quickly(engine: SearchEngine, text: str) -> None:
    with at_most(CALLS):
        results = engine.search("public", Query(text))
        engine.suggest("public", text, 5)
        engine.similar("public", text, 5)
    assert results.total == len(results.hits) <= 4


@pytest.mark.parametrize("name", ["either of nothing", "NUL", "lone surrogates", "emoji", "leading wildcard"])
def test_what_can_be_read_in_it_is_found(engine: SearchEngine, name: str) -> None:
    expected = 0 if name == "NUL" else 2
    assert engine.search("public", Query(HOSTILE[name])).total == expected


typed = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            ["mine", "لغم", "维和部队", "OR", "NOT", "AND", "-", '"', "(", ")", "*", "ro*", "c ", "«", "|"]
        ),
    ),
    max_size=30,
).map(" ".join)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    text=typed,
    page=st.integers(-(10**6), 10**6),
    size=st.integers(-5, 10**6),
    years=st.tuples(*[st.one_of(st.none(), st.integers(-(10**12), 10**12))] * 2),
    filters=st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=3).map(tuple), max_size=3),
)
def test_anything_is_answered(
    engine: SearchEngine,
    text: str,
    page: int,
    size: int,
    years: tuple[int | None, int | None],
    filters: dict[str, tuple[str, ...]],
) -> None:
    query = Query(text, filters, years[0], years[1], page=page, per_page=size)
    results = engine.search("public", query)
    assert 0 <= results.total <= 4
    assert results == engine.search("public", query)
    engine.suggest("public", text, 5)


@pytest.fixture(scope="module")
def library(engine_class: Open, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    """The first cases of the synthetic library."""
    engine = engine_class(tmp_path_factory.mktemp("library"))
    engine.rebuild("public", documents(SIZE))
    return engine


@pytest.fixture(scope="module")
def hostile(whole: Thesaurus) -> dict[str, str]:
    """Queries made of names of the field and of misspelt words of the library."""
    names = sorted((name.text for entry in whole.entries for name in entry.names), key=lambda name: (len(name), name))
    written = sorted(
        {word for document in documents(20) for text in document.sections.values() for word in text.split()}
    )
    misspelt = [f"{word[:3]}q{word[4:]}" for word in written if word.isalpha() and len(word) > 8]
    chinese = [name.text for entry in whole.entries for name in entry.names if name.language == "zh"]
    return {
        "misspelt": " ".join(misspelt * (1 + 10_000 // len(misspelt))),
        "short names": " ".join(names),
        "long names": " ".join(reversed(names)),
        "names in Chinese": "".join(chinese),
        "either of names": " OR ".join(names),
        "names in parentheses": "(" + ") OR (".join(names) + ")",
        "names as values": " ".join(f'host:"{name}"' for name in names),
        "beginnings": " ".join(f"{first}{second}*" for first in "abcdefghij" for second in "abcd"),
    }


def ask(library: SearchEngine, whole: Thesaurus, text: str) -> None:
    """Search, and check the cost and the properties of every answer."""
    with at_most(CALLS):
        results = library.search("public", Query(text, thesaurus=whole))
    assert len(results.hits) <= results.total <= SIZE
    assert bool(results.corrected) + bool(results.offered) == bool(results.corrections)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["misspelt", "short names", "long names", "names in Chinese", "either of names", "names in parentheses",
     "names as values", "beginnings"],
)  # fmt: skip
def test_endless_names_of_the_thesaurus_are_answered_quickly(
    library: SearchEngine, whole: Thesaurus, hostile: dict[str, str], name: str
) -> None:
    assert len(hostile[name]) > 150
    ask(library, whole, hostile[name])


@pytest.mark.slow
@pytest.mark.parametrize("text", SYNTAX.values(), ids=SYNTAX.keys())
def test_hostile_syntax_is_answered_quickly(library: SearchEngine, whole: Thesaurus, text: str) -> None:
    ask(library, whole, text)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60),
    gap=st.sampled_from(["", " "]),
)
def test_any_mixture_is_answered_quickly(library: SearchEngine, whole: Thesaurus, pieces: list[str], gap: str) -> None:
    ask(library, whole, gap.join(pieces))
