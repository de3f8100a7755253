"""Only a bearer token identifies the caller."""

import pytest

from tests.support.api_client import PREFIX, Program, everything, fine, refused
from tests.support.api_scene import Scene
from tests.support.world import WHOLE_CASE, World, csrf

WRONG = {
    "unknown": "Bearer cb_unknown",
    "empty": "Bearer ",
    "password": "Basic Zm9jYWwtcG9pbnQ6b3Blbg==",
    "no kind": "cb_unknown",
    "odd": "Bearer é\u00ff",
}


@pytest.mark.slow
@pytest.mark.parametrize("header", WRONG.values(), ids=WRONG.keys())
def test_an_unknown_token_is_refused(scene: Scene, header: str) -> None:
    before = everything(scene.world)
    stranger = Program(scene.world)
    answer = stranger.post("/cases", WHOLE_CASE, headers={"Authorization": header})
    refused(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert everything(scene.world) == before


def test_a_wrong_token_is_refused_even_if_none_is_needed(scene: Scene) -> None:
    wrong = {"Authorization": "Bearer cb_unknown"}
    for path in ("/search", "/cases/{published}", "/cases/{published}/history"):
        refused(Program(scene.world).get(path.format(**scene.places), headers=wrong), 401)


def test_a_session_cookie_is_ignored(bare: World) -> None:
    browser = bare.browser("focal-point.gha")
    refused(browser.post(f"{PREFIX}/cases", json=WHOLE_CASE), 401)
    refused(
        browser.post(f"{PREFIX}/cases", json=WHOLE_CASE, headers={"X-CSRFToken": csrf(bare.visitor())["csrf_token"]}),
        401,
    )
    refused(browser.get(f"{PREFIX}/assignments"), 401)


def test_a_program_needs_no_form_token_and_gets_no_cookie(bare: World) -> None:
    answer = Program(bare, "focal-point.gha").post("/cases", WHOLE_CASE)
    fine(answer, 201)
    assert "Set-Cookie" not in answer.headers
    assert "no-cache" in answer.headers["Cache-Control"]


def test_the_token_decides_even_if_somebody_else_is_signed_in(bare: World) -> None:
    browser = bare.browser("focal-point.deu")
    answer = browser.post(f"{PREFIX}/cases", json=WHOLE_CASE, headers=bare.headers("focal-point.gha"))
    assert fine(answer, 201)["submitted_by"]["id"] == "GHA"
