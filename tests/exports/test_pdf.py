"""A case or a practice as PDF: what programs of others find in it, and that no text of it is code."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from app.exports import pdf
from app.exports.citation import Part
from case_studies.vocabulary import Audience, Language
from tests.exports.test_exports import A_CASE, A_PRACTICE, RESPONSIBLE
from tests.support.documents import poppler, text_of
from tests.support.files import picture
from tests.support.workflow_cases import WRITER, Steps
from tests.support.world import WHOLE_CASE, World

TEXT = """First line

### A heading that skips

1. one
2. two
   - below **two**

| What | Before |
|------|-------:|
|      |      1 |
| mine |     12 |

> said, at https://example.org/a_b

---

`code`
"""
HOSTILE = (
    '#read("/etc/passwd")',
    '#panic("x")',
    '"] #import "@preview/cetz:0.1.0" #[',
    "$ #sys.inputs $ <label> @label \\ \\u{41} //x /* y",
    "= not a heading",
    "*not strong* _not slanted_ `not code`",
)
FOREIGN = "देवनागरी 한국어 ไทย 😀 \U0001f468\u200d\U0001f469\u200d\U0001f467 \ue000 \ufffe \u0300 → ≤ ☐"
ARABIC = "فتش الفريق الطريق قبل القافلة\n\n- السلام والأمن في المنطقة\n- لا إله إلا الله، والآن خلال 15 دقيقة (UNMAS)"


@pytest.mark.slow
def test_pages_are_tagged_and_each_has_the_mark(bare: World) -> None:
    case = Steps.start(bare, sections={**WHOLE_CASE["sections"], "results": TEXT, "lessons": "word " * 1500})
    case.attach(picture("PNG"), "road.png", description="A road with a “hole” in it")
    case.attach(picture("JPEG"), "kept.jpg", description="A picture for members", audience=Audience.MEMBERS)
    case.publish()
    content = bare.visitor().get(f"/cases/{case.reference}.pdf").get_data()
    about, tree = poppler("pdfinfo", content), poppler("pdfinfo", content, "-struct-text")
    assert re.search(r"Tagged: +yes", about)
    assert re.search(rf"Title: +{re.escape(WHOLE_CASE['title'])}", about)
    assert re.search(r"Author: +Ghana", about)
    for part in ("H1", "H2", "L (", "Table", "TH", "BlockQuote", "Link", "Figure"):
        assert part in tree
    assert "H3" not in tree
    described = text_of(content)
    assert "<pdfaid:conformance>A<" in described
    assert "<pdfuaid:part>1<" in described
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    assert len(pages) > 2
    _hold_the_standards(content)
    for page in pages:
        assert page.count("TLP:CLEAR") >= 2
        assert f"{case.reference}, revision 1" in page
        assert RESPONSIBLE in " ".join(page.split())
    assert "A road with a “hole” in it" in described
    assert "A picture for members" not in described
    assert "A picture for members" in text_of(bare.browser(WRITER).get(f"/cases/{case.reference}.pdf").get_data())


def _hold_the_standards(content: bytes) -> None:
    """Look at a PDF for what PDF/UA-1 (ISO 14289-1) and PDF/A-2 (ISO 19005-2) ask of a file as a whole."""
    with pikepdf.open(BytesIO(content)) as file:
        assert file.check_pdf_syntax() == []
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert str(file.Root.Lang) == "en"
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(file.Root.keys()), "nothing runs"
        fonts = [font for page in file.pages for font in page.resources.get("/Font", {}).values()]
        assert fonts
        for font in fonts:
            assert "/ToUnicode" in font, "its words can be copied"
            described = font.DescendantFonts[0].FontDescriptor
            assert {"/FontFile2", "/FontFile3"} & set(described.keys()), "the font is in the file"


def test_no_text_is_code_and_every_sign_is_shown(bare: World) -> None:
    with bare.app.test_request_context():
        texts = "\n\n".join(("\\" + text if text[0] == "#" else text) for text in HOSTILE)
        empty = "##\n\n-\n\n|  |\n|--|\n|  |\n\n" + "> " * 30 + "deep"
        first = Part(HOSTILE[0], f"{texts}\n\n{empty}", HOSTILE[1], HOSTILE)
        parts = (first, Part(FOREIGN, FOREIGN, FOREIGN, (FOREIGN,)))
        for cited in (A_CASE, A_PRACTICE):
            facts = tuple((text, [text]) for text in (*HOSTILE, FOREIGN))
            cited = replace(cited, authors=(HOSTILE[2], "B"), notes=HOSTILE, facts=facts, parts=parts, title=HOSTILE[0])
            content = pdf.write(cited)
            assert content == pdf.write(cited)
            text = " ".join(poppler("pdftotext", content).split())
            assert all(text.count(hostile) >= 3 for hostile in HOSTILE)
            assert all(word in text for word in FOREIGN.split()[:3])
            assert "root:" not in text


def test_copied_arabic_is_in_its_order(bare: World) -> None:
    """In the ligature lam-alef, too; and the document is right to left."""
    with bare.app.test_request_context():
        cited = replace(A_CASE, language=Language.ARABIC, title="السلام والأمن", parts=(Part("الإجراءات", ARABIC),))
        content = pdf.write(cited)
    text = re.sub("[\u200e\u200f\u202a-\u202e]", "", poppler("pdftotext", content))
    first, _list = ARABIC.split("\n\n")
    for words in (cited.title, "الإجراءات", *first.split(), "السلام والأمن في المنطقة", "لا إله إلا الله"):
        assert words in text
    assert PdfReader(BytesIO(content)).trailer["/Root"]["/Lang"] == "ar"


@pytest.mark.parametrize("language", [Language.CHINESE, Language.RUSSIAN])
def test_a_language_has_its_letters_from_the_fonts_of_casebook(bare: World, language: Language) -> None:
    words = {Language.CHINESE: "**道路**搜索在车队之前。", Language.RUSSIAN: "**Проверка** маршрутов"}[language]
    with bare.app.test_request_context():
        content = pdf.write(replace(A_CASE, language=language, parts=(Part(words.strip("*"), words),)))
    fonts = poppler("pdffonts", content)
    assert "LastResort" not in fonts
    assert "DejaVu" not in fonts
    assert words.replace("*", "") in poppler("pdftotext", content)
