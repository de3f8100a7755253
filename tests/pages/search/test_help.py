"""Help on the search page: suggestions, notes on how a search was read, how to search."""

import re
from typing import Any
from urllib.parse import quote_plus

import pytest
from flask.testing import FlaskClient

from app.pages.search.query_notes import READINGS, literally
from case_studies.search.contract import Expansion, Reading
from case_studies.vocabulary import State
from tests.support.page import Page
from tests.support.page_reader import found, link, open_page, read, words
from tests.support.workflow_cases import case_in
from tests.support.world import World

MEMBER = "practitioner"


def suggested(client: FlaskClient, query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/search/suggest?{query}")
    assert answer.status_code == 200, query
    return answer.get_json()["suggestions"]  # type: ignore[no-any-return]


def listed(page: str) -> set[str]:
    """Return the options of the list for browsers without scripts."""
    return {option.value for option in Page(page).css("datalist option")}


def notes_of(page: str) -> str:
    """Return the notes on how the search was read; empty if there are none."""
    return " ".join(block.sentence for block in Page(page).css(".reading[role=status]"))


# ---- Suggestions ------------------------------------------------------------------------------------------


def test_a_suggested_value_becomes_a_filter_in_place_of_the_words(library: World) -> None:
    client = library.visitor()
    mali = next(s for s in suggested(client, "q=mali&theme=EXP&host_state=LBN&sort=title") if s["label"] == "Mali")
    assert mali["url"] == "/search?theme=EXP&host_state=MLI&sort=title"
    count = re.search(r"(\d+) results?", mali["kind"])
    assert count is not None
    assert len(found(read(client, mali["url"]))) == int(count.group(1))


def test_a_suggested_title_opens_its_case_and_keeps_its_language(library: World) -> None:
    client = library.visitor()
    case = next(s for s in suggested(client, "q=التدر") if s["kind"] == "Case")
    assert (case["lang"], case["dir"]) == ("ar", "rtl")
    assert case["label"] in read(client, case["url"])


def test_suggestions_are_short_and_cached_by_the_reader_only(library: World) -> None:
    for typed in ("s", "united nations", "a"):
        answer = library.visitor().get(f"/search/suggest?q={typed}")
        assert answer.headers["Cache-Control"] == "private, max-age=60"
        assert "Cookie" in answer.vary
        assert len(answer.get_data()) < 3000


def test_the_number_of_suggestions_is_announced(library: World) -> None:
    for typed in ("mal", "minusma"):
        answer = library.visitor().get(f"/search/suggest?q={typed}").get_json()
        number = len(answer["suggestions"])
        assert answer["status"] == ("1 suggestion" if number == 1 else f"{number} suggestions")
    assert library.visitor().get("/search/suggest?q=zzyzx").get_json() == {"status": "", "suggestions": []}


def test_a_wrong_filter_is_refused(library: World) -> None:
    assert library.visitor().get("/search/suggest?q=mali&theme=NONE").status_code == 422


@pytest.mark.parametrize("url", ["/", "/search", "/search?q=convoy"])
def test_a_box_without_scripts_lists_what_has_cases(library: World, url: str) -> None:
    page = read(library.visitor(), url)
    assert {"Mali", "MINUSMA", "Casualty evacuation procedures and launch authority"} <= listed(page)
    assert "Monaco" not in listed(page)
    assert len(listed(page)) <= 150
    box = Page(page).one("combobox", "Search Casebook")
    assert box.page.by_id(box.required("list")).node.tag == "datalist"


def test_no_suggestion_reveals_a_members_case_to_the_public(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="Searching for members alone", audience="members")
    visitor, member = bare.visitor(), bare.browser(MEMBER)
    for typed in ("q=searching for", "q=mali", "q=minusma", "q=search"):
        assert suggested(visitor, typed) == []
        assert suggested(member, typed)
    for url in ("/", "/search"):
        assert listed(read(visitor, url)) == set()
        assert "Mali" in listed(read(member, url))


def test_without_an_index_the_first_page_still_has_a_search_box(bare: World) -> None:
    for pointer in bare.config.index_dir.glob("*/current"):
        pointer.unlink()
    assert listed(read(bare.visitor(), "/")) == set()
    assert bare.visitor().get("/search/suggest?q=mali").status_code == 503


# ---- How a search was read ----------------------------------------------------------------------------------


def test_a_misspelt_word_is_corrected_with_a_note(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    client = bare.visitor()
    page = read(client, "/search?q=worksop")
    assert notes_of(page) == "No case has “worksop”. Showing results for “workshop”."
    assert found(page) == {case.reference}
    assert link(page, "workshop") == "/search?q=workshop"
    assert notes_of(read(client, "/search?q=workshop")) == ""


def test_a_sentence_is_searched_as_typed_and_its_correction_is_a_link(bare: World) -> None:
    cases = {case_in(bare, State.PUBLISHED).reference for _ in range(3)}
    client = bare.visitor()
    sentence = "a search team walked each choke point before the supply column left the worksop"
    page = read(client, f"/search?q={quote_plus(sentence)}")
    corrected = sentence.replace("worksop", "workshop")
    assert f"No case has “worksop”. Search for “{corrected}” instead?" in notes_of(page)
    assert found(page) == cases
    assert "instead?" not in notes_of(read(client, link(page, corrected)))


@pytest.mark.slow
def test_no_correction_reveals_a_members_case_to_the_public(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    case_in(bare, State.PUBLISHED, title="The xylophonic convoy", audience="members")
    public, member = (
        notes_of(read(client, "/search?q=xylofonic")) for client in (bare.visitor(), bare.browser(MEMBER))
    )
    assert "xylophonic" not in public
    assert "Showing results for “xylophonic”." in member


def test_a_correction_under_filters_without_a_result_does_not_promise_any(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    page = read(bare.visitor(), "/search?q=worksop&year_to=1960")
    assert notes_of(page) == "No case has “worksop”. Searched for “workshop”."
    assert found(read(bare.visitor(), link(page, "Without the years")))


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        (
            "searchers escort drivers workshop zzyzxqqz",
            "No case has all of these words. These cases have some of them.",
        ),
        ('workshop "search team', "A quotation mark or parenthesis without its other half was ignored."),
        (
            "searchers escort drivers workshop host:atlantis",
            "Casebook does not know “host:atlantis”. It was searched as plain words.",
        ),
        ("workshop " * 450, "The search is too long. Only its beginning was searched."),
    ],
)
def test_notes_are_shown_above_the_results(bare: World, query: str, hint: str) -> None:
    case = case_in(bare, State.PUBLISHED)
    page = read(bare.visitor(), f"/search?q={query}")
    assert hint in notes_of(page)
    assert case.reference in found(page)
    assert page.index('class="reading"') < page.index('class="result"')


def test_every_reading_has_its_sentence() -> None:
    assert set(Reading) <= set(READINGS)


def test_what_was_typed_is_shown_harmless(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    page = read(bare.visitor(), "/search?q=workshop host:%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page
    assert "Casebook does not know" in notes_of(page)


def test_other_names_are_listed_with_a_link_to_the_literal_search(library: World) -> None:
    client = library.visitor()
    page = open_page(client, "/search?q=ied&host_state=MLI")
    (also,) = page.css(".quiet-line details")
    assert also.name.startswith("Also searched: ")
    assert "improvised explosive device" in also.name
    assert len(also.css("summary bdi")) <= 5
    more = int(also.name.removesuffix(" more").rpartition(" ")[2])
    assert len(also.css("p bdi")) == more
    literal = also.one("link", "Only the words typed").href
    assert literal == "/search?q=%22ied%22&host_state=MLI"
    assert not open_page(client, literal).css(".quiet-line details")


def test_a_name_in_another_language_is_marked_as_such(library: World) -> None:
    (names,) = open_page(library.visitor(), "/search?q=МООНСДРК").css(".quiet-line summary")
    assert names.words.startswith("Also searched:")
    assert {bdi.attribute("lang") for bdi in names.css("bdi")} & {"en", "fr", "es"}


@pytest.mark.parametrize(
    ("typed", "widened", "literal"),
    [
        ("ied mali", ["ied"], '"ied" mali'),
        ("Roadside  bomb mali", ["roadside bomb", "mali"], '"Roadside  bomb" "mali"'),
        ("bomb roadside bomb", ["bomb", "roadside bomb"], '"bomb" "roadside bomb"'),
        ('"ied" ied', ["ied"], '"ied" "ied"'),
        ("theme:ied -ied ied* c-ied ieds", ["ied"], "theme:ied -ied ied* c-ied ieds"),
        ("排雷行动", ["排雷"], '"排雷"行动'),
        ("a+b (c", ["a+b", "(c"], '"a+b" "(c"'),
        ('ied "mali', ["ied", "mali"], '"ied" "mali"'),
        ("«ied» mali", ["mali"], '«ied» "mali"'),
        ("mali", [], "mali"),
    ],
)
def test_the_literal_search_puts_widened_words_in_quotation_marks(typed: str, widened: list[str], literal: str) -> None:
    assert literally(typed, [Expansion(piece, ("another",)) for piece in widened]) == literal


# ---- What else helps -------------------------------------------------------------------------------------------


def test_each_passage_has_the_name_of_its_section(library: World) -> None:
    client = library.visitor()
    seen: set[str] = set()
    for result in open_page(client, "/search?q=convoy").css("article.result"):
        passages = result.css(".result__passage")
        assert 1 <= len(passages) <= 2
        sections = [section.words for passage in passages for section in passage.css(".result__section")]
        assert len(sections) == len(passages)
        seen.update(sections)
    assert seen & {"Summary", "Situation", "Actions", "Results"}
    assert "result__section" not in read(client, "/search"), "without words it is the summary, as everybody expects"


@pytest.mark.parametrize("misspelt", ["casevak", "evacuaton"])
def test_no_result_leads_to_similar_themes_with_cases(library: World, misspelt: str) -> None:
    client = library.visitor()
    page = read(client, f"/search?q={misspelt}&year_to=1949")
    assert not found(page)
    assert "Similar themes:" in words(page)
    assert found(read(client, link(page, "Casualty evacuation")))


@pytest.mark.parametrize("typed", ["мины", "地雷", "ألغام"])
def test_similar_themes_are_found_in_any_language(library: World, typed: str) -> None:
    page = read(library.visitor(), f"/search?q={typed}&year_to=1949")
    assert not found(page)
    assert "Similar themes:" in words(page)


def test_a_theme_of_members_cases_only_is_not_shown_to_the_public(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="For members alone", audience="members")
    url = "/search?q=route clearence&year_to=1949"
    assert "Search, detection and route clearance" in words(read(bare.browser(MEMBER), url))
    assert "Search, detection and route clearance" not in words(read(bare.visitor(), url))


def test_the_page_says_how_to_search_and_stays_small(library: World) -> None:
    client = library.visitor()
    page = read(client, "/search")
    block = page.split('class="how-to"', 1)[1].split("</details>", 1)[0]
    fields = ("theme:casevac", "host:mali", "by:china", "operation:minusma", "year:2015-2019", "language:fr")
    for example in (*fields, "kind:practice"):
        assert f'<code dir="ltr">{example}</code>' in block
    assert block.count("<dd>") == 6
    assert len(page.encode()) < 90_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "example", ['"route clearance"', "drone OR aircraft", "convoy -night", "explos*", "convoy night"]
)
def test_the_examples_find_something(library: World, example: str) -> None:
    assert found(read(library.visitor(), f"/search?q={example}"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "example", ["theme:casevac", "host:mali", "operation:minusma", "year:2015-2019", "language:fr"]
)
def test_the_fields_of_the_examples_are_known(library: World, example: str) -> None:
    page = read(library.visitor(), f"/search?q={example}")
    assert found(page)
    assert notes_of(page) == ""
