"""Study proposals: from a gap of the map to the list, the desks and the inboxes."""

import pytest

from app.api.examples_of_proposals import PROPOSAL
from case_studies.demo.proposal_loader import load_proposals
from case_studies.study_vocabulary import ProposalState
from tests.support.api_client import Program, fine, refused
from tests.support.crawl import check_markup
from tests.support.page_reader import hidden_fields, open_page, read
from tests.support.proposals import JOIN, LEADS, proposal_in
from tests.support.world import World

FORM = {"question": PROPOSAL["question"], "funds": "", "due": PROPOSAL["due"], "asked": ["DEU", "JPN"]}
CELL = "/studies/proposals/new?theme=HLT&measure=illness"


@pytest.mark.slow
def test_a_gap_of_the_map_leads_to_a_proposal_and_those_who_are_asked_learn_of_it(bare: World) -> None:
    writer = bare.browser(LEADS)
    for view in ("/evidence-map", "/evidence-map?view=table"):
        page = open_page(writer, view)
        assert page.one("link", "Propose a study: Health protection and mental health, Illness").href == CELL
        assert not open_page(bare.visitor(), view).has_any("link", "Propose a study: Health protection", exact=False)
    sent = {**hidden_fields(writer, CELL), **FORM, "theme": "HLT", "column": "measure:illness"}
    wrong = writer.post(CELL, data={**sent, "column": "", "due": "2020-01-01"})
    assert wrong.status_code == 422
    url = writer.post(CELL, data=sent).headers["Location"]
    check_markup(url, open_page(writer, url).html)
    assert "Asked, without an answer: Germany, Japan." in open_page(writer, url).words
    assert open_page(bare.browser("practitioner"), "/studies/proposals").one("link", FORM["question"]).href == url
    asked = bare.browser(JOIN[0])
    assert "Studies to join" in read(asked, "/desk")
    assert "asks yours to join" in read(asked, "/inbox")
    answer = asked.post(f"{url}/act/join_study", data=hidden_fields(asked, url))
    assert answer.status_code == 303
    assert "Studies to join" not in read(asked, "/desk")
    assert "joined the study proposal" in read(writer, "/inbox")
    assert open_page(asked, "/evidence-map").one("region", "Studies of gaps").one("link", FORM["question"]).href == url
    assert FORM["question"] not in read(bare.visitor(), "/evidence-map")
    read(bare.visitor(), url, 303)


def test_nobody_learns_who_was_asked_and_did_not_join(bare: World) -> None:
    asked, unasked = (proposal_in(bare, ProposalState.PROPOSED, asked=codes) for codes in (["DEU", "JPN"], []))
    for office in ("practitioner", "focal-point.deu", "editor.idn", "admin"):
        one, other = (fine(proposal.read(office)) for proposal in (asked, unasked))
        differing = {name for name in one if one[name] != other[name]}
        assert differing == {"reference", "url"}, office
        assert "Japan" not in read(bare.browser(office), f"/studies/proposals/{asked.reference}")
    assert [one["id"] for one in fine(asked.read(LEADS))["asked"]] == ["JPN"]


def test_a_proposal_changes_while_delegations_join(bare: World) -> None:
    proposal, writer = proposal_in(bare, ProposalState.PROPOSED), Program(bare, LEADS)
    place = f"/study-proposals/{proposal.reference}"
    changed = {**PROPOSAL, "measure": None, "place": "MLI", "asked": ["FRA"], "version": proposal.version}
    body = fine(writer.put(place, changed))
    assert (body["place"]["id"], body["measure"], [one["id"] for one in body["asked"]]) == ("MLI", None, ["FRA"])
    assert writer.put(place, changed).status_code == 409
    assert Program(bare, JOIN[0]).put(place, changed).status_code == 403
    refused(writer.post("/study-proposals", {**PROPOSAL, "measure": None}), 422, "measure")
    refused(writer.post("/study-proposals", {**PROPOSAL, "asked": ["GHA"]}), 422, "asked")
    refused(writer.post("/study-proposals", {**PROPOSAL, "theme": "none"}), 422, "theme")
    assert Program(bare, "practitioner").post("/study-proposals", PROPOSAL).status_code == 403


def test_the_demonstration_is_loaded_once(bare: World) -> None:
    assert load_proposals(bare.platform.work) == 3
    assert load_proposals(bare.platform.work) == 0
    page = read(bare.browser("practitioner"), "/studies/proposals?show=dropped")
    assert "How much work does dust cost" in page
