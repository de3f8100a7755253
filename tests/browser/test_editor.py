# ruff: noqa: E501 - lines of HTML, as programs write them
"""Writing a section in a real browser: what is pasted keeps its form, counters agree with the server, preview, keys."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from case_studies.markdown import to_html
from case_studies.word_count import count_characters, count_words
from tests.test_clean_text import CHARACTERS
from tests.test_word_count import WORDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STATIC = Path(__file__).parents[2] / "app" / "static"
SCRIPTS = ("vendor/turndown/turndown.js", "js/paste.js", "js/counting.js")
NAMESPACES = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p{margin:0}</style></head><body>"


def word_item(level: int, sign: str, text: str) -> str:
    """Return an item of a list as Word puts it on the clipboard."""
    return (
        f"<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level{level} lfo1'><![if !supportLists]><span "
        f"style='font-family:Symbol;mso-list:Ignore'>{sign}<span style='font:7pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
        f"</span><![endif]>{text}<o:p></o:p></p>"
    )


PASTED = {
    "Word": (
        NAMESPACES
        + "<h2><b>What was done<o:p></o:p></b></h2><p class=MsoNormal>First\nline of <b>bold</b> text.<o:p></o:p></p>"
        + "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        + word_item(1, "·", "one")
        + word_item(2, "o", "inner")
        + word_item(1, "·", "two")
        + "<p class=MsoNormal>Then</p>"
        + word_item(1, "5.", "five")
        + word_item(1, "6.", "six")
        + "<p class=MsoNormal>See <a href='https://eur.safelinks.protection.outlook.com/?url=https%3A%2F%2Fun.org%2Fx&data=1'>"
        + "the report</a>.<del cite='mailto:x' datetime='2026'> secret</del><span style='display:none'>hidden</span></p>"
        + "<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Year</b></p></td><td><p>Found</p></td></tr>"
        + "<tr><td><p>2014</p></td><td><p>12</p><p>of 30|40</p></td></tr></table></body></html>",
        "## What was done\n\nFirst line of **bold** text.\n\n- one\n  - inner\n- two\n\nThen\n\n5. five\n6. six\n\n"
        "See [the report](https://un.org/x).\n\n| **Year** | Found |\n| --- | --- |\n| 2014 | 12<br>of 30\\|40 |",
    ),
    "Outlook": (
        "<div class=WordSection1><p class=MsoNormal>Dear colleagues,</p><p class=MsoNormal>&nbsp;</p>"
        "<ul type=disc><li class=MsoListParagraph>one</li><li class=MsoListParagraph><i>two</i></li></ul></div>",
        "Dear colleagues,\n\n- one\n- *two*",
    ),
    "LibreOffice": (
        '<h1 class="western">Title</h1><p>Text<br/>second line</p><ol start="3"><li><p>three</p></li><li><p>four</p></li>'
        '</ol><table cellpadding="4"><thead><tr><th><p>A</p></th><th><p>B</p></th></tr></thead><tbody><tr><td><p>1</p></td>'
        "<td><p>2</p></td></tr></tbody></table>",
        "# Title\n\nText\nsecond line\n\n3. three\n4. four\n\n| A | B |\n| --- | --- |\n| 1 | 2 |",
    ),
    "Google Docs": (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:'
        '700">Bold</span><span style="font-weight:400"> and plain</span></p><ul><li dir="ltr" aria-level="1"><p '
        'role="presentation"><span>one</span></p></li><ul><li aria-level="2"><p><span>inner</span></p></li></ul><li><p>'
        "<span>two</span></p></li></ul></b>",
        "**Bold** and plain\n\n- one\n  - inner\n- two",
    ),
    "a page": (
        '<div><h3>Report</h3><p>It cost 5 * 3, snake_case, <a href="https://un.org/y">https://un.org/y</a> '
        '<a href="#note">[1]</a> <img src="x.png" alt="photo"></p><script>alert(1)</script></div>',
        "### Report\n\nIt cost 5 \\* 3, snake_case, https://un.org/y [1]",
    ),
    "a spreadsheet": (
        "<table><tr><td>Year</td><td colspan=2>Found</td></tr><tr><td rowspan=2>2014</td><td>1</td><td>2</td></tr>"
        "<tr><td>3</td><td>4</td></tr></table>",
        "| Year | Found |  |\n| --- | --- | --- |\n| 2014 | 1 | 2 |\n|  | 3 | 4 |",
    ),
    "a mail laid out by tables": (
        "<table><tr><td><table><tr><td><p>Hello</p></td></tr><tr><td><p>World</p></td></tr></table></td></tr></table>",
        "Hello\n\nWorld",
    ),
}
PASTE = """([field, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "plain");
  field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    """An empty page with the scripts of the editor that need no field."""
    page = browser.new_page()
    for path in SCRIPTS:
        page.add_script_tag(path=STATIC / path)
    yield page
    page.close()


@pytest.fixture
def section(browser: Browser, address: str) -> Page:
    """The page where a focal point writes the section "results"."""
    page = browser.new_context().new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_label("E-mail").fill("focal-point.gha@demo.example")
    page.get_by_label("Password").fill("open-casebook-2518")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{address}/cases/CS-2026-0027/edit/results")
    return page


def test_what_programs_put_on_the_clipboard_becomes_markdown(blank: Page) -> None:
    for program, (html, markdown) in PASTED.items():
        assert blank.evaluate("html => markdownOf(html)", html) == markdown, program


def test_browser_and_server_count_alike(blank: Page) -> None:

    pieces = [
        *(text for text, _ in WORDS.values()),
        *(text for text, _ in CHARACTERS.values()),
        *" \n'’.-,\u00ad\u0640\u200d|*",
    ]
    pieces += ["e\u0301", "ً", "搜", "\U00020000", "1", "١", "م", "ё", "🕊", "_", "́"]
    draw = random.Random(1)
    texts = ["".join(draw.choice(pieces) for _ in range(draw.randint(1, 9))).replace("\x00", "") for _ in range(2000)]
    counted = blank.evaluate("texts => texts.map((text) => [countOf.words(text), countOf.characters(text)])", texts)
    for text, (words, characters) in zip(texts, counted, strict=True):
        assert count_words(text) == words, json.dumps(text)
        assert (
            characters == count_characters(text.replace("\ufeff", ""))
            or "\ufeff" in text
            or text[:1] in "\x1c\x1d\x1e\x1f\x85"
        )


def test_paste_undo_toolbar_and_preview(section: Page) -> None:
    field = section.get_by_label("Results", exact=True)
    field.fill("Before")
    field.press("End")
    section.evaluate(PASTE, [field.element_handle(), PASTED["Google Docs"][0]])
    expect(field).to_have_value("Before\n\n" + PASTED["Google Docs"][1])
    field.press("Control+z")
    expect(field).to_have_value("Before")
    tools = section.get_by_role("toolbar")
    section.get_by_role("button", name="Heading").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        section.keyboard.press(key)
    expect(tools.get_by_role("button", name="Numbered list")).to_be_focused()
    section.keyboard.press("Enter")
    expect(field).to_have_value("1. Before")
    expect(field).to_be_focused()
    field.fill("")
    tools.get_by_role("button", name="Table").click()
    section.keyboard.type("Year")
    expect(field).to_have_value("| Year | Column 2 |\n| --- | --- |\n|  |  |\n|  |  |\n\n")
    for button in tools.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 24
    section.get_by_role("button", name="Preview").press("Enter")
    shown = section.get_by_role("region", name="Preview")
    expect(shown.get_by_role("columnheader", name="Year")).to_be_visible()
    expect(field).to_be_hidden()
    section.get_by_role("button", name="Write").click()
    expect(field).to_be_focused()


def test_a_browser_sets_an_arabic_paragraph_from_right_to_left(blank: Page) -> None:
    text = "UNMAS: دربت البعثة فرق إزالة الألغام\n\n- IED: عبوة ناسفة"
    blank.set_content(f'<div dir="rtl">{to_html(text, "rtl")}</div>')
    directions = blank.evaluate("[...document.querySelectorAll('p, ul, li')].map((e) => getComputedStyle(e).direction)")
    assert directions == ["rtl"] * 3
