"""A finding in a part that is kept, and why it may stay, reach nobody but those who take part."""

import logging
from mailbox import Maildir
from typing import Any

import pytest

from case_studies.operations.cases.check import findings_today, justify
from case_studies.operations.cases.queries import find_case
from case_studies.vocabulary import Action
from tests.support.api_client import everything
from tests.support.crawl import crawl
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps
from tests.support.world import WHOLE_CASE, World

pytestmark = pytest.mark.slow

ENTRY = "///zandrith.quorbel.vexil"
WHY = "The Brindlewick printed this place on its own map."
WORDS = ("zandrith", "quorbel", "vexil", "Brindlewick")
RESOURCES = f"The second lorry stood at {ENTRY} for a week."

OUTSIDERS = (None, "practitioner", "admin", "focal-point.deu", "reviewer.ken", "editor.bra")
BY_HAND = (
    "/search.atom",
    "/sitemap.xml",
    "/metrics",
    "/figures.csv",
    "/desk",
    "/inbox",
    "/suggest?q=zandrith",
    "/suggest?q=brindle",
    "/search?q=the+second+lorry",
    "/api/v1/cases?q=lorry",
    "/api/v1/search?q=lorry",
)


@pytest.fixture
def case(bare: World, caplog: pytest.LogCaptureFixture) -> Steps:
    """A published case: the part with the finding is kept to Kenya and not mentioned, the finding is justified."""
    with caplog.at_level(logging.DEBUG):
        case = Steps.start(
            bare,
            sections={**WHOLE_CASE["sections"], "resources": RESOURCES},
            section_audiences={"resources": "delegations"},
            unmentioned_sections={"resources": True},
            released_to=["KEN"],
        )
        with bare.platform.work.writing() as session:
            found = find_case(session, bare.actor(WRITER), case.reference, for_change=True)
            (one,) = findings_today(session, found.current)
            assert one.finding.text == ENTRY
            justify(session, found, bare.actor(WRITER), one.finding.id, WHY)
        case.act(Action.REQUEST_CLEARANCE, WRITER)
        case.act(Action.CLEAR, OFFICER)
        for reviewer in REVIEWERS:
            case.assign(reviewer)
        case.act(Action.START_REVIEW, EDITOR)
        case.judge()
        case.act(Action.PUBLISH, EDITOR)
        bare.platform.indexer.rebuild()
        while bare.platform.outbox.send():
            pass
    return case


def _read(world: World, reader: str | None, case: Steps) -> dict[str, str]:
    client = world.visitor() if reader is None else world.browser(reader)
    pages = dict(crawl(client, most=8))  # the library has one case: what more there is are vocabularies
    own = [f"/cases/{case.reference}{rest}" for rest in ("", "/work", "/check", "/history", "/preview", "/edit")]
    api = [f"/api/v1{address}" for address in own]
    for address in (*own, *api, *BY_HAND):
        answer = client.get(address)
        pages[address] = f"{answer.headers} {answer.get_data(as_text=True)}"
    return pages


def _words_in(text: str, *, allowed: tuple[str, ...] = ()) -> list[str]:
    return [word for word in WORDS if word.lower() in text.lower() and word not in allowed]


@pytest.mark.parametrize("reader", OUTSIDERS)
def test_nobody_else_reads_the_entry_or_the_reason(bare: World, case: Steps, reader: str | None) -> None:
    reads_the_part = {"reviewer.ken": ("zandrith", "quorbel", "vexil"), "editor.bra": WORDS}.get(str(reader), ())
    for address, text in _read(bare, reader, case).items():
        asked = tuple(word for word in WORDS if word.lower()[:7] in address)
        assert not _words_in(text, allowed=(*reads_the_part, *asked)), address


def test_history_notices_mails_and_logs_do_not_have_them(
    bare: World, case: Steps, caplog: pytest.LogCaptureFixture
) -> None:
    rows: dict[str, list[Any]] = everything(bare)
    assert {table for table, content in rows.items() if "Brindlewick" in repr(content)} == {"revisions"}
    assert {table for table, content in rows.items() if ENTRY in repr(content)} == {"rendered_texts"}
    mails = [mail.as_string() for mail in Maildir(bare.config.mail_dir, create=False)]
    assert mails
    assert not _words_in("".join(mails) + caplog.text)


def test_those_who_take_part_read_both(bare: World, case: Steps) -> None:
    for reader in (WRITER, OFFICER, EDITOR, REVIEWERS[0]):
        text = _read(bare, reader, case)[f"/cases/{case.reference}/check"]
        assert _words_in(text) == list(WORDS), reader
