"""LibreOffice opens our Word files and gives the same text back, and EPUBCheck finds no fault in our books."""

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph

from case_studies.collection_vocabulary import CollectionState
from case_studies.vocabulary import Language, State
from tests.exports.test_pdf import ARABIC, TEXT
from tests.exports.test_word import LISTS
from tests.support.collections import collection_in
from tests.support.files import picture
from tests.support.programs import find_program
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import WHOLE_CASE, World

pytestmark = pytest.mark.slow

SECTIONS = WHOLE_CASE["sections"]
MARKER = re.compile(r"^(?:[•◦▪–-]|\d+[.)]|\w[.)])$")
"""What LibreOffice writes before the lines of a list."""

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java begins at once, and does not make itself faster for a long run."""


def test_libreoffice_and_epubcheck_read_what_leaves(bare: World, tmp_path: Path) -> None:
    case = published(bare)
    arabic = case_in(bare, State.PUBLISHED, audience="public", language=Language.ARABIC, sections=in_arabic())
    chosen = {case.reference: "It has lists.", arabic.reference: "It is in Arabic."}
    collection = collection_in(bare, CollectionState.PUBLISHED, chosen)
    visitor = bare.visitor()
    for name, address in (
        ("case", f"/cases/{case.reference}.docx"),
        ("arabic", f"/cases/{arabic.reference}.docx"),
        ("brief", "/briefs.docx?about=theme:EXP-SEARCH"),
        ("volume", "/search.docx"),
        ("book", f"/collections/{collection.reference}.epub"),
    ):
        answer = visitor.get(address)
        assert answer.status_code == 200, address
        (tmp_path / f"{name}.{address.partition('.')[2][:4]}").write_bytes(answer.get_data())
    texts = as_text(tmp_path)
    assert set(texts) == {"case", "arabic", "brief", "volume"}
    for name, text in texts.items():
        assert words_of(text) == words_of("\n".join(lines((tmp_path / f"{name}.docx").read_bytes()))), name
    assert epubcheck(tmp_path / "book.epub") == ""


def published(world: World) -> Steps:
    """Return a public case with what files are difficult about: lists, tables, code, a picture, figures."""
    case = Steps.start(world, sections={**SECTIONS, "results": f"It took 31 minutes.\n\n{TEXT}", "lessons": LISTS})
    case.attach(picture("PNG"), "road.png", description="A road with a “hole” in it")
    case.publish()
    return case


def in_arabic() -> dict[str, str]:
    return {**SECTIONS, "lessons": ARABIC}


def as_text(folder: Path) -> dict[str, str]:
    """Let LibreOffice open the Word files of a folder and save their text; return it by name."""
    program = find_program("libreoffice-writer-nogui", "soffice")
    files = sorted(folder.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True)
    return {file.stem: file.with_suffix(".txt").read_text(encoding="utf-8-sig") for file in files}


def lines(content: bytes) -> Iterator[str]:
    """Yield the lines of a Word file as another library reads them, those of tables too."""
    for part in docx.Document(BytesIO(content)).iter_inner_content():
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Table):
            yield from (cell.text for row in part.rows for cell in row.cells)


def words_of(text: str) -> list[str]:
    """Return the words of a text without the marks before the lines of lists."""
    return [word for word in text.split() if not MARKER.match(word)]


def epubcheck(book: Path) -> str:
    """Return what EPUBCheck says against a book. Debian has it as a program for Java."""
    java, checker = find_program("default-jre-headless", "java"), find_program("epubcheck")
    command = [java, *QUICK, "-jar", checker, "--quiet", "--failonwarnings", book]
    run = subprocess.run(command, capture_output=True, text=True)
    return run.stdout + run.stderr
