"""Several things in one document: each reader gets what they may read, in every form, and no more than fits."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest

from case_studies.vocabulary import Audience, State
from tests.support.documents import poppler, text_of
from tests.support.files import picture
from tests.support.workflow_cases import WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

XHTML, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"
SECTIONS = WHOLE_CASE["sections"]


def files_of(book: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(book)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        return {name: archive.read(name) for name in archive.namelist()}


def check_book(book: bytes) -> str:
    """Check what reading programs need, and return the text of the pages in the order of the spine."""
    files = files_of(book)
    package = ElementTree.fromstring(files["EPUB/package.opf"])
    listed = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    assert {f"EPUB/{name}" for name in listed.values()} == {n for n in files if n.startswith("EPUB/")} - {
        "EPUB/package.opf"
    }
    pages = [listed[one.get("idref")] for one in package.iter(f"{OPF}itemref")]
    texts = []
    for name in pages:
        page = ElementTree.fromstring(files[f"EPUB/{name}"])
        links = [link.get("href", "") for link in page.iter(f"{XHTML}a")]
        assert {link for link in links if "://" not in link} <= set(pages)
        assert all(image.get("alt") and image.get("src") in listed.values() for image in page.iter(f"{XHTML}img"))
        texts.append("\n".join(page.itertext()))
    return "\n".join(texts)


@pytest.mark.slow
def test_each_reader_gets_what_they_may_read_in_every_form(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="Open to all", theme_ids=["EXP-SEARCH"])
    case_in(bare, State.PUBLISHED, audience=Audience.MEMBERS, title="For the Group")
    mixed = Steps.start(bare, title="In parts", sections={**SECTIONS, "lessons": "A | B\n--|--\n1 | 2\n\n## Deep"})
    mixed.attach(picture("PNG"), "road.png", description="A picture for members", audience=Audience.MEMBERS)
    mixed.publish()
    for client, mark, has, lacks in (
        (bare.visitor(), "TLP:CLEAR", ["Open to all", "In parts"], ["For the Group", "A picture for members"]),
        (bare.browser(WRITER), "TLP:GREEN", ["Open to all", "In parts", "For the Group", "A picture for members"], []),
    ):
        for suffix in ("pdf", "docx", "epub"):
            answer = client.get(f"/search.{suffix}?sort=title")
            content = answer.get_data()
            text = check_book(content) if suffix == "epub" else text_of(content)
            assert answer.headers["Casebook-Marking"] == mark
            assert mark in text
            assert [title for title in has if title not in text] == []
            assert [title for title in lacks if title in text] == []
    tree = poppler("pdfinfo", bare.browser(WRITER).get("/search.pdf").get_data(), "-struct-text")
    assert "TOC" in tree
    word = docx.Document(BytesIO(bare.visitor().get("/search.docx?sort=title").get_data()))
    titles = [one.text for one in word.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert titles == ["Contents", "In parts", "Open to all", "Index"]


def test_more_than_fits_is_said_in_the_file(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.exports.results.IN_A_REQUEST", 2)
    answer = library.visitor().get("/api/v1/search?host_state=MLI", headers={"Accept": "application/epub+zip"})
    assert answer.mimetype == "application/epub+zip"
    assert len([name for name in files_of(answer.get_data()) if name.startswith("EPUB/thing-")]) == 2
    assert "This file has the first 2 results." in check_book(answer.get_data())
