"""What the log has, as it is really written: one line of JSON an event, and never a text, an address or a token."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from sqlalchemy import text

from app.log_lines import HEADER, JsonFormatter
from case_studies.operations.accounts.accounts import add_account, set_roles
from case_studies.operations.accounts.password_links import invitation_link
from case_studies.vocabulary import Role, State
from tests.support.mailbox import Post
from tests.support.web_server import serving
from tests.support.workflow_cases import case_in
from tests.support.world import World, csrf

Lines = list[dict[str, Any]]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged while the test runs, as the server would write it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def lines(stream: io.StringIO) -> Lines:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def of(stream: io.StringIO, event: str) -> Lines:
    return [line for line in lines(stream) if line.get("event") == event]


def test_each_security_event_is_one_line_with_time_request_account_and_network(
    bare: World, written: io.StringIO
) -> None:
    client = bare.visitor()
    token = csrf(client)
    wrong = {"email": "practitioner@demo.example", "password": "sentinel-password-1", **token}
    assert client.post("/sign-in", data=wrong).status_code == 422
    answer = client.post("/sign-in", data={**wrong, "password": bare.config.demo_password, **csrf(client)})
    assert answer.status_code == 303
    account = bare.actor("practitioner").account_id
    failed, succeeded = of(written, "sign_in")
    assert (failed["outcome"], failed["subject"], failed["account"]) == ("failed", account, None)
    assert (succeeded["outcome"], succeeded["account"]) == ("succeeded", account)
    assert succeeded["request"] == answer.headers[HEADER]
    assert succeeded["network"] == "127.0.0.0/24"
    assert datetime.fromisoformat(succeeded["time"]).utcoffset() == timedelta()

    assert client.get("/administration").status_code == 403
    refusal = of(written, "refusal")[-1]
    assert (refusal["status"], refusal["route"], refusal["account"]) == (403, "/administration", account)
    assert client.post("/account/password", data={"old": "x"}).status_code == 400
    assert of(written, "csrf")[-1]["account"] == account
    client.post("/sign-out", data=csrf(client, "/account"))
    assert of(written, "sign_out")[-1]["account"] == account


def test_a_role_is_logged_when_it_is_stored_and_not_before(bare: World, written: io.StringIO) -> None:
    def change(*, fails: bool) -> int:
        with bare.platform.work.writing() as session:
            subject = set_roles(session, "practitioner@demo.example", [Role.EDITOR])
            return subject.id // (0 if fails else 1)

    with pytest.raises(ZeroDivisionError):
        change(fails=True)
    assert of(written, "account") == []
    subject = change(fails=False)
    (line,) = of(written, "account")
    assert (line["action"], line["subject"], line["account"]) == ("change_roles", subject, None)


@pytest.mark.slow
def test_no_line_has_a_text_an_address_or_a_token(post: Post, written: io.StringIO) -> None:
    world = post.world
    case_in(world, State.IN_REVIEW, title="Sentinel title of a draft")
    with world.platform.work.writing() as session:
        office = add_account(session, "sentinel@mission.example", "RWA", [Role.PRACTITIONER], office="Sentinel office")
        link = invitation_link(session, office, address="", secret=str(world.app.config["SECRET_KEY"]))
    bearer = world.headers("focal-point.gha")
    admin, client = world.browser("admin"), world.visitor()

    for _again in range(7):  # until it is throttled
        client.post("/sign-in", data={"email": "sentinel@mission.example", "password": "sentinel-pw", **csrf(client)})
    client.post("/sign-in/forgotten", data={"email": "sentinel@mission.example", **csrf(client)})
    client.get(link)
    client.post(link, data={"new": "sentinel-pw", "again": "sentinel-pw", **csrf(client)})
    client.get(f"{link}x")
    client.get("/cases/sentinel-case/edit?q=sentinel")
    client.post("/api/v1/cases", json={"title": "Sentinel title of a draft", "sentinel": 1}, headers=bearer)
    client.get("/api/v1/desk", headers={"Authorization": "Bearer cb_sentinel"})
    admin.post("/words/new", data={"names-en": "Sentinel name", **csrf(admin, "/words/new")})
    admin.post("/administration/mails", data=csrf(admin, "/words/new"))
    post.server.answers(all="550 5.1.1 <sentinel@mission.example> unknown")
    post.outbox.send()
    with world.platform.work.engine.begin() as connection:
        connection.execute(text("ALTER TABLE concepts RENAME TO sentinel_concepts"))
    assert admin.get("/words?q=sentinel").status_code >= 500

    found = lines(written)
    events = {line.get("event") for line in found}
    assert {"sign_in", "throttle", "password_link", "refusal", "administration"} <= events
    whole = written.getvalue().lower()
    for secret in ("title", "sentinel@", "-pw", "sentinel name", "sentinel office", "cb_", "127.0.0.1"):
        assert secret not in whole, secret
    assert link.rsplit("/", 1)[-1].lower() not in whole
    assert bearer["Authorization"].split()[1].lower() not in whole


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("550 5.1.1 <office@mission.example>: unknown", "550 5.1.1 <…>: unknown"),
        ("Invalid request from ip=192.0.2.17: bad", "Invalid request from ip=…: bad"),
        ("Invalid request from ip=2001:db8::1:2", "Invalid request from ip=…"),
        ("case 12 was changed at 10:11:12", "case 12 was changed at 10:11:12"),
    ],
)
def test_addresses_in_messages_are_masked(message: str, expected: str, written: io.StringIO) -> None:
    logging.getLogger("elsewhere").warning("%s", message)
    assert lines(written)[-1]["message"] == expected


@pytest.mark.slow
def test_the_server_writes_these_lines(bare: World, tmp_path: Path) -> None:
    with (tmp_path / "log").open("w+", encoding="utf-8") as log:
        with serving(bare, log=log) as address, urlopen(f"{address}/desk") as answer:
            number = answer.headers[HEADER]
        log.seek(0)
        found = [json.loads(line) for line in log]
    refused = [line for line in found if line.get("event") == "refusal"]
    assert [line["route"] for line in refused] == ["/desk"]
    assert number
    assert number != refused[0]["request"]  # the sign-in page, to which the browser was sent, is another request
