"""Whatever is typed, there is an answer, soon, and it is the same for the same words."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.search.documents import Face, Query
from case_studies.search.whoosh_engine import WhooshEngine

SECONDS = 2.0
"""Far above what is needed, and far below what a query out of bounds would take."""
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


TEXTS = {"en": "A mine on a road.", "fr": "L'eau et la mine.", "ar": "لغم على الطريق", "zh": "维和部队排雷"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, make_face: Callable[..., Face]) -> WhooshEngine:
    """An engine with cases in several scripts."""
    engine = WhooshEngine(tmp_path_factory.mktemp("index"))
    faces = [make_face(number, text, language=code) for number, (code, text) in enumerate(TEXTS.items(), 1)]
    engine.rebuild("public", faces)
    return engine


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_answered_soon(engine: WhooshEngine, text: str) -> None:
    start = time.perf_counter()
    results = engine.search("public", Query(text))
    engine.suggest("public", text, 5)
    engine.similar("public", text, 5)
    assert time.perf_counter() - start < SECONDS
    assert results.total == len(results.hits) <= 4


@pytest.mark.parametrize("name", ["either of nothing", "NUL", "lone surrogates", "emoji", "leading wildcard"])
def test_what_can_be_read_in_it_is_found(engine: WhooshEngine, name: str) -> None:
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


@settings(max_examples=300, deadline=None)
@given(
    text=typed,
    page=st.integers(-(10**6), 10**6),
    size=st.integers(-5, 10**6),
    years=st.tuples(*[st.one_of(st.none(), st.integers(-(10**12), 10**12))] * 2),
    filters=st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=3).map(tuple), max_size=3),
)
def test_anything_is_answered(
    engine: WhooshEngine,
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
