"""A form that arrives without a session: its words come back, and signing in on its page sends it on."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from case_studies.operations.cases.queries import find_case
from tests.support.page_reader import Page, hidden_fields, open_page, words
from tests.support.world import PASSWORD, World, csrf

OFFICE = "focal-point.gha@demo.example"
DRAFT = "/cases/CS-2026-0027/edit/results"
WORDS = "Three long sentences that took an evening.\nAnd a fourth."


def results(library: World) -> str:
    with library.platform.work.reading() as session:
        return find_case(session, library.actor("focal-point.gha"), "CS-2026-0027").current.sections["results"]


@pytest.fixture
def author(library: World) -> FlaskClient:
    return library.browser("focal-point.gha")


def lose_session(author: FlaskClient) -> dict[str, str]:
    """Open the form, lose the cookie, and return what the form sends."""
    typed = {**hidden_fields(author, DRAFT), "results": WORDS, "go_on": "1"}
    author.delete_cookie("casebook")
    return typed


def fields_of(answer: TestResponse) -> dict[str, str]:
    """Return the hidden fields with which the page of a refused form sends it again."""
    hidden = Page(answer.get_data(as_text=True)).css("main form input[type=hidden]")
    return {field.required("name"): field.node.attributes.get("value") or "" for field in hidden}


def sign_in(
    author: FlaskClient, answer: TestResponse, password: str = PASSWORD, email: str = OFFICE, **changes: str
) -> TestResponse:
    """Fill in the page of a refused form. A browser sends the same fields again where a 307 leads."""
    data: Mapping[str, str] = {"sign_in_email": email, "sign_in_password": password, **fields_of(answer), **changes}
    answer = author.post("/sign-in/resume", data=data)
    return author.post(answer.headers["Location"], data=data) if answer.status_code == 307 else answer


def test_the_form_is_saved_after_signing_in_on_its_page(library: World, author: FlaskClient) -> None:
    typed = lose_session(author)
    answer = author.post(DRAFT, data=typed)
    assert answer.status_code == 400
    assert Page(answer.get_data(as_text=True)).first("textbox", "Results").value == WORDS
    saved = sign_in(author, answer)
    assert (saved.status_code, saved.headers["Location"]) == (303, "/cases/CS-2026-0027/edit/shortcomings")
    assert "“Results” is saved." in words(author.get(saved.headers["Location"]).get_data(as_text=True))
    assert results(library) == WORDS


def test_signed_out_in_another_tab_is_no_different(library: World, author: FlaskClient) -> None:
    typed = {**hidden_fields(author, DRAFT), "results": WORDS}
    author.post("/sign-out", data=csrf(author, "/desk"))
    answer = author.post(DRAFT, data=typed)
    assert answer.status_code == 401
    assert sign_in(author, answer).headers["Location"] == "/cases/CS-2026-0027/edit"
    assert results(library) == WORDS


def test_a_wrong_password_keeps_the_words_and_is_not_shown(library: World, author: FlaskClient) -> None:
    before, typed = results(library), lose_session(author)
    answer = sign_in(author, author.post(DRAFT, data=typed), "a wrong password")
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "Address and password do not match" in page.first("alert").words
    assert page.first("textbox", "Results").value == WORDS
    assert page.first("textbox", "E-mail").value == OFFICE
    assert "a wrong password" not in page.html
    assert results(library) == before
    sign_in(author, answer)
    assert results(library) == WORDS


def test_another_account_saves_nothing_where_it_may_not_write(library: World, author: FlaskClient) -> None:
    before, typed = results(library), lose_session(author)
    answer = sign_in(author, author.post(DRAFT, data=typed), email="focal-point.deu@demo.example")
    assert answer.status_code == 404
    assert WORDS in Page(answer.get_data(as_text=True)).first("textbox", "Results").value
    assert PASSWORD not in answer.get_data(as_text=True)
    assert results(library) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/api/v1/cases",
        "/sign-out",
        "/no-such",
        "/desk",
        "",
    ],
)
def test_a_form_is_sent_to_addresses_of_forms_only(library: World, author: FlaskClient, address: str) -> None:
    typed = lose_session(author)
    answer = sign_in(author, author.post(DRAFT, data=typed), resume_to=address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk")


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_of_another_site_can_not_be_sent_again(
    library: World, author: FlaskClient, headers: dict[str, str]
) -> None:
    typed = lose_session(author)
    page = Page(author.post(DRAFT, data=typed, headers=headers).get_data(as_text=True))
    assert page.css("main form") == []
    assert page.first("textbox", "Results").value == WORDS


def test_a_password_is_never_kept_in_a_page(library: World, author: FlaskClient) -> None:
    data = {"old": PASSWORD, "new": "another long password", "again": "another long password"}
    page = author.post("/account/password", data=data).get_data(as_text=True)
    assert PASSWORD not in page
    assert "another long password" not in page
    assert Page(page).css("main form") == []


def test_a_token_of_an_earlier_session_is_renewed_without_signing_in(library: World, author: FlaskClient) -> None:
    typed = {**hidden_fields(author, DRAFT), "results": WORDS}
    author.delete_cookie("casebook")
    author.post("/sign-in", data={"email": OFFICE, "password": PASSWORD, **csrf(author)})  # in another tab
    answer = author.post(DRAFT, data=typed)
    assert answer.status_code == 400
    form = Page(answer.get_data(as_text=True)).css("main form")[0]
    assert form.one("button").words == "Send it again"
    assert author.post(form.required("action"), data=fields_of(answer)).status_code == 303
    assert results(library) == WORDS


def test_a_browser_that_refuses_the_cookie_gets_that_reason(library: World) -> None:
    refusing = library.app.test_client(use_cookies=False)
    form = hidden_fields(refusing, "/sign-in")
    answer = refusing.post("/sign-in", data={**form, "email": OFFICE, "password": PASSWORD}, follow_redirects=True)
    assert "Your browser refused our cookie" in open_alert(answer)
    refused = refusing.post(DRAFT, data={"csrf_token": form["csrf_token"], "results": WORDS})
    assert "Your browser refused our cookie" in words(refused.get_data(as_text=True))
    again = refusing.post("/sign-in/resume", data={**fields_of(refused), "sign_in_email": OFFICE})
    page = Page(again.get_data(as_text=True))
    assert "Your browser refused our cookie" in page.first("main").words
    assert page.first("textbox", "Results").value == WORDS


def test_an_old_page_of_the_sign_in_says_so(library: World, author: FlaskClient) -> None:
    answer = author.post("/sign-in", data={"email": OFFICE, "password": PASSWORD}, follow_redirects=True)
    assert "This page was too old" in open_alert(answer)


def open_alert(answer: TestResponse) -> str:
    return Page(answer.get_data(as_text=True)).first("alert").words


def test_too_many_attempts_keep_the_words(library: World) -> None:
    library.reconnect(network_tries=1)
    library.clock.step = timedelta()
    visitor = library.visitor()
    typed = {"results": WORDS, **csrf(visitor)}
    answer = visitor.post(DRAFT, data=typed)
    for _attempt in range(2):
        answer = sign_in(visitor, answer, "wrong")
    assert answer.status_code == 429
    assert Page(answer.get_data(as_text=True)).first("textbox", "Results").value == WORDS
    assert open_page(visitor, "/sign-in").has_any("textbox", "E-mail")
