"""Hostile files are refused with the reason. Each is made of a good one by one change."""

import io
import struct
import zlib
from functools import partial

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject

from case_studies.attachments import process
from case_studies.attachments.inspection import inspect
from case_studies.attachments.problems import PROBLEMS, FileProblem, FileRefused
from case_studies.attachments.process import inspect_apart
from tests.support import files
from tests.support.files import dictionary, docx, note, packed, pdf, picture, xlsx

P = FileProblem


def root(**values: object) -> files.Change:
    def change(writer: PdfWriter) -> None:
        writer._root_object.update(dictionary({f"/{name}": value for name, value in values.items()}))

    return change


def encrypted(writer: PdfWriter, **given: str) -> None:
    writer.encrypt(algorithm="AES-256", **given)


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims a size, and has few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def huge_page(writer: PdfWriter) -> None:
    facts = dictionary({"/Type": "/XObject", "/Subtype": "/Image", "/Width": 90000, "/Height": 90000})
    writer._add_object(facts)
    writer.pages[0]["/Resources"][NameObject("/XObject")] = dictionary({"/Im1": facts})


SCRIPT = dictionary({"/S": "/JavaScript", "/JS": "app.alert(1)"})
LAUNCH = dictionary({"/S": "/Launch", "/F": "calc.exe"})
REVISED = '<w:p><w:ins w:id="1" w:author="Somebody"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
FIELD = "<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\x</w:instrText></w:r></w:p>"
BOMB = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": b"0" * 120_000_000})
ENTITIES = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

HOSTILE: dict[str, tuple[bytes, FileProblem]] = {
    "empty": (b"", P.EMPTY),
    "a page": (b"<!doctype html><script>alert(1)</script>", P.UNKNOWN_TYPE),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', P.UNKNOWN_TYPE),
    "a program": (b"MZ" + b"\0" * 200, P.UNKNOWN_TYPE),
    "another archive": (packed({"a.txt": "a"}), P.UNKNOWN_TYPE),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, P.UNKNOWN_TYPE),
    "office with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), P.ENCRYPTED,
    ),
    "pdf and archive": (pdf() + packed({"a.html": "<script>"}), P.SEVERAL_TYPES),
    "picture and archive": (picture() + packed({"a.class": "x"}), P.SEVERAL_TYPES),
    "picture and pdf": (picture()[:20] + b"%PDF-1.7" + picture()[20:], P.SEVERAL_TYPES),
    "word and excel": (docx(more={"xl/workbook.xml": "<a/>"}), P.SEVERAL_TYPES),
    "a name twice": (docx(more={"word/Document.xml": "<a/>"}), P.SEVERAL_TYPES),
    "half a picture": (picture(size=(900, 900))[:300], P.DAMAGED),
    "half a pdf": (b"%PDF-1.7\n1 0 obj << /Type /Cat", P.DAMAGED),
    "a huge picture": (png_of(60_000, 60_000), P.TOO_COSTLY),
    "a huge picture in a pdf": (pdf(change=huge_page), P.TOO_COSTLY),
    "zip bomb": (BOMB, P.TOO_COSTLY),
    "entities": (docx(more={"word/styles.xml": ENTITIES}), P.DAMAGED),
    "utf-16": (docx(more={"word/styles.xml": "<a/>".encode("utf-16")}), P.DAMAGED),
    "a path": (docx(more={"word/../../x.xml": "<a/>"}), P.DAMAGED),
    "pdf with a password": (pdf(change=partial(encrypted, user_password="secret")), P.ENCRYPTED),
    "pdf with restrictions": (pdf(change=partial(encrypted, user_password="", owner_password="x")), P.ENCRYPTED),
    "pdf with a script at the start": (pdf(change=root(OpenAction=SCRIPT)), P.ACTIVE),
    "pdf with named scripts": (pdf(change=root(Names=dictionary({"/JavaScript": SCRIPT}))), P.ACTIVE),
    "pdf that starts a program": (pdf(change=root(OpenAction=LAUNCH)), P.ACTIVE),
    "pdf with actions on a page": (pdf(change=root(AA=dictionary({"/O": LAUNCH}))), P.ACTIVE),
    "pdf with a form of XFA": (pdf(change=root(AcroForm=dictionary({"/XFA": "x"}))), P.ACTIVE),
    "pdf with a film": (pdf(change=note("/RichMedia")), P.ACTIVE),
    "pdf that sends a form": (pdf(change=note("/Link", A=dictionary({"/S": "/SubmitForm"}))), P.ACTIVE),
    "pdf with a file": (pdf(change=root(Names=dictionary({"/EmbeddedFiles": dictionary({})}))), P.EMBEDDED),
    "pdf with a file on a page": (pdf(change=note("/FileAttachment")), P.EMBEDDED),
    "pdf that opens another": (pdf(change=root(OpenAction=dictionary({"/S": "/GoToR"}))), P.FROM_ELSEWHERE),
    "signed pdf": (pdf(change=note("/Widget", FT="/Sig")), P.SIGNED),
    "macros": (docx(more={"word/vbaProject.bin": b"x"}), P.MACROS),
    "macros by another name": (
        docx(more={"word/a.xml": '<a ContentType="application/vnd.ms-word.macroEnabled.main+xml"/>'}), P.MACROS,
    ),
    "macros of Excel 4": (xlsx(more={"xl/macrosheets/sheet1.xml": "<a/>"}), P.MACROS),
    "active controls": (docx(more={"word/activeX/activeX1.xml": "<a/>"}), P.ACTIVE),
    "an object": (docx(more={"word/embeddings/oleObject1.bin": b"x"}), P.EMBEDDED),
    "a template from elsewhere": (
        docx(more={"word/_rels/settings.xml.rels": files.outside("attachedTemplate", "http://example.org/x.dotm")}),
        P.FROM_ELSEWHERE,
    ),
    "a picture from elsewhere": (
        docx(more={"word/_rels/document.xml.rels": files.outside("image", "http://example.org/x.png")}),
        P.FROM_ELSEWHERE,
    ),
    "a field that starts a program": (docx(inner=FIELD), P.FROM_ELSEWHERE),
    "a formula that starts a program": (xlsx(formula="cmd|'/c calc'!A1"), P.FROM_ELSEWHERE),
    "a formula that asks a server": (xlsx(formula='WEBSERVICE("http://x")'), P.FROM_ELSEWHERE),
    "tracked changes": (docx(inner=REVISED), P.CHANGES),
    "tracked changes with another prefix": (
        docx(inner=REVISED.replace("w:ins ", "v:ins ").replace("/w:ins", "/v:ins")), P.CHANGES,
    ),
    "comments": (docx(more={"word/comments.xml": "<a/>"}), P.CHANGES),
    "a hidden sheet": (xlsx(sheet='<sheet name="x" state="veryHidden"/>'), P.HIDDEN_SHEETS),
    "a drawing that can't be cleaned": (docx(more={"word/media/image1.emf": b"x"}), P.PICTURE_KIND),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_the_reason(name: str) -> None:
    content, problem = HOSTILE[name]
    with pytest.raises(FileRefused) as refusal:
        inspect(content)
    assert refusal.value.problem is problem


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a program", "zip bomb", "pdf with a password"])
def test_the_process_hands_the_reason_on(name: str) -> None:
    content, problem = HOSTILE[name]
    with pytest.raises(FileRefused) as refusal:
        inspect_apart(content)
    assert refusal.value.problem is problem


def test_every_reason_is_tried_and_has_words() -> None:
    tried = {problem for _, problem in HOSTILE.values()}
    assert tried == set(FileProblem) - {P.TOO_LARGE}
    assert set(PROBLEMS) == set(FileProblem)


@pytest.mark.slow
def test_what_links_only_is_taken() -> None:
    link = files.outside("hyperlink", "https://example.org")
    assert inspect_apart(docx(more={"word/_rels/document.xml.rels": link})).text
    assert inspect_apart(pdf(change=note("/Link", A=dictionary({"/S": "/URI", "/URI": "https://example.org"})))).text
    assert inspect_apart(xlsx(formula='A1&amp;"|"&amp;B1')).text


def test_a_process_without_time_or_memory_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PROCESS_SECONDS", 0.01)
    with pytest.raises(FileRefused) as refusal:
        inspect_apart(pdf())
    assert refusal.value.problem is P.TOO_COSTLY


def test_the_process_knows_no_setting_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A weakness of a library that reads a file finds neither the secret nor the password of the database."""
    given: list[dict[str, str]] = []

    class Run:
        returncode = 0
        stdout = b'{"problem": "damaged"}'

    monkeypatch.setenv("SECRET_KEY", "sentinel")
    monkeypatch.setattr(process.subprocess, "run", lambda *_, env, **__: given.append(env) or Run)
    with pytest.raises(FileRefused):
        inspect_apart(io.BytesIO(b"x").getvalue())
    assert set(given[0]) == {"PYTHONPATH", "PATH", "LANG"}
