"""What each reader will get of a case: those who take part see it beforehand, on a page and through the API."""

import pytest

from case_studies.vocabulary import State
from tests.support.api_client import Program, fine
from tests.support.page import Page
from tests.support.page_reader import hidden_fields
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

KEPT = {
    "sections": {**WHOLE_CASE["sections"], "actions": "The full account.", "results": "Nine devices."},
    "section_audiences": {"actions": "members", "results": "delegations"},
    "public_sections": {"actions": "The short account."},
    "unmentioned_sections": {"results": True},
    "released_to": ["KEN"],
    "attribution": "region",
    "sources": ["https://example.org/report"],
}
READ = {
    "public": ("The short account.", "", "A troop-contributing country in Western Africa"),
    "member": ("The full account.", "", "A troop-contributing country in Western Africa"),
    "delegation:KEN": ("The full account.", "Nine devices.", "A troop-contributing country in Western Africa"),
    "reviewer": ("The full account.", "Nine devices.", "Ghana"),
    "editor": ("The full account.", "Nine devices.", "Ghana"),
}


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.SUBMITTED, **KEPT)


@pytest.mark.parametrize("reader", READ)
def test_page_and_api_show_what_a_reader_will_get(bare: World, case: Steps, reader: str) -> None:
    actions, results, submitter = READ[reader]
    body = fine(Program(bare, OFFICER).get(f"/cases/{case.reference}?as={reader}"))
    assert (body["sections"]["actions"], body["sections"]["results"]) == (actions, results)
    assert body["submitted_by"]["label"] == submitter
    page = bare.browser(OFFICER).get(f"/cases/{case.reference}/readers?as={reader}").get_data(as_text=True)
    assert actions in page
    assert ("Nine devices." in page) == bool(results)
    assert submitter in page


def test_a_source_can_have_fewer_readers_than_the_others(bare: World) -> None:
    draft = Steps.start(bare)
    sources = {
        "sources": "A public report",
        "sources_for_members": "A staff paper",
        "sources_for_delegations": "A note",
    }
    address = f"/cases/{draft.reference}/edit/evidence"
    writer = bare.browser(WRITER)
    form = {**hidden_fields(writer, address), "evidence": "self_reported", **sources}
    assert writer.post(address, data=form).status_code == 303
    shown = {
        "public": ("A public report", "More sources are kept to members of the Group."),
        "member": ("A staff paper", "More sources are kept to named delegations."),
        "reviewer": ("A note", "Named delegations only"),
    }
    for reader, texts in shown.items():
        page = Page(writer.get(f"/cases/{draft.reference}/readers?as={reader}").get_data(as_text=True))
        assert all(text in page.words for text in texts), reader
        assert ("A note" in page.words) == (reader == "reviewer")


def test_who_takes_no_part_may_not_ask(bare: World) -> None:
    reference = case_in(bare, State.PUBLISHED, **KEPT).reference
    assert Program(bare, "practitioner").get(f"/cases/{reference}?as=reviewer").status_code == 403
    assert Program(bare).get(f"/cases/{reference}?as=member").status_code == 403
    assert bare.browser("practitioner").get(f"/cases/{reference}/readers?as=editor").status_code == 403


def test_an_unknown_reader_is_refused(bare: World, case: Steps) -> None:
    for reader in ("delegation:XXX", "everybody", "delegation:"):
        assert Program(bare, EDITOR).get(f"/cases/{case.reference}?as={reader}").status_code == 422
        assert bare.browser(EDITOR).get(f"/cases/{case.reference}/readers?as={reader}").status_code == 422


def test_reviewers_judge_every_version_side_by_side(bare: World, case: Steps) -> None:
    page = Page(bare.browser(EDITOR).get(f"/cases/{case.reference}/work").get_data(as_text=True))
    assert "The full account." in page.words
    assert "Other readers read: The short account." in page.words
    assert "Other readers do not learn that there is such a part." in page.words


def test_clearance_needs_what_the_choices_need(bare: World) -> None:
    draft = Steps.start(bare, section_audiences={"summary": "members", "actions": "delegations"})
    refused = Program(bare, WRITER).post(
        f"/cases/{draft.reference}/transitions", {"action": "request_clearance", "version": draft.version}
    )
    assert refused.status_code == 422
    assert {"public_summary", "released_to"} <= set(refused.get_json()["errors"])
    members = Steps.start(bare, audience="members", section_audiences={"actions": "public"})
    refused = Program(bare, WRITER).post(
        f"/cases/{members.reference}/transitions", {"action": "request_clearance", "version": members.version}
    )
    assert "audience_of_actions" in refused.get_json()["errors"]
