"""A case as a Word file: another library finds its styles, lists, tables, languages and marks, and no person."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from app.exports.citation import Part
from app.exports.word.scripts import spans
from app.exports.word.write import write
from case_studies.demo.files import case_files
from case_studies.markdown.plain import to_plain
from case_studies.vocabulary import Audience, Language
from tests.attachments.test_cleaning import exiftool
from tests.exports.test_exports import A_CASE, A_PRACTICE, RESPONSIBLE
from tests.exports.test_pdf import ARABIC, FOREIGN, HOSTILE, TEXT
from tests.support.documents import text_of
from tests.support.files import picture
from tests.support.workflow_cases import WRITER, Steps
from tests.support.world import WHOLE_CASE, World

LISTS = """3. three
7. seven

   more
8. eight
   1) inner
      - deep

> quoted
>
> - listed

```
a
  b\tc
```"""
NUMBERS = ("3.", "7.", "8.", "1)")


@pytest.mark.slow
def test_a_case_is_in_the_styles_of_word_and_names_no_person(bare: World, tmp_path: Path) -> None:
    sections = {**WHOLE_CASE["sections"], "results": TEXT, "lessons": LISTS}
    case = Steps.start(bare, sections=sections)
    case.attach(picture("PNG"), "road.png", description="A road with a “hole” in it")
    case.attach(picture("JPEG"), "kept.jpg", description="A picture for members", audience=Audience.MEMBERS)
    case.publish()
    address = f"/cases/{case.reference}.docx"
    content = bare.visitor().get(address).get_data()
    file = docx.Document(BytesIO(content))
    styled = [(one.style.name, one.text) for one in file.paragraphs]
    assert [text for style, text in styled if style == "Title"] == [WHOLE_CASE["title"]]
    assert [text for style, text in styled if style == "Heading 1"][:4] == [
        "Summary",
        "Situation",
        "Actions",
        "Resources",
    ]
    assert ("Heading 2", "A heading that skips") in styled
    for name, section in WHOLE_CASE["sections"].items():
        assert ("Normal", section) in styled or name in ("results", "lessons")
    assert {"List Bullet", "List Number", "List Continue", "Quote", "HTML Preformatted", "Caption"} <= set(dict(styled))
    assert tuple(_numbers(file))[2:] == NUMBERS
    _facts, table = file.tables
    assert table.style.name == "Table Grid"
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [True, False, False]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["What", "Before"], ["", "1"], ["mine", "12"]]
    links = {one.address for paragraph in file.paragraphs for one in paragraph.hyperlinks}
    assert {"https://example.org/a_b", f"http://localhost/cases/{case.reference}/revisions/1"} <= links
    assert file.element.xpath("//wp:docPr/@descr") == ["A road with a “hole” in it"]
    assert "A picture for members" not in text_of(content)
    assert "A picture for members" in text_of(bare.browser(WRITER).get(address).get_data())
    _has_its_marks(file, f"{case.reference}, revision 1 · 2 November 2026")
    _names_no_person(content, tmp_path)
    assert bare.visitor().get(address).get_data() == content


def _numbers(file: Any) -> Iterator[str]:
    """Yield what Word shows before each numbered paragraph."""
    numbering = file.part.numbering_part.element
    following: Counter[tuple[str, str]] = Counter()
    for paragraph in file.paragraphs:
        if paragraph.style.name == "List Number":
            (level,), (number,) = (paragraph._p.xpath(f"./w:pPr/w:numPr/w:{name}/@w:val") for name in ("ilvl", "numId"))
            (used,) = numbering.xpath(f"./w:num[@w:numId='{number}']")
            (start,) = used.xpath(f"./w:lvlOverride[@w:ilvl='{level}']/w:startOverride/@w:val")
            (kind,) = used.xpath("./w:abstractNumId/@w:val")
            (shape,) = numbering.xpath(
                f"./w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[@w:ilvl='{level}']/w:lvlText/@w:val"
            )
            yield re.sub(r"%\d", str(int(start) + following[number, level]), shape)
            following[number, level] += 1


def _has_its_marks(file: Any, line: str) -> None:
    """Check the mark above and below, the number with its date, the field of the page and the responsibility."""
    (section,) = file.sections
    head, foot = ([one.text for one in part.paragraphs] for part in (section.header, section.footer))
    assert head[0] == foot[-1] == "TLP:CLEAR"
    assert head[1].startswith(line)
    assert section.header._element.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
    assert RESPONSIBLE in foot[0]


def _names_no_person(content: bytes, folder: Path) -> None:
    about = docx.Document(BytesIO(content)).core_properties
    assert (about.author, about.last_modified_by, about.comments, about.language) == ("", "", "", "en")
    assert about.title == WHOLE_CASE["title"]
    assert f"{about.created:%Y-%m-%d %H:%M}" == f"{about.modified:%Y-%m-%d %H:%M}" == "2026-11-02 00:00"
    assert {part.date_time for part in ZipFile(BytesIO(content)).infolist()} == {(2026, 11, 2, 0, 0, 0)}
    assert "python" not in text_of(content)
    found = exiftool(content, folder)
    assert not [
        name for name in found if re.search("author|creator|company|manager|modifiedby|application", name, re.I)
    ]


def test_each_text_has_its_language_and_direction(bare: World) -> None:
    """In Arabic a foreign word keeps its own direction, and the brackets around it that of the text."""
    texts = {Language.ARABIC: f"{ARABIC}\n\n> السلام", Language.CHINESE: "道路**搜索** (UNMAS)。"}
    with bare.app.test_request_context():
        files = {
            language: docx.Document(BytesIO(write(replace(A_CASE, language=language, parts=(Part("", text),)))))
            for language, text in texts.items()
        }
    arabic = [one for one in files[Language.ARABIC].paragraphs if "السلام" in one.text or "الله" in one.text]
    assert [one.style.name for one in arabic] == ["List Bullet", "List Bullet", "Quote"]
    for paragraph in arabic:
        assert paragraph._p.xpath("./w:pPr/w:bidi")
        for run in paragraph.runs:
            assert (_language(run, "bidi"), _language(run, "val")) == ("ar-SA" if run.font.rtl else None, "en-GB")
    assert [(run.text, bool(run.font.rtl)) for run in arabic[1].runs][1:] == [("UNMAS", False), (")", True)]
    assert files[Language.ARABIC].element.body.sectPr.xpath("./w:bidi")
    (chinese,) = (one for one in files[Language.CHINESE].paragraphs if "道路" in one.text)
    assert {_language(run, "eastAsia") for run in chinese.runs} == {"zh-CN"}
    assert (
        "".join(text for text, _direction in spans("أ UNMAS (UN) 5 (MINUSMA 2018) ب", "rtl"))
        == "أ UNMAS (UN) 5 (MINUSMA 2018) ب"
    )


def _language(run: Any, script: str) -> str | None:
    value = run._r.find(qn("w:rPr")).find(qn("w:lang")).get(qn(f"w:{script}"))
    return None if value is None else str(value)


def test_no_text_breaks_the_file(bare: World) -> None:
    hostile = (*HOSTILE, FOREIGN, "</w:t><w:p/>&amp; \x00 \x0b \ud800")
    deep = (
        "> " * 30
        + "deep\n\n"
        + "".join("  " * level + f"- level {level}\n" for level in range(12))
        + "\n-\n\n|  |\n|--|\n|  |"
    )
    parts = tuple(Part(text, f"{deep}\n\n\\{text}", text, (text,)) for text in hostile)
    with bare.app.test_request_context():
        for cited in (A_CASE, A_PRACTICE):
            content = write(replace(cited, title=hostile[-1], notes=hostile, parts=parts))
            text = text_of(content)
            assert all(text.count(one) >= 3 for one in HOSTILE)
            assert docx.Document(BytesIO(content)).paragraphs


@pytest.mark.slow
def test_every_case_of_the_library_has_all_its_words(bare: World) -> None:
    for case in case_files():
        texts = case.content["sections"]
        parts = tuple(Part("", text) for text in texts.values())
        with bare.app.test_request_context():
            file = docx.Document(BytesIO(write(replace(A_CASE, language=case.content["language"], parts=parts))))
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        words = Counter(" ".join([*(one.text for one in file.paragraphs), *cells]).split())
        plain = "\n".join(map(to_plain, texts.values()))
        wanted = Counter(re.sub(r"^\s*(?:•|\d+[.)]) | · ", " ", plain, flags=re.M).split())
        assert not wanted - words, case.name
