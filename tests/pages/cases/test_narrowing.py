"""A delegation narrows the readers of its published case on a page or by the API, and nobody gets more from then on."""

from xml.etree import ElementTree

import pytest

from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine, refused
from tests.support.files import pdf
from tests.support.page import Page
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, second_draft
from tests.support.world import WHOLE_CASE, World, csrf

DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
ATOM = "{http://www.w3.org/2005/Atom}"


def _address(case: Steps) -> str:
    return f"/cases/{case.reference}/narrowing"


def _feed(world: World, office: str | None = None) -> ElementTree.Element:
    answer = world.visitor().get("/search.atom", headers=world.headers(office) if office else {})
    return ElementTree.fromstring(answer.get_data())


def test_an_officer_narrows_a_part_on_the_page_and_sees_what_everybody_gets(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    client = bare.browser(OFFICER)
    page = Page(client.get(f"/cases/{case.reference}").get_data(as_text=True))
    assert page.one("link", "Narrow the readers").href == _address(case)
    form = client.get(_address(case)).get_data(as_text=True)
    assert "Now: Everybody" in form
    answer = client.post(
        _address(case),
        data={
            **csrf(client, _address(case)),
            "readers-actions": "members",
            "others-actions": "nothing",
            "delegations": "1",
            "note": "In use again.",
        },
    )
    assert answer.status_code == 303
    shown = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Revision 1, as this reader gets it." in shown
    assert WHOLE_CASE["sections"]["actions"] not in shown
    assert WHOLE_CASE["sections"]["results"] in shown
    for office, expected in ((None, False), ("practitioner", True)):
        body = fine(Program(bare, office).get(f"/cases/{case.reference}"))
        assert (body["sections"]["actions"] != "") == expected
    history = client.get(f"/cases/{case.reference}/work").get_data(as_text=True)
    assert "Actions: Everybody, then Members only (TLP:GREEN)" in history
    assert "In use again." in history
    assert "In use again." not in bare.visitor().get(f"/cases/{case.reference}").get_data(as_text=True)


def test_a_choice_without_effect_is_refused_and_what_was_typed_stays(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    client = bare.browser(WRITER)
    answer = client.post(_address(case), data={**csrf(client, _address(case)), "note": "A reason."})
    assert answer.status_code == 422
    assert "Nothing would change." in answer.get_data(as_text=True)
    assert "A reason." in answer.get_data(as_text=True)


def test_the_page_says_where_the_text_names_the_state_that_shall_not_be_known(bare: World) -> None:
    silent, naming = case_in(bare, State.PUBLISHED), case_in(bare, State.PUBLISHED, title="How Ghana searches")
    words = [Page(bare.browser(OFFICER).get(_address(case)).get_data(as_text=True)).words for case in (silent, naming)]
    assert "The text names your State" not in words[0]
    assert "The text names your State: Title. Readers still find it there" in words[1]


def test_only_the_delegation_has_the_page(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    for office in (EDITOR, "practitioner", "focal-point.deu"):
        assert bare.browser(office).get(_address(case)).status_code == 403
        assert "narrowing" not in bare.browser(office).get(f"/cases/{case.reference}").get_data(as_text=True)
        refused(Program(bare, office).post(f"{_address(case)}", {"audience": "members"}), 403)
    assert bare.browser(WRITER).get(_address(case_in(bare, State.DRAFT))).status_code == 409


def test_the_published_revision_is_previewed_where_a_draft_is_beside_it(bare: World) -> None:
    case = second_draft(bare)
    case.edit(title="A draft of another title")
    client = bare.browser(WRITER)
    assert "A draft of another title" in client.get(f"/cases/{case.reference}/readers").get_data(as_text=True)
    page = client.get(f"/cases/{case.reference}/readers?of=published&as=public").get_data(as_text=True)
    assert "A draft of another title" not in page
    assert WHOLE_CASE["title"] in page


@pytest.mark.slow
def test_a_case_for_members_is_nowhere_for_the_public(bare: World) -> None:
    case = case_in(bare, State.DRAFT)
    file = case.attach(pdf())
    case.publish()
    visitor = bare.visitor()
    page = f"/cases/{case.reference}"
    etag = visitor.get(page).headers["ETag"]
    assert case.reference in visitor.get("/sitemap-cases-1.xml").get_data(as_text=True)
    body = fine(Program(bare, WRITER).post(f"{page}/narrowing", {"audience": "members"}))
    assert body["audience"] == "members"
    assert visitor.get(page, headers={"If-None-Match": etag}).status_code == 404
    assert visitor.get(f"{page}/attachments/{file}").status_code == 404
    for address in (
        "/",
        "/search?q=choke",
        "/search/suggest?q=Searching",
        "/sitemap.xml",
        "/figures.csv",
        "/delegations/GHA",
    ):
        assert case.reference not in visitor.get(address).get_data(as_text=True), address
    assert fine(Program(bare).get("/search?q=choke"))["total"] == 0
    assert bare.browser("practitioner").get(page).status_code == 200


def test_the_feed_says_that_the_case_is_deleted_to_those_who_had_it(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    (entry,) = _feed(bare).iter(f"{ATOM}entry")
    case.narrow(audience="members")
    root = _feed(bare)
    (gone,) = root.iter(DELETED)
    assert gone.get("ref") == entry.findtext(f"{ATOM}id")
    assert gone.get("when") == root.findtext(f"{ATOM}updated")
    assert not list(root.iter(f"{ATOM}entry"))
    assert not list(_feed(bare, "practitioner").iter(DELETED))
    case.act(Action.WITHDRAW, WRITER)
    assert not list(_feed(bare).iter(DELETED)), "a case that is withdrawn leaves no trace"
    assert not list(_feed(bare, "practitioner").iter(DELETED))


@pytest.mark.slow
def test_a_case_that_was_never_public_is_in_no_list_of_deleted_ones(bare: World) -> None:
    case_in(bare, State.WITHDRAWN)
    members = case_in(bare, State.PUBLISHED, audience="members")
    members.narrow(attribution="unnamed")
    assert not list(_feed(bare).iter(DELETED))
    assert not list(_feed(bare, "practitioner").iter(DELETED))


@pytest.mark.parametrize("values", [{"attribution": "unnamed"}, {"section_audiences": {"summary": "members"}}])
def test_a_feed_that_was_read_before_replaces_the_entry(bare: World, values: dict[str, object]) -> None:
    case = case_in(bare, State.PUBLISHED)
    (before,) = _feed(bare).iter(f"{ATOM}entry")
    case.narrow(**values)
    (after,) = _feed(bare).iter(f"{ATOM}entry")
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert (after.findtext(f"{ATOM}updated") or "") > (before.findtext(f"{ATOM}updated") or "")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")


def test_a_draft_that_is_open_in_a_browser_does_not_undo_it(bare: World) -> None:
    case = second_draft(bare)
    client = bare.browser(WRITER)
    address = f"/cases/{case.reference}/edit/audience"
    form = Page(client.get(address).get_data(as_text=True))
    controls = [one for one in form.css("main form[method=post] [name]") if one.attribute("type") != "radio"]
    typed = {one.required("name"): one.value for one in controls if not one.has("disabled")}
    case.narrow(audience="members")
    answer = client.post(address, data={**typed, "audience": "public", "contact": "another@example.org"})
    assert answer.status_code == 409
    assert case.look().current.audience == "members"


@pytest.mark.slow
def test_a_file_is_narrowed_to_named_delegations_at_once(bare: World) -> None:
    case = case_in(bare, State.DRAFT)
    file = case.attach(pdf("The quorbel was oiled"))
    case.publish()
    case.act(Action.REVISE, WRITER)
    body = {"attachments": {file: "delegations"}, "released_to": ["KEN"]}
    fine(Program(bare, WRITER).post(f"/cases/{case.reference}/narrowing", body))
    address = f"/cases/{case.reference}/attachments/{file}"
    for office, status in ((None, 404), ("practitioner", 404), ("reviewer.ken", 200), (WRITER, 200)):
        assert Program(bare, office).get(address).status_code == status, office
        assert fine(Program(bare, office).get("/search?q=quorbel"))["total"] == (status == 200), office
    draft = case.look().current
    assert [one.audience for one in draft.attachments] == ["delegations"]
    assert [one.code for one in draft.released_to] == ["KEN"]


@pytest.mark.slow
def test_a_single_source_is_narrowed_on_the_page_and_by_the_api(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, sources=["A public report", "A staff paper", "An interview"])
    client, address = bare.browser(OFFICER), _address(case)
    page = Page(client.get(address).get_data(as_text=True))
    assert page.has_any("heading", "Source: A staff paper")
    sent = {field.required("name"): field.value for field in page.css("main input[type=hidden]")}
    assert client.post(address, data={**sent, "source-2": "members"}).status_code == 303
    visitor, member = Program(bare), Program(bare, "practitioner")
    assert visitor.case(case.reference)["sources"] == ["A public report", "An interview"]
    assert member.case(case.reference)["narrower_sources"] == {"members": ["A staff paper"]}
    assert "Source 2: Everybody, then Members only (TLP:GREEN)" in client.get(f"/cases/{case.reference}/work").text

    body = {"narrower_sources": {"delegations": ["An interview"]}}
    fine(Program(bare, OFFICER).post(address, body))
    assert visitor.case(case.reference)["sources"] == ["A public report"]
    assert member.case(case.reference)["narrower_sources"] == {"members": ["A staff paper"]}
    refused(Program(bare, OFFICER).post(address, body), 422, "audience")  # nothing would change
    assert "An interview" not in bare.browser("practitioner").get(f"/cases/{case.reference}").text
