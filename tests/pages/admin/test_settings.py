"""An administrator changes settings while Casebook runs. All processes follow, and what is promised stays."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.pages.admin.settings import ONLY_IN_ENVIRONMENT
from case_studies.models import Assignment
from case_studies.settings import CHANGEABLE
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import State
from tests.support.crawl import check_markup
from tests.support.page import Page
from tests.support.page_reader import hidden_fields, open_page
from tests.support.workflow_cases import REVIEWERS, Steps, case_in
from tests.support.world import World

URL = "/administration/settings"
DAYS = "Days to submit a review"


@pytest.fixture
def other_process(bare: World) -> Iterator[UnitOfWork]:
    """A process that was started before the change, such as the worker."""
    work: UnitOfWork = create_app(bare.config, clock=bare.clock).extensions["casebook"].work
    with work.reading() as session:
        settings_of(session)
    yield work
    work.engine.dispose()


def values_of(page: Page) -> dict[str, str]:
    return {name: page.css(f"#f-{name}")[0].required("value") for name in CHANGEABLE}


def save(client: FlaskClient, **values: object) -> tuple[int, Page]:
    """Send the form as a browser does, with some values changed."""
    shown = values_of(open_page(client, URL))
    answer = client.post(URL, data={**hidden_fields(client, URL), **shown, **values})
    return answer.status_code, Page(answer.get_data(as_text=True))


def invitation_days(world: World, case: Steps) -> list[int]:
    with world.platform.work.reading() as session:
        rows = session.query(Assignment).order_by(Assignment.id)
        return [(row.due_on - row.invited_at.date()).days for row in rows]


@pytest.mark.slow
def test_a_change_counts_at_once_in_every_process_and_moves_no_due_date(bare: World, other_process: UnitOfWork) -> None:
    case, client = case_in(bare, State.SUBMITTED), bare.browser("admin")
    case.assign(REVIEWERS[0])
    check_markup(URL, open_page(client, URL).html)
    assert save(client, review_days="10", reviews_required="3")[0] == 303
    case.assign(REVIEWERS[1])
    assert invitation_days(bare, case) == [21, 10]
    with other_process.reading() as session:
        assert (settings_of(session).review_days, settings_of(session).answer_days) == (10, 7)
    assert "At least 3 of them must approve." in open_page(bare.visitor(), "/about").words
    bare.reconnect(review_days=30)
    assert open_page(client, URL).css("#f-review_days")[0].required("value") == "10"


def test_the_page_says_what_a_change_does_and_what_only_operators_change(bare: World) -> None:
    page = open_page(bare.browser("admin"), URL)
    assert "A due date that is already set does not move." in page.words
    environment = page.one("region", "Only the operators of the server can change").words
    assert {"SECRET_KEY", "DATABASE_URL", "OPEN_REVIEW"} <= set(ONLY_IN_ENVIRONMENT)
    assert all(name in environment for name in ONLY_IN_ENVIRONMENT)
    assert len(page.css("form#settings input.input")) == len(CHANGEABLE)


def test_a_value_out_of_its_range_is_refused_in_plain_words_and_nothing_is_saved(bare: World) -> None:
    client = bare.browser("admin")
    for text, words in {"2": "Give a number from 3 to 120.", "": "Give a whole number.", "ten": "whole number"}.items():
        status, page = save(client, review_days=text, answer_days="5")
        assert (status, page.css("#f-review_days")[0].node.attributes.get("value") or "") == (422, text)
        assert words in page.words
        check_markup(URL, page.html)
    status, page = save(client, session_idle_hours="72", session_hours="48")
    assert (status, "can’t last longer without use" in page.words) == (422, True)
    assert open_page(client, URL).css("#f-answer_days")[0].required("value") == "7"
    assert "The last changes" not in open_page(client, URL).words


def test_who_changed_what_is_in_the_history_and_the_default_comes_back(bare: World) -> None:
    client = bare.browser("admin")
    save(client, review_days="10")
    page = open_page(client, URL)
    assert "Days to submit a review: 21 → 10 , admin@demo.example" in page.one("region", "The last changes").words
    page = open_page(client, "/administration/events?kind=change_setting")
    assert f"{DAYS}: 21 → 10" in page.words
    token = hidden_fields(client, URL)["csrf_token"]
    assert client.post(f"{URL}/review_days/reset", data={"csrf_token": token}).status_code == 303
    page = open_page(client, URL)
    assert page.css("#f-review_days")[0].required("value") == "21"
    assert "Different from the default" not in page.words
    assert f"{DAYS}: 10 → 21" in page.words
    assert client.post(f"{URL}/secret_key/reset", data={"csrf_token": token}).status_code == 404


def test_a_page_that_was_opened_before_another_change_is_refused(bare: World) -> None:
    client = bare.browser("admin")
    before, shown = hidden_fields(client, URL), values_of(open_page(client, URL))
    save(client, review_days="10")
    answer = client.post(URL, data={**before, **shown, "review_days": "30"})
    assert answer.status_code == 409
    page = Page(answer.get_data(as_text=True))
    assert page.css("#f-review_days")[0].required("value") == "30"
    assert "Now 10." in page.words
    assert open_page(client, URL).css("#f-review_days")[0].required("value") == "10"


def test_a_shorter_session_ends_those_that_are_open(bare: World) -> None:
    client, reader = bare.browser("admin"), bare.browser("practitioner")
    save(client, session_idle_hours="1", session_hours="1")
    assert reader.get("/desk").status_code == 200
    bare.clock.moment += timedelta(minutes=61)
    assert reader.get("/desk").status_code == 303


def test_only_administrators_change_settings(bare: World) -> None:
    for name in ("editor.idn", "focal-point.gha", "practitioner"):
        assert bare.browser(name).get(URL).status_code == 403
    assert bare.visitor().get(URL).status_code == 303
