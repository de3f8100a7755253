"""Collections: from the basket to everybody, and each reader gets in every form what they may read and no more."""

import pytest

from case_studies.collection_vocabulary import CollectionState
from case_studies.vocabulary import Audience, State
from tests.support.api_client import Program, fine
from tests.support.collections import CLEARER, WRITER, collection_in
from tests.support.crawl import check_markup
from tests.support.documents import text_of
from tests.support.page_reader import hidden_fields, open_page, read
from tests.support.workflow_cases import case_in
from tests.support.world import World

FORMS = ("pdf", "docx", "epub", "md", "bib", "ris", "csl.json", "jsonld")


@pytest.mark.slow
def test_from_the_basket_to_everybody(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, title="Open to all")
    writer = bare.browser(WRITER)
    writer.post("/basket", data={**hidden_fields(writer, f"/cases/{case.reference}"), "reference": case.reference})
    assert open_page(writer, "/basket").one("link", "Make a collection").href == "/collections/new"
    form = open_page(writer, "/collections/new")
    check_markup("/collections/new", form.html)
    assert case.reference in form.html
    things = f"{case.reference} It is first."
    values = {"title": "Roads", "introduction": "Read it.", "language": "en", "audience": "public", "things": things}
    values |= hidden_fields(writer, "/collections/new")
    wrong = {**values, "things": f"{things}\nCS-2020-0001 Not there."}
    assert writer.post("/collections/new", data=wrong).status_code == 422
    url = writer.post("/collections/new", data=values).headers["Location"]
    read(bare.visitor(), url, 404)
    for office, action in ((WRITER, "publish"), (CLEARER, "send_back"), (WRITER, "publish"), (CLEARER, "clear")):
        client = bare.browser(office)
        sent = {**hidden_fields(client, url), "note": "Say why it is first."}
        assert client.post(f"{url}/act/{action}", data=sent).status_code == 303, action
    assert "Say why it is first." in read(writer, url), "its writer reads the reason"
    shown = open_page(bare.browser("practitioner"), url)
    assert len(shown.css(".history__entry")) == 1, "what happened before it was published is its delegation's own"
    page = open_page(bare.visitor(), url)
    check_markup(url, page.html)
    assert "It is first." in page.words
    assert open_page(bare.visitor(), "/collections").one("link", "Roads").href == url
    assert open_page(bare.visitor(), "/search?kind=collection").one("link", "Roads").href == url
    assert url in read(bare.visitor(), "/search.atom?kind=collection")
    assert url in read(bare.visitor(), "/sitemap-collections.xml")
    writer.post(f"{url}/act/take_back", data=hidden_fields(writer, url))
    read(bare.visitor(), url, 404)
    changed = {**hidden_fields(writer, f"{url}/edit"), **values, "things": "", "title": "Other roads"}
    assert writer.post(f"{url}/edit", data=changed).status_code == 303
    stale = {**changed, "version": "1"}
    assert writer.post(f"{url}/edit", data=stale).status_code == 409


@pytest.mark.slow
def test_no_form_of_it_has_more_than_its_reader_may_read(bare: World) -> None:
    public = case_in(bare, State.PUBLISHED, title="Open to all")
    kept = case_in(bare, State.PUBLISHED, audience=Audience.MEMBERS, title="Zandrith for the Group")
    rows = {public.reference: "It is first.", kept.reference: "Quorbel is why."}
    both = collection_in(bare, CollectionState.PUBLISHED, rows)
    alone = collection_in(bare, CollectionState.PUBLISHED, {public.reference: "It is first."})
    url = f"/collections/{both.reference}"
    for suffix in FORMS:
        seen = bare.visitor().get(f"{url}.{suffix}")
        words = text_of(seen.get_data())
        assert "Open to all" in words, suffix
        assert not [word for word in ("Zandrith", "Quorbel", kept.reference) if word in words], suffix
        assert seen.headers["Casebook-Marking"] == "TLP:CLEAR", suffix
        token = Program(bare, "practitioner").get(f"{url}.{suffix}")
        assert "Zandrith" in text_of(token.get_data()), suffix
        assert token.headers["Casebook-Marking"] == "TLP:GREEN", suffix
    twin = read(bare.visitor(), f"/collections/{alone.reference}").replace(alone.reference, both.reference)
    strip = [line for line in twin.splitlines() if "csrf" not in line and "nonce" not in line]
    shown = [line for line in read(bare.visitor(), url).splitlines() if "csrf" not in line and "nonce" not in line]
    assert shown == strip
    mine, others = fine(both.read("practitioner")), fine(both.read(None))
    assert [one["reason"] for one in mine["things"]] == ["It is first.", "Quorbel is why."]
    assert [one["reference"] for one in others["things"]] == [public.reference]
    assert "Quorbel" not in read(bare.visitor(), "/search?q=quorbel+zandrith")
    members = collection_in(bare, CollectionState.PUBLISHED, rows, audience="members", title="Among us")
    assert members.read(None).status_code == 404
    assert bare.visitor().get(f"/collections/{members.reference}.md").status_code == 404
    answer = Program(bare, "practitioner").get(f"/collections/{members.reference}.md")
    assert answer.headers["Casebook-Marking"] == "TLP:GREEN"
    changed = {"title": "Changed", "version": both.version, "things": []}
    assert Program(bare, WRITER).put(url, changed).status_code == 409, "it is published"
