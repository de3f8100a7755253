"""What is written is what is shown: numbers, tables, addresses, directions, on pages and in plain text."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.clean_text import clean_markdown
from case_studies.markdown import to_html, to_linked_line, to_plain
from tests.support.page import Page

REL = 'rel="nofollow noopener noreferrer"'
PLAIN = {
    "a year is no list": ("1987. The programme began.\n1990. It ended.", "1987. The programme began. 1990. It ended."),
    "begun at 5": ("5. five\n6. six", "5. five\n6. six"),
    "broken by a paragraph": ("1. one\n\nText.\n\n2. two", "1. one\nText.\n2. two"),
    "gaps": ("3. three\n7. seven\n8. eight", "3. three\n7. seven\n8. eight"),
    "parentheses": ("4) four\n5) five", "4) four\n5) five"),
    "numbers that count themselves": ("1. one\n1. two", "1. one\n2. two"),
    "levels": ("- a\n  1. b\n  2. c\n- d", "• a\n  1. b\n  2. c\n• d"),
    "table": ("| Year | Found |\n|---|---|\n| 2014 | 12 \\| 13<br>of 30 |", "Year · Found\n2014 · 12 | 13 of 30"),
    "a row longer than the head": ("| a |\n|---|\n| b | c |\n", "a\nb · c"),
    "more than": ("> 50 km", "> 50 km"),
    "a line below": ("Text\n-----", "Text"),
    "a footnote": ("[1]: The report", "[1]: The report"),
    "an indented paragraph": ("    Text", "Text"),
    "optional hyphens": ("co\u00adoperation", "cooperation"),
}


@pytest.mark.parametrize(("text", "plain"), PLAIN.values(), ids=list(PLAIN))
def test_plain_text_says_what_was_written(text: str, plain: str) -> None:
    assert to_plain(text) == plain


def numbers_shown(html: str) -> list[int]:
    """Return the numbers that a browser shows before the items of the ordered lists."""
    shown: list[int] = []
    for element in Page(html).all("list"):
        if element.node.tag != "ol":
            continue
        number = int(element.attribute("start") or 1)
        for item in element.children():
            number = int(item.attribute("value") or number)
            shown.append(number)
            number += 1
    return shown


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5. five\n6. six", [5, 6]),
        ("1. one\n\nText.\n\n2. two\n3. three", [1, 2, 3]),
        ("3. three\n7. seven\n8. eight", [3, 7, 8]),
        ("0. nil\n2) two", [0, 2]),
        ("1987. The programme began.", []),
    ],
)
def test_the_page_shows_the_numbers_that_were_written(text: str, numbers: list[int]) -> None:
    assert numbers_shown(to_html(text, "ltr")) == numbers


def test_a_table_has_headers_a_name_and_columns_of_numbers() -> None:
    html = to_html("| Year | Found | Note |\n|---|---|:-:|\n| 2014 | 12 % | all |\n| 2015 | 1,300 | **most** |", "ltr")
    page = Page(html)
    assert [cell.words for cell in page.all("columnheader")] == ["Year", "Found", "Note"]
    assert page.one("group").attribute("tabindex") == "0"
    assert page.one("group").name == "Year · Found · Note"
    kinds = [cell.attribute("class") for cell in page.all("cell")]
    assert kinds == ["is-number", "is-number", "is-center"] * 2
    rows = Page(to_html("|  | 2014 |\n|---|---|\n| Found | 12 |", "ltr"))
    assert [cell.words for cell in rows.all("rowheader")] == ["Found"]
    assert [cell.words for cell in rows.all("columnheader")] == ["2014"]


ADDRESSES = {
    "https://un.org/r_(2014)_b.pdf": "(see https://un.org/r_(2014)_b.pdf).",
    "https://un.org/x": "见https://un.org/x，然后。",
    "https://un.org/y": "انظر https://un.org/y؛ ثم",
    "https://www.un.org/z": "www.un.org/z, and more",
    "https://un.org/?a=1": "https://un.org/?a=1&utm_source=mail&fbclid=9",
    "https://un.org/named": "[the report](https://un.org/named?utm_medium=x)",
    "mailto:a@example.org": "<a@example.org>",
}


@pytest.mark.parametrize(("url", "text"), ADDRESSES.items(), ids=list(ADDRESSES))
def test_an_address_in_a_text_is_a_link_without_tracking(url: str, text: str) -> None:
    assert f'href="{url}"' in to_html(text, "ltr")
    assert REL in to_html(text, "ltr")
    if not text.startswith(("[", "<")):
        assert f'href="{url}"' in to_linked_line(text, "ltr")


@pytest.mark.parametrize(
    "text", ["[](https://un.org/r?utm_source=x)", "[ ](https://un.org/r)", "[<br>](https://un.org/r)"]
)
def test_a_link_without_a_name_shows_its_address(text: str) -> None:
    (link,) = Page(to_html(f"See {text} and [the report](https://un.org/s).", "ltr")).css('a[href="https://un.org/r"]')
    assert link.words == "https://un.org/r"
    assert to_plain(f"See {text}, and [the report](https://un.org/s).") == "See https://un.org/r, and the report."


def test_no_address_leads_into_a_script_and_no_sign_into_the_page() -> None:
    for text in (
        "[x](javascript:alert(1))",
        "javascript:alert(1)",
        '<img src=x onerror="x">',
        "https://x.org/\"onclick='",
    ):
        for html in (to_html(text, "ltr"), to_linked_line(text, "rtl")):
            assert not re.search(r"<(?!/?(?:p|a|span)\b)|javascript:[^<]*\"|<[^>]*onclick|<img", html), html


ARABIC = "دربت البعثة فرق إزالة الألغام"
RIGHT_TO_LEFT = f"UNMAS: {ARABIC}\n\n- IED: {ARABIC}\n- MINUSMA UNMAS: تدريب\n\n## C-IED {ARABIC}"
FOREIGN = "“Mines kill long after the guns fall silent.”"


def test_a_right_to_left_case_stays_right_to_left() -> None:
    assert "dir=" not in to_html(RIGHT_TO_LEFT, "rtl")
    mixed = to_html(f"- IED: {ARABIC}\n- {FOREIGN}\n\n{FOREIGN}", "rtl")
    assert re.findall(r"<(\w+) dir=\"(\w+)\"", mixed) == [("span", "ltr"), ("p", "ltr")]
    assert to_html(f"{FOREIGN}\n\n{ARABIC}", "ltr").count('dir="rtl"') == 1
    assert 'dir="rtl"' in to_html(f"UNMAS: {ARABIC}")  # a remark: no direction is known
    assert "dir=" not in to_linked_line(f"UNMAS، {ARABIC}", "rtl")


TEXTS = st.lists(
    st.sampled_from([*"*_`#>|-+[]()!&<\\~\n\n\n ", "1. ", "1987. ", "word", "نص", "搜索", "| a | b |\n|---|---|\n"])
)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(text=(TEXTS.map("".join) | st.text()).map(clean_markdown).filter(lambda text: "](" not in text))
def test_no_letter_is_lost_on_the_page_or_in_plain_text(text: str) -> None:
    """The address behind the name of a link is not shown as text."""
    letters = [char for char in text if unicodedata.category(char)[0] == "L"]
    for shown in (Page(to_html(text, "rtl")).words, to_plain(text)):
        assert [char for char in shown if unicodedata.category(char)[0] == "L"] == letters
