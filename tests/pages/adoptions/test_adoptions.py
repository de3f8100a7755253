"""Adoptions on pages: from the case to what is recorded, and what the case shows of it."""

import pytest

from case_studies.vocabulary import AdoptionState, PracticeState, State
from tests.support.adoptions import CLEARER, OWNER, adoption_in
from tests.support.page_reader import link, read, words
from tests.support.practices import practice_in
from tests.support.sent_form import send
from tests.support.workflow_cases import case_in
from tests.support.world import World

TYPED = {
    "use": "in_use",
    "operation": "MINUSCA",
    "since": "2025",
    "what_changed": "The signal man walks ahead.",
    "what_happened": "Drivers stop earlier.",
    "not_measured": "yes",
    "language": "en",
    "attribution": "named",
    "audience": "public",
}


@pytest.mark.slow
def test_from_the_case_to_its_list_of_adoptions(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="public")
    page, form = f"/cases/{case.reference}", f"/adoptions/new?adopts={case.reference}"
    owner, officer, visitor = bare.browser(OWNER), bare.browser(CLEARER), bare.visitor()
    assert "Adoptions" not in words(read(visitor, page))
    assert link(read(owner, page), "Record what your delegation does with it") == form
    refused = send(owner, form, form, **{**TYPED, "since": "last year"})
    assert refused.status_code == 422
    assert "The signal man walks ahead." in refused.text
    address = send(owner, form, form, **TYPED).location
    assert send(owner, address, f"{address}/act/adopt_by_us").status_code == 303
    assert visitor.get(address).status_code == 404
    assert send(officer, address, f"{address}/act/clear").status_code == 303
    assert "The signal man walks ahead." in words(read(visitor, address))
    assert link(read(visitor, page), "Germany") == address
    assert link(read(visitor, "/adoptions"), "Germany") == address


def test_stopping_needs_a_reason_and_others_read_it_once_it_is_cleared(bare: World) -> None:
    adoption = adoption_in(bare, AdoptionState.RECORDED)
    owner, address = bare.browser(OWNER), f"/adoptions/{adoption.reference}"
    assert send(owner, address, f"{address}/act/stop_using", note="").status_code == 422
    assert send(owner, address, f"{address}/act/stop_using", note="The road was paved.").status_code == 303
    assert "The road was paved." in words(read(bare.browser(CLEARER), address))
    assert "The road was paved." not in words(read(bare.browser("practitioner"), address))


@pytest.mark.slow
def test_from_the_practice_to_its_adoption_and_the_next_edition(bare: World) -> None:
    practice = practice_in(bare, PracticeState.ADOPTED)
    page, form = f"/practices/{practice.reference}", f"/adoptions/new?adopts={practice.reference}"
    owner, officer, visitor = bare.browser(OWNER), bare.browser(CLEARER), bare.visitor()
    assert "Adoptions" not in words(read(visitor, page))
    assert link(read(owner, page), "Record what your delegation does with it") == form
    assert link(read(owner, form), "Put search inside the convoy") == page
    address = send(owner, form, form, **{**TYPED, "operation": ""}).location
    assert send(owner, address, f"{address}/act/adopt_by_us").status_code == 303
    assert send(officer, address, f"{address}/act/clear").status_code == 303
    assert link(read(visitor, page), "Germany") == address
    shown = words(read(visitor, address))
    assert "Put search inside the convoy" in shown
    assert "Where Not named" in shown
    assert "newer edition" not in shown
    practice.adopt_next_edition()
    assert "Record what your delegation does with it" not in words(read(owner, f"{page}/editions/1"))
    assert "The practice has a newer edition than the one that they read." in words(read(visitor, address))
