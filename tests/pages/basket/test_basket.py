"""The basket: what is ticked comes together, as far as its reader may read it, and leaves as a file or a brief."""

import pytest

from case_studies.operations.briefs.subject import MOST_THINGS
from case_studies.study_vocabulary import ProposalState
from case_studies.text_vocabulary import TextState
from case_studies.vocabulary import Audience, IssueState, State
from tests.support.api_client import Program, fine
from tests.support.crawl import check_markup
from tests.support.documents import text_of
from tests.support.issues import issue_in
from tests.support.page_reader import hidden_fields, open_page
from tests.support.proposals import proposal_in
from tests.support.texts import text_in
from tests.support.workflow_cases import case_in
from tests.support.world import World


def test_results_that_cannot_be_ticked_have_no_button_for_it(bare: World) -> None:
    proposal_in(bare, ProposalState.PROPOSED)
    member = bare.browser("practitioner")
    assert not open_page(member, "/search?kind=proposal").css("#to-basket")
    issue_in(bare, IssueState.OPEN)
    assert open_page(member, "/search").css("#to-basket")


@pytest.mark.slow
def test_what_is_ticked_leaves_as_one_file_and_as_a_brief(bare: World) -> None:
    public = case_in(bare, State.PUBLISHED, title="Open to all")
    kept = case_in(bare, State.PUBLISHED, audience=Audience.MEMBERS, title="For the Group")
    informal = issue_in(bare, IssueState.OPEN, question="Asked among members?")
    member, chosen = bare.browser("practitioner"), [public.reference, kept.reference, informal.reference]
    page = open_page(member, "/search?sort=title")
    boxes = [box.required("value") for box in page.css("input[name=reference][form=to-basket]")]
    assert set(chosen) <= set(boxes)
    form = {**hidden_fields(member, "/search?sort=title"), "reference": [*chosen, "TH-2026-0001", "x"]}
    assert member.post("/basket", data=form).headers["Location"] == form["back"] == "/search?sort=title"
    assert member.post("/basket", data={**form, "back": "//example.org"}).headers["Location"] == "/basket"
    shown = open_page(member, "/basket")
    check_markup("/basket", shown.html)
    assert [one.required("href").split("/")[-1] for one in shown.css("ol > li > a")] == chosen
    words = text_of(member.get("/basket.docx").get_data())
    assert all(title in words for title in ("Open to all", "For the Group", f"stays on the platform: {chosen[2]}"))
    assert "Asked among members" not in words
    assert member.get("/basket.md").headers["Casebook-Marking"] == "TLP:GREEN"

    address = shown.one("link", "Brief for a meeting").href
    assert address == f"/briefs?about=things:{','.join(chosen)}&audience=members"
    brief = open_page(member, address)
    assert all(title in brief.words for title in ("Open to all", "For the Group"))
    assert "Asked among members?" not in brief.words, "what is informal is not cited"
    refused = Program(bare, "practitioner").get(f"/briefs?about=things:{','.join(chosen)}&audience=public")
    assert refused.status_code == 403
    assert f"{public.reference}" not in refused.get_data(as_text=True)
    assert Program(bare, None).get(f"/briefs?about=things:{kept.reference}").status_code == 404

    for office, audience, has in ((None, "public", False), ("practitioner", "members", True)):
        found = Program(bare, office).get(f"/briefs?about=search:q%3Dconvoy&audience={audience}")
        assert ("For the Group" in found.get_data(as_text=True)) == has
    assert fine(Program(bare, None).get("/briefs?about=search:host_state%3DMLI"))["title"] == "Search: Mali"
    assert Program(bare, None).get("/briefs?about=search:theme%3Dnowhere").status_code == 422

    member.post("/sign-out", data=hidden_fields(member, "/basket"))
    assert open_page(member, "/basket").has_any("heading", "The basket is empty")


@pytest.mark.slow
def test_a_joint_text_leaves_once_it_was_delivered(bare: World) -> None:
    words = [{"id": None, "text": f"We ask for {what}."} for what in ("training", "radios")]
    said = text_in(bare, TextState.DELIVERED, paragraphs=words[:1])
    discussed = text_in(bare, TextState.UNDER_COMMENT, paragraphs=words[1:])
    member = bare.browser("practitioner")
    form = {**hidden_fields(member, "/search"), "reference": [said.reference, discussed.reference]}
    member.post("/basket", data=form)
    shown = open_page(member, "/basket")
    assert [one.required("href").split("/")[-1] for one in shown.css("ol > li > a")] == form["reference"]
    leaves = text_of(member.get("/basket.docx").get_data())
    assert "We ask for training." in leaves
    assert "We ask for radios." not in leaves
    assert f"stays on the platform: {discussed.reference}" in leaves
    brief = open_page(member, shown.one("link", "Brief for a meeting").href)
    assert "We ask for radios." not in brief.words, "what is still discussed is not cited"


def test_a_basket_is_kept_small_and_is_emptied(bare: World) -> None:
    case, visitor = case_in(bare, State.PUBLISHED), bare.visitor()
    many = [f"CS-2020-{number:04d}" for number in range(MOST_THINGS + 20)]
    token = hidden_fields(visitor, f"/cases/{case.reference}")
    assert visitor.post("/basket", data=token).headers["Location"] == f"/cases/{case.reference}"
    visitor.post("/basket", data={**token, "reference": many})
    assert "Your basket (100)" in open_page(visitor, "/search").words
    page = open_page(visitor, "/basket")
    assert len(page.css("ol > li > a")) == 1  # the others are not there, and nothing says how many
    visitor.post("/basket/remove", data={**token, "reference": case.reference})
    assert open_page(visitor, "/basket").has_any("heading", "The basket is empty")
    visitor.post("/basket/empty", data=token)
    assert "Your basket" not in open_page(visitor, "/search").words
