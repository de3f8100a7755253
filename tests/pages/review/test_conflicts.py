"""Stepping back from a case, and making an exception, on the pages and by the API."""

import pytest

from tests.support.api_client import Program, fine, refused
from tests.support.page_reader import read, words
from tests.support.workflow_cases import EDITOR, WRITER, Steps, unanswered_round
from tests.support.world import World, csrf

REVIEWER = "reviewer.chn"


@pytest.fixture
def case(bare: World) -> Steps:
    """A round that China and France are asked to; Brazil co-submitted."""
    return unanswered_round(bare, co_submitters=["BRA"])


def test_a_reviewer_steps_back_from_the_invitation(case: Steps) -> None:
    client = case.world.browser(REVIEWER)
    url = f"/cases/{case.reference}/conflict"
    assert f'href="{url}"' in read(client, f"/assignments/{case.assignment(REVIEWER)}")
    assert "leave this case permanently" in words(read(client, url))
    answer = client.post(url, data={**csrf(client, url), "reason": "I advised on this project."})
    assert answer.status_code == 303
    assert "You declared a conflict of interest" in read(client, answer.headers["Location"])
    for gone in (url, f"/cases/{case.reference}/work", f"/assignments/{case.assignment(REVIEWER)}"):
        read(client, gone, 404)
    page = words(read(case.world.browser(EDITOR), f"/cases/{case.reference}/conflicts"))
    assert "reviewer.chn@demo.example" in page
    assert "I advised on this project." in page


def test_two_editors_let_a_third_one_in(case: Steps) -> None:
    url = f"/cases/{case.reference}/conflicts"
    first, second, recused = (case.world.browser(name) for name in (EDITOR, "editor.rwa", "editor.bra"))
    read(recused, url, 404)
    data = {**csrf(first, url), "account": "editor.bra@demo.example"}
    empty = first.post(url, data=data)
    assert empty.status_code == 422
    assert 'href="#f-reason"' in empty.get_data(as_text=True)
    assert 'value="editor.bra@demo.example" selected' in empty.get_data(as_text=True)
    assert first.post(url, data={**data, "reason": "All others are away."}).status_code == 303
    assert "Another editor has to agree" in read(first, url)
    agree = f"{url}/{case.look().overrides[0].id}"
    assert first.post(agree, data=csrf(first, url)).status_code == 403
    read(recused, f"/cases/{case.reference}/work", 404)
    assert second.post(agree, data=csrf(second, url)).status_code == 303
    assert second.post(agree, data=csrf(second, url)).status_code == 409
    read(recused, f"/cases/{case.reference}/work")
    read(recused, url, 403)


@pytest.mark.parametrize("office", [WRITER, "practitioner", "admin"])
def test_the_pages_are_for_judges_alone(case: Steps, office: str) -> None:
    client = case.world.browser(office)
    for tail in ("conflict", "conflicts"):
        read(client, f"/cases/{case.reference}/{tail}", 403)


def test_the_api_does_and_refuses_the_same(case: Steps) -> None:
    reviewer, first, second, recused = (
        Program(case.world, name) for name in (REVIEWER, EDITOR, "editor.rwa", "editor.bra")
    )
    path = f"/cases/{case.reference}/conflicts"
    assert reviewer.post(f"/cases/{case.reference}/conflict", {"reason": "I advised."}).status_code == 204
    refused(reviewer.get(f"/cases/{case.reference}"), 404)
    refused(reviewer.get(path), 404)
    refused(recused.get(path), 404)
    refused(first.post(path, {"account": "reviewer.ken@demo.example", "reason": "Why not."}), 422, "account")
    made = fine(first.post(path, {"account": "editor.bra@demo.example", "reason": "Away."}), 201)
    assert made["holds"] is False
    refused(first.post(f"{path}/{made['id']}/agreement"), 403)
    assert fine(second.post(f"{path}/{made['id']}/agreement"))["holds"] is True
    told = fine(first.get(path))
    assert [found["reason"] for found in told["declared"]] == ["I advised."]
    assert fine(recused.get(f"/cases/{case.reference}"))["reference"] == case.reference
    refused(recused.get(path), 403)
