"""Feeds: valid Atom whatever a title contains, for the reader's audience, and 304 if nothing changed."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, refused
from tests.support.page_reader import found, read
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, case_in, second_round
from tests.support.world import WHOLE_CASE, World

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
REQUIRED = ("id", "title", "updated")


def parsed(answer: Any) -> ElementTree.Element:
    """Return a feed after checking what RFC 4287 asks for."""
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/atom+xml"
    root = ElementTree.fromstring(answer.get_data())
    assert root.tag == f"{ATOM}feed"
    for node in (root, *entries(root)):
        for name in REQUIRED:
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
            assert text(node, name)
    for entry in entries(root):
        assert text(entry.find(f"{ATOM}author"), "name")
        assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1
        assert entry.find(f"{ATOM}summary") is not None
        assert text(entry, "published") <= text(entry, "updated")
    ids = [text(node, "id") for node in (root, *entries(root))]
    assert len(ids) == len(set(ids))
    return root


def entries(root: ElementTree.Element) -> list[ElementTree.Element]:
    return root.findall(f"{ATOM}entry")


def text(node: ElementTree.Element | None, name: str) -> str:
    assert node is not None
    return node.findtext(f"{ATOM}{name}") or ""


def references(root: ElementTree.Element) -> list[str]:
    return [text(entry, "id").rpartition(":")[2] for entry in entries(root)]


def test_a_feed_has_what_the_search_finds_the_newest_first(library: World) -> None:
    client = library.visitor()
    answer = client.get("/search.atom?q=convoy&host_state=MLI&sort=title&page=2&per_page=1")
    root = parsed(answer)
    subscribed = feedparser.parse(answer.get_data())
    assert not subscribed.bozo, subscribed.get("bozo_exception")
    assert [entry.id.rpartition(":")[2] for entry in subscribed.entries] == references(root)
    assert all(entry.title and entry.summary and entry.updated_parsed for entry in subscribed.entries)
    assert set(references(root)) == found(read(client, "/search?q=convoy&host_state=MLI&per_page=100"))
    dates = [text(entry, "updated") for entry in entries(root)]
    assert dates == sorted(dates, reverse=True)
    assert text(root, "updated") == dates[0]
    assert text(root, "title") == "Casebook: convoy, Mali"
    assert "responsibility of the delegation" in text(root, "rights")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://localhost/search.atom?q=convoy&host_state=MLI",
        "alternate": "http://localhost/search?q=convoy&host_state=MLI",
    }


@pytest.mark.slow
def test_an_entry_says_whose_it_is_in_which_language_and_for_whom(bare: World) -> None:
    summary = "Un équipage a **répété** l’évacuation."
    sections = {**WHOLE_CASE["sections"], "summary": summary}
    case = case_in(bare, State.PUBLISHED, title="Répéter l’évacuation", language="fr", sections=sections)
    (entry,) = entries(parsed(bare.visitor().get("/search.atom")))
    title, about = entry.find(f"{ATOM}title"), entry.find(f"{ATOM}summary")
    assert title is not None
    assert about is not None
    assert (title.text, title.get(LANGUAGE)) == ("Répéter l’évacuation", "fr")
    assert (about.text, about.get(LANGUAGE)) == ("Un équipage a répété l’évacuation.", "fr")
    assert text(entry.find(f"{ATOM}author"), "name") == "Ghana"
    assert text(entry, "id") == f"tag:localhost,2026:{case.reference}"
    (link,) = entry.findall(f"{ATOM}link")
    assert link.get("href") == f"http://localhost/cases/{case.reference}"
    (mark,) = entry.findall(f"{ATOM}category")
    assert mark.get("term") == "TLP:CLEAR"


@pytest.mark.slow
def test_a_case_for_members_is_in_the_feed_of_members_alone(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, title="For members alone", audience="members")
    public = bare.visitor().get("/search.atom")
    assert entries(parsed(public)) == []
    assert "Last-Modified" not in public.headers or public.headers["Last-Modified"].endswith("1970 00:00:00 GMT")
    assert "private" in public.headers["Cache-Control"]
    for answer in (
        bare.browser("practitioner").get("/search.atom"),
        bare.app.test_client(use_cookies=False).get("/search.atom", headers=bare.headers("practitioner")),
    ):
        root = parsed(answer)
        assert references(root) == [case.reference]
        assert "TLP:GREEN" in answer.get_data(as_text=True)
        assert answer.headers["Cache-Control"] in ("no-store", "private, no-cache")
        assert {"Cookie", "Authorization"} <= set(answer.headers["Vary"].split(", "))


def test_a_token_that_nobody_has_is_refused_as_in_the_api(bare: World) -> None:
    client = bare.browser("practitioner")
    answer = client.get("/search.atom", headers={"Authorization": "Bearer cb_nothing"})
    refused(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    bare_headers = {"Authorization": "Basic eDp5"}  # of a proxy in front, not for us
    assert bare.visitor().get("/search.atom", headers=bare_headers).status_code == 200
    headers = bare.headers("practitioner")
    with bare.platform.work.writing() as session:
        from case_studies.operations.accounts.accounts import set_active

        set_active(session, "practitioner@demo.example", is_open=False)
    refused(bare.visitor().get("/search.atom", headers=headers), 401)


@pytest.mark.parametrize(
    ("query", "field"), [("theme=NOPE", "theme"), ("year_from=soon", "year_from"), ("page=0", "page")]
)
def test_a_bad_filter_is_refused_as_in_a_search(library: World, query: str, field: str) -> None:
    same = refused(Program(library).get(f"/search?{query}"), 422, field)
    assert refused(library.visitor().get(f"/search.atom?{query}"), 422, field)["errors"] == same["errors"]


def test_an_unchanged_feed_is_answered_with_304(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    client = bare.visitor()
    first = client.get("/search.atom")
    again = client.get("/search.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.head("/search.atom").headers["ETag"] == first.headers["ETag"]
    published = case.look().revisions[0].published_at
    assert published is not None
    assert parsedate_to_datetime(first.headers["Last-Modified"]) == published.replace(microsecond=0)
    other = bare.browser("practitioner").get("/search.atom", headers={"If-None-Match": '"other"'})
    assert other.status_code == 200

    case.act(Action.WITHDRAW, WRITER)
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    for headers in ({"If-None-Match": first.headers["ETag"]}, since):
        gone = client.get("/search.atom", headers=headers)
        assert entries(parsed(gone)) == [], "what is withdrawn leaves the feed at once"


def test_a_later_revision_is_the_same_entry_with_a_new_date(bare: World) -> None:
    case = second_round(bare)
    client = bare.visitor()
    (before,) = entries(parsed(client.get("/search.atom")))
    case.act(Action.PUBLISH, EDITOR)
    (after,) = entries(parsed(client.get("/search.atom")))
    assert text(after, "id") == text(before, "id")
    assert text(after, "published") == text(before, "published") == text(before, "updated")
    assert text(after, "updated") > text(before, "updated")


def test_a_later_revision_is_an_update_although_the_clock_was_set_back(bare: World) -> None:
    case = second_round(bare)
    client = bare.visitor()
    (before,) = entries(parsed(client.get("/search.atom")))
    bare.clock.moment -= timedelta(days=900)
    case.act(Action.PUBLISH, EDITOR)
    (after,) = entries(parsed(client.get("/search.atom")))
    assert text(after, "published") == text(before, "published")
    assert text(after, "updated") > text(before, "updated")


@pytest.mark.slow
def test_what_is_opened_to_the_public_is_new_to_it(bare: World) -> None:
    """The public does not learn since when members could read it."""
    case = case_in(bare, State.PUBLISHED, audience="members")
    case.act(Action.REVISE, WRITER)
    case.edit(audience="public")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    for reviewer in ("reviewer.chn", "reviewer.fra"):
        case.assign(reviewer)
    case.act(Action.START_REVIEW, EDITOR)
    case.judge()
    bare.clock.moment = bare.clock.moment.replace(day=20)
    case.act(Action.PUBLISH, EDITOR)
    (public,) = entries(parsed(bare.visitor().get("/search.atom")))
    (member,) = entries(parsed(bare.browser("practitioner").get("/search.atom")))
    assert text(public, "published") == text(public, "updated") == text(member, "updated")
    assert text(member, "published") < text(public, "published")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "narrowed", "noticed_by"),
    [
        ({"attribution": "named_to_members"}, {"attribution": "unnamed"}, {"practitioner"}),
        ({"attribution": "named"}, {"attribution": "named_to_members"}, {None}),
        ({"attribution": "region"}, {"attribution": "unnamed"}, {None, "practitioner"}),
        (
            {"section_audiences": {"summary": "members"}, "public_sections": {"summary": "Short."}},
            {"section_audiences": {"summary": "delegations"}},
            {"practitioner"},
        ),
    ],
)
def test_a_narrowed_entry_is_an_update_for_those_who_got_more_before(
    bare: World, before: dict[str, Any], narrowed: dict[str, Any], noticed_by: set[str | None]
) -> None:
    case = case_in(bare, State.PUBLISHED, **before)
    readers = {None: bare.visitor(), "practitioner": bare.browser("practitioner")}
    first = {name: text(parsed(client.get("/search.atom")), "updated") for name, client in readers.items()}
    case.narrow(**narrowed)
    later = {name: text(parsed(client.get("/search.atom")), "updated") for name, client in readers.items()}
    assert {name for name in readers if first[name] != later[name]} == noticed_by


HOSTILE = [
    "]]><script>alert(1)</script>",
    "&amp; &lt;b&gt; \"quoted\" 'so'",
    "Übung\u2028in zwei\ufffe Zeilen \U0001f69a",
    "تدريب على الإخلاء",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
]


@pytest.mark.slow
@pytest.mark.parametrize("title", HOSTILE)
def test_whatever_a_title_holds_the_feed_is_xml(bare: World, title: str) -> None:
    sections = {**WHOLE_CASE["sections"], "summary": f"{title} \x0b\x00\x1b road"}
    case_in(bare, State.PUBLISHED, title=title, sections=sections)
    (entry,) = entries(parsed(bare.visitor().get("/search.atom")))
    assert text(entry, "title") == title.replace("\ufffe", "")
    assert "\x0b" not in text(entry, "summary")


def test_whatever_is_asked_for_the_feed_is_xml(library: World) -> None:
    client = library.visitor()
    for asked in ("%00%0b", "%ff%fe", "%ED%A0%80", "]]%3E", "%3Cb%3E%26", "%E2%80%AE", '"', "a" * 900):
        parsed(client.get(f"/search.atom?q={asked}"))


@pytest.mark.slow
def test_fifty_at_most(bare: World) -> None:
    """The newest of all; what is beyond them is found on the page."""
    from app.pages.search.feed import MOST

    assert MOST == 50
    for number in range(3):
        case_in(bare, State.PUBLISHED, title=f"Case {number}")
    assert [text(entry, "title") for entry in entries(parsed(bare.visitor().get("/search.atom")))] == [
        "Case 2",
        "Case 1",
        "Case 0",
    ]
