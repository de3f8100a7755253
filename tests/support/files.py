"""Files that tests attach: good ones with sentinels in their metadata, and hostile ones. All are made here."""

import io
import zipfile
from collections.abc import Callable, Mapping

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

SENTINEL = "Xanthometadata"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument"


def picture(format_name: str = "JPEG", size: tuple[int, int] = (64, 48), colour: str = "olive") -> bytes:
    """Return a picture with sentinels in its metadata, a place among them."""
    image, written = Image.new("RGB", size, colour), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = SENTINEL, SENTINEL  # description, artist
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 38.0, 21.0), 3: "W", 4: (8.0, 0.0, 10.0)})
    options = {"pnginfo": _png_text()} if format_name == "PNG" else {}
    image.save(written, format_name, exif=exif, **options)
    return written.getvalue()


def _png_text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SENTINEL)
    return info


Change = Callable[[PdfWriter], object]


def pdf(text: str = "The road was searched.", change: Change = lambda writer: None, pages: int = 1) -> bytes:
    """Return a PDF with a text on each page and sentinels in its metadata, as a change leaves it."""
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(400, 400)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        page[NameObject("/Resources")] = dictionary({"/Font": dictionary({"/F1": dictionary(font)})})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Author": SENTINEL, "/Producer": SENTINEL})
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def dictionary(values: Mapping[str, object]) -> DictionaryObject:
    """Return a dictionary of PDF; texts that begin with a slash are names."""
    return DictionaryObject({NameObject(name): _value(value) for name, value in values.items()})


def _value(value: object) -> object:
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    return NumberObject(value) if isinstance(value, int) else value


def note(subtype: str, **more: object) -> Change:
    """Return a change that puts an annotation on the first page."""

    def change(writer: PdfWriter) -> None:
        values = {"/Type": "/Annot", "/Subtype": subtype, "/T": SENTINEL, "/Contents": SENTINEL}
        annotation = dictionary({**values, **{f"/{name}": value for name, value in more.items()}})
        rectangle = ArrayObject([NumberObject(number) for number in (0, 0, 9, 9)])
        annotation[NameObject("/Rect")] = rectangle
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])

    return change


def jpeg_inside(writer: PdfWriter) -> None:
    """Put a photograph with EXIF on the first page."""
    stream = DecodedStreamObject()
    stream.set_data(picture())
    facts = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": 64, "/Height": 48, "/Filter": "/DCTDecode"}
    stream.update(dictionary({**facts, "/ColorSpace": "/DeviceRGB", "/BitsPerComponent": 8}))
    writer.pages[0]["/Resources"][NameObject("/XObject")] = dictionary({"/Im1": writer._add_object(stream)})


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def docx(body: str = "The road was searched.", *, inner: str = "", more: Mapping[str, bytes | str] = {}) -> bytes:
    """Return a Word document with sentinels in its metadata, and what is given beside its text."""
    text = f'<w:p w:rsidR="00AB12CD"><w:r><w:t>{body}</w:t></w:r></w:p>{inner}'
    return packed(
        {
            "[Content_Types].xml": _types("word/document.xml", f"{MAIN}.wordprocessingml.document.main+xml", more),
            "_rels/.rels": _relations(
                ("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")
            ),
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{text}</w:body></w:document>',
            **_properties("<Pages>3</Pages>"),
            **more,
        }
    )


def xlsx(cell: str = "Sappers", *, sheet: str = '<sheet name="One" sheetId="1"/>', formula: str = "",
         more: Mapping[str, bytes | str] = {}) -> bytes:  # fmt: skip
    """Return a workbook with sentinels in its metadata."""
    row = f'<c t="inlineStr"><is><t>{cell}</t></is></c>' + (f"<c><f>{formula}</f></c>" if formula else "")
    return packed(
        {
            "[Content_Types].xml": _types("xl/workbook.xml", f"{MAIN}.spreadsheetml.sheet.main+xml", more),
            "_rels/.rels": _relations(
                ("officeDocument", "xl/workbook.xml"), ("extended-properties", "docProps/app.xml")
            ),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}"><sheets>{sheet}</sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><row>{row}</row></worksheet>',
            **_properties(""),
            **more,
        }
    )


def _types(main: str, kind: str, more: Mapping[str, bytes | str]) -> str:
    overrides = (
        f'<Override PartName="/{main}" ContentType="{kind}"/><Override PartName="/docProps/app.xml" ContentType="x/y"/>'
    )
    return f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'


def _relations(*relations: tuple[str, str], mode: str = "") -> str:
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(relations)
    )
    return f'<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


def outside(kind: str, target: str) -> str:
    """Return the relationships of a part that refers to another place."""
    return _relations((kind, target), mode=' TargetMode="External"')


def _properties(more: str) -> dict[str, str]:
    return {
        "docProps/core.xml": f"<coreProperties><creator>{SENTINEL}</creator></coreProperties>",
        "docProps/app.xml": f"<Properties><Company>{SENTINEL}</Company>{more}</Properties>",
    }
