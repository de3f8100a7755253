"""Reviewing on the pages: nothing typed is lost, what is missing is named, who declined is out."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from case_studies.vocabulary import Action
from tests.support.page_reader import Page, hidden_fields, open_page, words
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, second_draft, unanswered_round
from tests.support.world import World, csrf


@pytest.fixture
def reviewer(library: World) -> FlaskClient:
    return library.browser("reviewer.jpn")


def invitation(reviewer: FlaskClient) -> str:
    found = re.search(r"/assignments/\d+", reviewer.get("/desk").get_data(as_text=True))
    assert found
    return found.group()


def accept(reviewer: FlaskClient) -> str:
    url = invitation(reviewer)
    answer = reviewer.post(f"{url}/response", data={**hidden_fields(reviewer, url), "response": "accept"})
    assert answer.status_code == 303
    return url


@pytest.mark.slow
def test_an_incomplete_review_names_each_gap_and_is_kept_on_the_server(library: World, reviewer: FlaskClient) -> None:
    url = accept(reviewer)
    typed = {"remarks-results-0-text": "Say who counted, and when.", "ratings-clarity": "4", "submit": "1"}
    answer = reviewer.post(f"{url}/review", data={**hidden_fields(reviewer, url), **typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for control in ("f-ratings-relevance", "f-recommendation", "f-overall"):
        assert f'<a href="#{control}">' in page
        assert f'id="{control}"' in page
    assert "f-ratings-clarity-error" not in page
    other_device = library.browser("reviewer.jpn").get(url).get_data(as_text=True)
    assert "Say who counted, and when." in other_device


def test_a_review_is_handed_in_and_can_be_changed_until_the_decision(reviewer: FlaskClient) -> None:
    url = accept(reviewer)
    whole = {f"ratings-{name}": "4" for name in ("relevance", "clarity", "evidence", "transfer")}
    whole |= {"recommendation": "approve", "overall": "Good as it stands.", "submit": "1"}
    assert reviewer.post(f"{url}/review", data={**hidden_fields(reviewer, url), **whole}).status_code == 303
    again = {**whole, "overall": "Good, on a second reading too."}
    answer = reviewer.post(f"{url}/review", data={**hidden_fields(reviewer, url), **again})
    assert answer.status_code == 303
    receipt = reviewer.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Your review is submitted" in receipt
    assert "second reading" in receipt


def test_a_reviewer_who_declines_no_longer_sees_the_case(reviewer: FlaskClient) -> None:
    url = invitation(reviewer)
    answer = reviewer.post(
        f"{url}/response", data={**hidden_fields(reviewer, url), "response": "decline", "note": "Away."}
    )
    assert answer.status_code == 303
    assert reviewer.get(url).status_code == 404
    assert reviewer.get("/cases/CS-2026-0023/work").status_code == 404


@pytest.mark.parametrize("office", ["reviewer.bra", "reviewer.ken"])
def test_someone_elses_assignment_does_not_exist(library: World, reviewer: FlaskClient, office: str) -> None:
    url = invitation(reviewer)
    other = library.browser(office)
    assert other.get(url).status_code == 404
    assert other.post(f"{url}/response", data={**csrf(other), "response": "accept"}).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["6", "0", "many", "4.5", "-1"])
def test_a_rating_outside_the_scale_is_refused_and_the_text_kept(reviewer: FlaskClient, wrong: str) -> None:
    url = accept(reviewer)
    typed = {"ratings-clarity": wrong, "overall": "Words that must stay."}
    answer = reviewer.post(f"{url}/review", data={**hidden_fields(reviewer, url), **typed})
    assert answer.status_code == 422
    assert "Words that must stay." in answer.get_data(as_text=True)


def test_reviewers_do_not_see_each_other(library: World) -> None:
    page = library.browser("reviewer.ken").get("/cases/CS-2026-0023/work").get_data(as_text=True)
    assert "reviewer.jpn" not in page
    assert "Japan" not in page


WHOLE = {
    **{f"ratings-{name}": "4" for name in ("relevance", "clarity", "evidence", "transfer")},
    "recommendation": "approve",
    "overall": "Good as it stands.",
}
REVIEWER = "reviewer.chn"
SAID = {"section": "results", "weight": "must", "text": "Say who counted.", "quote": "Not measured."}


@pytest.fixture
def second_look(bare: World) -> tuple[Steps, FlaskClient, str]:
    """A reviewer asked for a must; the delegation answered it and changed the section; the invitation is accepted."""
    case = unanswered_round(bare)
    for reviewer in REVIEWERS:
        case.respond(reviewer)
        case.review(reviewer, recommendation="revise", remarks=[SAID])
    case.act(Action.REQUEST_REVISION, EDITOR, "Answer the remarks.")
    case.edit(sections={"results": "Not measured; the police counted vehicles."})
    case.answer(text="The police counted.")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    case.respond(REVIEWER)
    return case, bare.browser(REVIEWER), f"/assignments/{case.assignment(REVIEWER)}"


def remark_of(case: Steps) -> int:
    """Return the id of the reviewer's remark on the first revision."""
    asked = next(a for a in case.look().revisions[0].assignments if a.reviewer.email.startswith(REVIEWER))
    assert asked.review is not None
    return asked.review.remarks[0].id


def test_a_second_look_shows_what_changed_what_one_said_and_what_was_answered(
    second_look: tuple[Steps, FlaskClient, str],
) -> None:
    _case, client, url = second_look
    page = words(client.get(url).get_data(as_text=True))
    assert page.count("Changed since revision 1") == 1
    assert page.count("Unchanged since revision 1") == 7
    assert "Your remark on revision 1: Not measured. Say who counted. Done: The police counted." in page
    assert re.search(r"Not measured ?(removed: ?\. ?)?added: ?; the police counted vehicles", page)


@pytest.mark.slow
def test_a_review_is_not_in_before_each_answer_has_its_word(second_look: tuple[Steps, FlaskClient, str]) -> None:
    case, client, url = second_look
    control = f"verdicts-{remark_of(case)}"
    typed = {**hidden_fields(client, url), **WHOLE, "submit": "1"}
    silent = client.post(f"{url}/review", data=typed)
    assert silent.status_code == 422
    assert f'<a href="#f-{control}">Choose whether this is settled or still open.' in silent.get_data(as_text=True)
    unsaid = client.post(f"{url}/review", data={**typed, f"{control}-verdict": "reopened"})
    assert "Say what is still missing" in unsaid.get_data(as_text=True)
    said = {f"{control}-verdict": "reopened", f"{control}-text": "Vehicles are no result."}
    assert client.post(f"{url}/review", data={**typed, **said}).status_code == 303
    receipt = words(client.get(f"{url}/receipt").get_data(as_text=True))
    assert "Say who counted. Still open: Vehicles are no result." in receipt


@pytest.mark.slow
def test_an_open_must_is_named_to_the_editor_who_would_publish(second_look: tuple[Steps, FlaskClient, str]) -> None:
    case, _client, _url = second_look
    case.review(REVIEWER, verdict="reopened")
    case.respond("reviewer.fra")
    case.review("reviewer.fra")
    editor = case.world.browser(EDITOR)
    url = f"/cases/{case.reference}/act/publish"
    refused = editor.post(url, data={**csrf(editor, url), "version": case.version})
    assert refused.status_code == 422
    assert "A remark that is a must is still open. Say why the case is published." in words(
        refused.get_data(as_text=True)
    )
    told = {**csrf(editor, url), "version": case.version, "note": "The figure will not get better."}
    assert editor.post(url, data=told).status_code == 303
    assert case.state == "published"


def test_what_is_typed_is_saved_and_stands_on_another_device(bare: World) -> None:
    case = unanswered_round(bare)
    case.respond(REVIEWER)
    client, url = bare.browser(REVIEWER), f"/assignments/{case.assignment(REVIEWER)}"
    typed = {
        "remarks-results-0-text": "Say who counted.",
        "remarks-results-0-weight": "must",
        "remarks-results-3-text": "And when.",
        "remarks-lessons-0-quote": "one searcher in each vehicle",
        "overall": "So far",
    }
    answer = client.post(f"{url}/draft", data={**hidden_fields(client, url), **typed})
    assert answer.status_code == 200
    page = bare.browser(REVIEWER).get(url).get_data(as_text=True)
    assert "Saved 2 November 2026" in words(page)
    for said in ("Say who counted.", "And when.", "So far"):
        assert said in page
    assert f'name="opened" value="{answer.get_json()["opened"]}"' in page
    assert 'name="remarks-results-2-text"' in page  # one more is ready
    assert 'name="remarks-results-0-weight" value="must" checked' in page


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("remarks-results-1-text", "x" * 6001, "At most 6000 characters; this has 6001."),
        ("remarks-lessons-0-quote", "x" * 1001, "At most 1000 characters; this has 1001."),
        ("remarks-transfer-0-quote", "Fits any unit.", "Say what should be changed, or remove the quoted passage."),
        ("overall", "x" * 6001, "At most 6000 characters; this has 6001."),
        ("note_to_editors", "x" * 4001, "At most 4000 characters; this has 4001."),
    ],
    ids=lambda value: value if value.startswith(("remarks", "overall", "note")) else "",
)
def test_a_draft_stores_what_is_over_a_limit_and_submitting_names_it(
    bare: World, name: str, value: str, says: str
) -> None:
    case = unanswered_round(bare)
    case.respond(REVIEWER)
    client, url = bare.browser(REVIEWER), f"/assignments/{case.assignment(REVIEWER)}"
    typed = {**WHOLE, "remarks-results-0-text": "One.", "remarks-lessons-0-text": "Two.", name: value}
    saved = client.post(f"{url}/draft", data={**hidden_fields(client, url), **typed})
    assert saved.status_code == 200
    assert open_page(bare.browser(REVIEWER), url).by_id(f"f-{name}").value == value
    refused = client.post(f"{url}/review", data={**hidden_fields(client, url), **typed, "submit": "1"})
    page = Page(refused.get_data(as_text=True))
    assert refused.status_code == 422
    place = name.replace("transfer-0-quote", "transfer-0-text")  # a quote lacks its remark
    assert [line.words for line in page.css(f'.error-summary a[href="#f-{place}"]')] == [says]
    assert page.by_id(f"f-{name}").value == value
    refused = client.post(f"{url}/review", data={**hidden_fields(client, url), **typed, name: "Fine.", "submit": "1"})
    assert refused.status_code == (422 if name.startswith("remarks-transfer") else 303)


@pytest.mark.slow
def test_two_texts_of_a_review_are_shown_side_by_side_and_one_is_chosen(
    second_look: tuple[Steps, FlaskClient, str],
) -> None:
    case, client, url = second_look
    verdict = f"verdicts-{remark_of(case)}"
    old = hidden_fields(client, url)
    stored = {**WHOLE, f"{verdict}-verdict": "confirmed", "remarks-lessons-0-text": "Stored remark."}
    assert client.post(f"{url}/draft", data={**hidden_fields(client, url), **stored}).status_code == 200
    mine = {**WHOLE, "overall": "Good, but late.", f"{verdict}-text": "Who?", "remarks-lessons-0-text": "My remark."}
    answer = client.post(f"{url}/review", data={**old, **mine, "submit": "1"})
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "Your own account saved this text" in page.first("alert").words
    assert [heading.words for heading in page.css("section > section h3")] == ["Results", "Lessons", "Overall"]
    assert "Settled" in page.css("del")[0].words
    assert page.by_id("f-overall").value == "Good, but late."
    chosen = {
        field.required("name"): field.node.attributes.get("value") or ""
        for field in page.css("form[data-settles]")[0].css("input")
    }
    assert client.post(f"{url}/review", data={**chosen, "use_stored": "1"}).status_code == 303
    assert open_page(client, url).by_id("f-remarks-lessons-0-text").value == "Stored remark."
    assert client.post(f"{url}/review", data={**chosen, "keep": "1"}).status_code == 303
    assert open_page(client, url).by_id("f-remarks-lessons-0-text").value == "My remark."


def test_a_remark_that_is_not_accepted_is_named_at_its_place(bare: World) -> None:
    case = unanswered_round(bare)
    case.respond(REVIEWER)
    client, url = bare.browser(REVIEWER), f"/assignments/{case.assignment(REVIEWER)}"
    typed = {"remarks-summary-0-text": "Fine.", "remarks-results-0-text": "One.", "remarks-lessons-0-text": "Two."}
    typed["remarks-lessons-0-weight"] = "perhaps"
    for where in ("review", "draft"):
        answer = client.post(f"{url}/{where}", data={**hidden_fields(client, url), **typed})
        assert answer.status_code == 422
    page = client.post(f"{url}/review", data={**hidden_fields(client, url), **typed}).get_data(as_text=True)
    assert '<a href="#f-remarks-lessons-0-weight">' in page
    assert 'id="f-remarks-lessons-0-weight"' in page
    assert "Fine." in page


@pytest.mark.parametrize("unsigned", [True, False])
def test_saving_while_typing_says_what_is_wrong_by_its_status(bare: World, unsigned: bool) -> None:
    """The page distinguishes a lost session, which can be restored, from a round that has ended."""
    case = unanswered_round(bare)
    case.respond(REVIEWER)
    url = f"/assignments/{case.assignment(REVIEWER)}"
    client = bare.browser(REVIEWER)
    data = {**hidden_fields(client, url), "overall": "Words that must stay."}
    if unsigned:
        client.post("/sign-out", data=csrf(client, url))
        assert client.post(f"{url}/draft", data=data).status_code in (400, 401)
    else:
        case.act(Action.DECLINE, EDITOR, "Not about safety.")
        assert client.post(f"{url}/draft", data=data).status_code == 409


def test_there_is_no_receipt_before_the_review_is_in(bare: World) -> None:
    case = unanswered_round(bare)
    case.respond(REVIEWER)
    url = f"/assignments/{case.assignment(REVIEWER)}/receipt"
    assert bare.browser(REVIEWER).get(url).status_code == 409
    assert bare.browser("reviewer.ken").get(url).status_code == 404


def opened(client: FlaskClient, url: str) -> dict[str, str]:
    """Return what an opened page of the form carries with it."""
    page = client.get(url).get_data(as_text=True)
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("csrf_token", "page", "opened")}
    return {name: unescape(match[1]) for name, match in found.items() if match}


def test_a_page_left_open_on_another_device_overwrites_nothing(bare: World) -> None:
    """The last save on another device is not undone by a key pressed on the first one."""
    case = unanswered_round(bare)
    case.respond(REVIEWER)
    url = f"/assignments/{case.assignment(REVIEWER)}"
    first, second = bare.browser(REVIEWER), bare.browser(REVIEWER)
    old, new = opened(first, url), opened(second, url)
    assert first.post(f"{url}/draft", data={**old, "overall": "One"}).status_code == 200
    assert first.post(f"{url}/draft", data={**old, "overall": "One two"}).status_code == 200  # its own page goes on
    late = second.post(f"{url}/draft", data={**new, "overall": "Something else"})
    assert late.status_code == 409
    assert late.get_json()["message"].startswith("Your own account saved this text in another tab")
    same = second.post(f"{url}/draft", data={**new, "overall": "One two"})
    assert same.status_code == 200, "the same words are no conflict"
    kept = second.post(f"{url}/review", data={**new, "overall": "Words that must stay"})
    assert kept.status_code == 409
    assert "Words that must stay" in kept.get_data(as_text=True)
    fresh = opened(second, url)
    assert second.post(f"{url}/draft", data={**fresh, "overall": "One two three"}).status_code == 200
    assert first.post(f"{url}/draft", data={**old, "overall": "One"}).status_code == 409


def test_what_was_done_does_not_stay_new_in_the_inbox(bare: World) -> None:
    case = unanswered_round(bare)
    client = bare.browser(REVIEWER)
    assert "You are asked to review" in words(client.get("/inbox").get_data(as_text=True))
    unread = client.get("/inbox").get_data(as_text=True).count("Mark as read")
    case.respond(REVIEWER)
    case.review(REVIEWER)
    page = client.get("/inbox").get_data(as_text=True)
    assert page.count("Mark as read") == unread - 1  # the invitation and the start are done, the receipt is new


def test_the_workspace_links_the_latest_assignment_that_the_reviewer_can_open(bare: World) -> None:
    """The next revision went back to its author: the page of that assignment is not found any more."""
    case = second_draft(bare)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    reviewed = case.assignment(REVIEWERS[0])
    case.assign(REVIEWERS[0])
    case.act(Action.RETURN_TO_SUBMITTER, EDITOR, "The summary names a route.")
    client = bare.browser(REVIEWERS[0])
    page = client.get(f"/cases/{case.reference}/work").get_data(as_text=True)
    links = set(re.findall(r'href="(/assignments/\d+)"', page))
    assert links == {f"/assignments/{reviewed}"}
    assert client.get(links.pop()).status_code == 200
