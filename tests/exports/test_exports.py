"""Cases and practices as files: other libraries read them, and nobody gets more than on the page."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation as CitedItem
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from markdown_it import MarkdownIt
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pyld import jsonld

from app.exports.citation import Citation, Part, Source, one_line
from app.exports.formats import FORMATS
from app.exports.volume_formats import DOCUMENTS
from case_studies.vocabulary import Action, Attribution, Audience, Kind, PracticeState, State
from tests.support.api_client import Program
from tests.support.documents import text_of
from tests.support.page_reader import open_page, read, words
from tests.support.practices import practice_in
from tests.support.workflow_cases import EDITOR, Steps, case_in, second_round
from tests.support.world import WHOLE_CASE, World

SUFFIXES = sorted(FORMATS)
TEXTS = sorted(FORMATS.keys() - DOCUMENTS)
RESPONSIBLE = "responsibility of the delegation that submitted it"
CONTEXT = {"@context": {"@vocab": "http://schema.org/"}}
SCHEMA = "http://schema.org/"

A_CASE = Citation(
    kind=Kind.CASE,
    reference="CS-2026-0007",
    revision=2,
    number="CS-2026-0007, revision 2",
    genre="Case study",
    title="Searching the road",
    authors=("Republic of Korea",),
    language="en",
    published=date(2026, 3, 4),
    address="https://casebook.example/cases/CS-2026-0007/revisions/2",
    mark="TLP:CLEAR",
    marking="TLP:CLEAR",
    responsibility=f"The content of a case is the {RESPONSIBLE}.",
    abstract="A team walked ahead.",
    parts=(Part("Results", "Less <script>alert(1)</script>\n\n- one"),),
)
A_PRACTICE = replace(
    A_CASE,
    kind=Kind.PRACTICE,
    reference="GP-2026-0001",
    number="GP-2026-0001, edition 2",
    sources=(Source("CS-2026-0007, revision 1", "A } title", "Ghana", "en", "https://casebook.example/cases/1"),),
)
TITLES = (
    "Searching the road",
    r"Braces } { and {{ \textbf{x} \\ ~^ 50 % of $5 & #1_a",
    "One\nTI  - two\r\nER  - \x00three",
    "البحث عن الطريق \u202eabc\u202c قبل القافلة",
    'Quotes " and “these” and </script><script>alert(1)</script> *a* [b](c) <d>',
    "地雷 @article{x, title={y}} -- Мины",
)
AUTHORS = ("Republic of Korea", "Iran (Islamic Republic of)", "A troop-contributing country in West Africa")


def latex_decoder() -> LatexNodes2Text:
    """Return a decoder that knows three standard commands more than the library."""
    known = get_default_latex_context_db()
    commands = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    known.add_context_category("braces", [MacroTextSpec(*one) for one in commands.items()], prepend=True)
    return LatexNodes2Text(latex_context=known)


LATEX = latex_decoder()


def read_bibtex(text: str) -> dict[str, Any]:
    raw = bibtexparser.parse_string(text)
    assert not raw.failed_blocks
    (entry,) = raw.entries
    assert entry.entry_type == "techreport"
    assert entry["author"].startswith("{"), "a name without braces is split"
    decoded = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware(decoder=LATEX)])
    (entry,) = decoded.entries
    return {
        "title": entry["title"],
        "author": entry["author"].strip("{}"),
        "number": entry["number"],
        "date": entry["date"],
        "address": raw.entries[0]["url"],
    }


def read_ris(text: str) -> dict[str, Any]:
    (record,) = rispy.loads(text)
    assert record["type_of_reference"] == "RPRT"
    (author,) = record["authors"]
    return {
        "title": record["title"],
        "author": author,
        "number": record["issn"],  # the tag SN: of a report, its number
        "date": record["date"].replace("/", "-"),
        "address": record["urls"][0],
    }


def read_csl(text: str) -> dict[str, Any]:
    (item,) = json.loads(text)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(CitedItem([CitationItem(item["id"])]))
    (line,) = map(str, bibliography.bibliography())
    assert item["author"][0]["literal"] in line
    assert "2026" in line
    return {
        "title": item["title"],
        "author": item["author"][0]["literal"],
        "number": item["number"],
        "date": date(*item["issued"]["date-parts"][0]).isoformat(),
        "address": item["URL"],
    }


def read_jsonld(text: str) -> dict[str, Any]:
    assert json.loads(text)["@context"] == "https://schema.org"
    (node,) = jsonld.expand(json.loads(text), {"documentLoader": lambda *_rest: _loaded()})
    value = {name.removeprefix(SCHEMA): values for name, values in node.items()}
    assert node["@type"][0] in (f"{SCHEMA}Report", f"{SCHEMA}Article")
    number = value.get("reportNumber") or [
        {"@value": f"{_text(value, 'identifier')}, edition {_text(value, 'version')}"}
    ]
    return {
        "title": _text(value, "name"),
        "author": value["author"][0][f"{SCHEMA}name"][0]["@value"],
        "number": number[0]["@value"],
        "date": _text(value, "datePublished"),
        "address": node["@id"],
    }


def _loaded() -> dict[str, Any]:
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": SCHEMA, "document": CONTEXT}


def _text(value: dict[str, Any], name: str) -> str:
    return str(value[name][0]["@value"])


def read_markdown(text: str) -> dict[str, Any]:
    tokens = MarkdownIt("commonmark", {"html": True}).parse(text)
    inline = [token for token in tokens if token.type == "inline"]
    assert not [one for token in inline for one in token.children or () if one.type == "html_inline"]
    assert "html_block" not in {token.type for token in tokens}
    title, line, author = ("".join(one.content for one in token.children or ()) for token in inline[:3])
    mark, number, day, address = line.split(" · ")
    assert mark == "TLP:CLEAR"
    return {
        "title": title,
        "author": author,
        "number": number,
        "date": {"4 March 2026": "2026-03-04"}[day],
        "address": address,
    }


READ: dict[str, Callable[[str], dict[str, Any]]] = {
    "bib": read_bibtex,
    "ris": read_ris,
    "csl.json": read_csl,
    "jsonld": read_jsonld,
    "md": read_markdown,
}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", TEXTS)
def test_another_library_reads_the_same(bare: World, suffix: str) -> None:
    with bare.app.test_request_context():
        for title in TITLES:
            for author in AUTHORS:
                for cited in (A_CASE, A_PRACTICE):
                    text = FORMATS[suffix].write(replace(cited, title=title, authors=(author,)))
                    assert isinstance(text, str)
                    value = READ[suffix](text)
                    assert one_line(value.pop("title")) == one_line(title)
                    assert value == {
                        "author": author,
                        "number": cited.number,
                        "date": "2026-03-04",
                        "address": cited.address,
                    }
                    assert RESPONSIBLE in text
                    assert "TLP:CLEAR" in text


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_reader_gets_what_the_page_has(bare: World, suffix: str) -> None:
    """The public gets a named delegation in neither form; a member's file has the mark of members in its name."""
    case = case_in(bare, State.PUBLISHED, attribution=Attribution.NAMED_TO_MEMBERS)
    for address in (f"/cases/{case.reference}.{suffix}", f"/api/v1/cases/{case.reference}.{suffix}"):
        answer = bare.visitor().get(address)
        assert answer.status_code == 200
        assert answer.mimetype == FORMATS[suffix].media_type
        assert f"{case.reference} (TLP-CLEAR).{suffix}" in unquote(answer.headers["Content-Disposition"])
        text = text_of(answer.get_data())
        assert "A troop-contributing country" in text
        assert "Ghana" not in text
        assert f"http://localhost/cases/{case.reference}/revisions/1" in text
    answer = bare.browser("practitioner").get(f"/cases/{case.reference}.{suffix}")
    assert "Ghana" in text_of(answer.get_data())
    assert answer.headers["Casebook-Marking"] == "TLP:GREEN"
    assert f"{case.reference} (TLP-GREEN).{suffix}" in unquote(answer.headers["Content-Disposition"])


@pytest.mark.slow
def test_what_has_no_page_has_no_file(bare: World) -> None:
    members = case_in(bare, State.PUBLISHED, audience=Audience.MEMBERS)
    draft = Steps.start(bare)
    practice = practice_in(bare, PracticeState.IN_CONSULTATION)
    for address in (f"/cases/{members.reference}", f"/cases/{draft.reference}", practice.address):
        page = bare.visitor().get(address).status_code
        for suffix in SUFFIXES:
            assert bare.visitor().get(f"{address}.{suffix}").status_code == page == 404
            assert Program(bare).get(f"{address}.{suffix}").status_code == 404
    assert bare.browser(EDITOR).get(f"{practice.address}.md").status_code == 404
    assert bare.browser("focal-point.gha").get(f"/cases/{draft.reference}.md").status_code == 404


def test_the_whole_text_is_in_markdown_but_for_parts_of_others(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, section_audiences={"results": "members"})
    text = read(bare.visitor(), f"/cases/{case.reference}.md")
    for name, section in WHOLE_CASE["sections"].items():
        assert (section in text) == (name != "results")
    assert "This part is kept to members of the Group." in text
    assert WHOLE_CASE["sections"]["results"] in read(bare.browser("practitioner"), f"/cases/{case.reference}.md")


def test_the_box_cites_the_revision_and_its_address_stays(bare: World) -> None:
    case = second_round(bare)
    address = f"/cases/{case.reference}/revisions/1"
    visitor = bare.visitor()
    assert visitor.get(address).location == f"/cases/{case.reference}"
    case.act(Action.PUBLISH, EDITOR)
    assert "You followed a citation of revision 1." in words(visitor.get(address, follow_redirects=True).text)
    assert visitor.get(f"/cases/{case.reference}/revisions/3").status_code == 404
    page = open_page(visitor, f"/cases/{case.reference}")
    number = f"{case.reference}, revision 2"
    assert f"Casebook {number}, 2 November 2026. Available at http://localhost" in page.by_id("citation").words
    assert f"Ghana. (2026, November 2). {WHOLE_CASE['title']} ({number}). Casebook." in page.by_id("citation-apa").words


@pytest.mark.slow
def test_the_page_of_what_is_public_describes_it_for_programs(bare: World) -> None:
    title = "</script><script>alert(1)</script>"
    case = case_in(bare, State.PUBLISHED, title=title)
    page = read(bare.visitor(), f"/cases/{case.reference}")
    described = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(described) == json.loads(read(bare.visitor(), f"/cases/{case.reference}.jsonld"))
    assert json.loads(described)["name"] == title
    members = case_in(bare, State.PUBLISHED, audience=Audience.MEMBERS)
    assert "<script type=" not in read(bare.browser("practitioner"), f"/cases/{members.reference}")


def test_a_practice_cites_its_cases_and_its_edition(bare: World) -> None:
    practice = practice_in(bare, PracticeState.ADOPTED)
    described = json.loads(read(bare.visitor(), f"{practice.address}.jsonld"))
    assert described["@type"] == "Article"
    assert {one["reportNumber"].partition(",")[0] for one in described["citation"]}
    assert described["url"].endswith(f"{practice.address}/editions/1")
    page = read(bare.visitor(), practice.address)
    assert f'href="{practice.address}/editions/1.bib"' in page
    assert read(bare.visitor(), f"{practice.address}/editions/1.bib") == read(bare.visitor(), f"{practice.address}.bib")
    assert bare.visitor().get(f"{practice.address}/editions/2.bib").status_code == 404
