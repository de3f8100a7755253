"""Consent on pages: the author's answers, the page of a co-submitter, the desk, and withdrawing in two clicks."""

import pytest

from case_studies.vocabulary import Action, State
from tests.support.page import Page
from tests.support.page_reader import hidden_fields, open_page
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World, csrf

CONFIRMER = "clearance.bra"


def _send(world: World, office: str, address: str, **values: str) -> Page:
    client = world.browser(office)
    answer = client.post(address, data={**hidden_fields(client, address), **values}, follow_redirects=True)
    return Page(answer.get_data(as_text=True))


@pytest.mark.slow
def test_the_author_answers_on_one_page_and_sees_who_is_not_named(bare: World) -> None:
    case = Steps.start(bare, implemented_by=["GHA", "KEN"], partners=["UNMAS"])
    case.edit(implemented_by=["GHA", "KEN", "JPN"], title="With Japanese sappers")
    address = f"/cases/{case.reference}/consents"
    question = open_page(bare.browser(WRITER), f"/cases/{case.reference}/edit").one("region", "Have they agreed?")
    assert "because they have not agreed: Japan." in question.words
    assert question.first("link").href == address
    refused = _send(bare, WRITER, address, **{"answer-0": "agreed", "note-0": ""})
    assert "Say who agreed and when, in one line." in refused.words
    saved = _send(bare, WRITER, address, **{"answer-0": "agreed", "note-0": "Defence attaché, 3 May 2026"})
    assert "The answers are saved." in saved.words
    case.publish()
    published = open_page(bare.visitor(), f"/cases/{case.reference}")
    assert "Japan" in published.words
    assert "UNMAS" in published.words


@pytest.mark.slow
def test_readers_learn_that_another_country_took_part_and_not_which(bare: World) -> None:
    case = Steps.start(bare, implemented_by=["GHA"])
    case.edit(implemented_by=["GHA", "KEN"])
    case.publish()
    for client in (bare.visitor(), bare.browser("practitioner")):
        page = open_page(client, f"/cases/{case.reference}")
        assert "another contributing country" in page.words
        assert "Kenya" not in page.words


def test_a_case_of_one_state_shows_no_question(bare: World) -> None:
    case = Steps.start(bare)
    assert not open_page(bare.browser(WRITER), f"/cases/{case.reference}/edit").all("region", "Have they agreed?")


@pytest.mark.slow
def test_a_co_submitter_finds_the_case_on_its_desk_reads_it_and_confirms(bare: World) -> None:
    case = case_in(bare, State.IN_CLEARANCE, co_submitters=["BRA"])
    officer, address = bare.browser(CONFIRMER), f"/cases/{case.reference}/consent"
    desk = open_page(officer, "/desk")
    assert "To confirm as a co-submitter" in desk.words
    assert address in [link.href for link in desk.all("link")]
    page = open_page(officer, address)
    assert "Twelve searchers, two vehicles on loan." in page.words
    assert "Missing: Brazil." in open_page(bare.browser(OFFICER), f"/cases/{case.reference}/work").words
    assert "Choose whether" in _send(bare, CONFIRMER, address).words
    assert f"{case.reference} is confirmed." in _send(bare, CONFIRMER, address, answer="confirmed").words
    assert "To confirm as a co-submitter" not in open_page(officer, "/desk").words
    case.act(Action.CLEAR, OFFICER)


@pytest.mark.slow
def test_a_refusal_shows_its_reason_to_the_delegation_and_to_nobody_outside(bare: World) -> None:
    case = case_in(bare, State.IN_CLEARANCE, co_submitters=["BRA"])
    address = f"/cases/{case.reference}/consent"
    assert "Say what must change" in _send(bare, CONFIRMER, address, answer="refused").words
    _send(bare, CONFIRMER, address, answer="refused", reason="Quibberish about vehicles.")
    for office in (WRITER, OFFICER):
        assert "Quibberish about vehicles." in open_page(bare.browser(office), f"/cases/{case.reference}/work").words
    case.consent(CONFIRMER)
    case.act(Action.CLEAR, OFFICER)
    for page in ("work", "consents"):
        assert "Quibberish" not in open_page(bare.browser(EDITOR), f"/cases/{case.reference}/{page}").words


def test_a_text_that_changed_while_it_was_read_is_not_confirmed(bare: World) -> None:
    case = case_in(bare, State.IN_CLEARANCE, co_submitters=["BRA"])
    client, address = bare.browser(CONFIRMER), f"/cases/{case.reference}/consent"
    opened = hidden_fields(client, address)
    case.act(Action.TAKE_BACK, WRITER)
    case.edit(title="Another title")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    answer = client.post(address, data={**opened, "answer": "confirmed"})
    assert answer.status_code == 409
    assert "Not every co-submitter" in open_page(bare.browser(OFFICER), f"/cases/{case.reference}/work").words


@pytest.mark.parametrize("office", ["reviewer.bra", "editor.bra", "practitioner", "admin", "focal-point.idn"])
def test_other_offices_can_neither_read_nor_answer(bare: World, office: str) -> None:
    case = case_in(bare, State.IN_CLEARANCE, co_submitters=["BRA"])
    client, address = bare.browser(office), f"/cases/{case.reference}/consent"
    assert client.get(address).status_code == 403
    form = {**csrf(client), "answer": "confirmed", "mark": "0"}
    assert client.post(address, data=form).status_code == 403
    assert client.post(f"{address}/withdraw", data=csrf(client)).status_code == 403


@pytest.mark.slow
def test_consent_is_withdrawn_by_one_click_with_a_page_that_says_what_happens(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, co_submitters=["BRA"])
    officer, address = bare.browser(CONFIRMER), f"/cases/{case.reference}"
    assert f"{address}/consent" in [link.href for link in open_page(officer, address).all("link")]
    assert f"{address}/consent/withdraw" in [link.href for link in open_page(officer, f"{address}/consent").all("link")]
    page = open_page(officer, f"{address}/consent/withdraw")
    assert "This can’t be undone." in page.words
    done = _send(bare, CONFIRMER, f"{address}/consent/withdraw")
    assert f"Your delegation is no longer named in {case.reference}." in done.words
    assert "Brazil" not in open_page(bare.visitor(), address).words
    assert "Consent withdrawn: Brazil." in open_page(bare.browser(WRITER), f"{address}/work").words
    assert officer.get(f"{address}/consent").status_code == 403
