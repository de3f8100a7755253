"""Texts of frozen revisions are kept as they are shown: parsed once, used only where they fit, stored by no GET."""

from hashlib import sha256
from typing import Any

import pytest
from markdown_it import MarkdownIt
from sqlalchemy import delete, func, select, update

from case_studies import rendered_texts
from case_studies.markdown import DIALECT, to_html, to_plain
from case_studies.markdown.html import VERSION
from case_studies.models import RenderedText, Revision
from case_studies.operations.cases import rendered_texts as operations
from case_studies.operations.cases.rendered_texts import store_missing_texts
from case_studies.vocabulary import WITH_AUTHOR, Action, State
from tests.support.page_reader import open_page, read, statements
from tests.support.workflow_cases import OFFICER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

COSTLY = "![" * 6000
MARKED = "<p>As it is kept.</p>"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the texts that are parsed."""
    texts: list[str] = []
    parse = MarkdownIt.parse

    def count(self: MarkdownIt, text: str, *rest: Any) -> Any:
        texts.append(text)
        return parse(self, text, *rest)

    monkeypatch.setattr(MarkdownIt, "parse", count)
    return texts


def restart(world: World) -> None:
    """Let the process forget what it has in memory, as a new one does."""
    world.reconnect()
    to_html.cache_clear()


def with_lessons(world: World, lessons: str) -> Steps:
    return case_in(world, State.PUBLISHED, sections={**WHOLE_CASE["sections"], "lessons": lessons})


def kept(world: World) -> list[tuple[int, str]]:
    with world.platform.work.reading() as session:
        query = select(RenderedText.revision_id, RenderedText.dialect)
        return [(number, dialect) for number, dialect in session.execute(query)]


@pytest.mark.slow
def test_after_a_restart_a_costly_case_is_parsed_as_often_as_any_other(bare: World, parsed: list[str]) -> None:
    costly, other = with_lessons(bare, COSTLY), with_lessons(bare, "Repeat: one searcher.")
    restart(bare)
    client = bare.visitor()
    del parsed[:]
    for case in (costly, other):
        assert "search team" in read(client, f"/cases/{case.reference}")
    assert read(client, f"/cases/{costly.reference}").count("![") >= 6000
    read(client, f"/compare?case={costly.reference}&case={other.reference}")
    read(client, "/search.atom")
    assert parsed == []
    assert "![" in read(bare.browser("focal-point.gha"), f"/cases/{costly.reference}/work")
    assert not [text for text in parsed if "![" in text]


def test_what_is_kept_counts_only_for_its_text_and_its_dialect(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_in(bare, State.PUBLISHED)
    url, client = f"/cases/{case.reference}", bare.visitor()
    with bare.platform.work.writing() as session:
        session.execute(update(RenderedText).values(html=MARKED))
    assert MARKED in read(client, url)
    with bare.platform.work.writing() as session:
        revision = session.scalars(select(Revision)).one()
        revision.sections = {name: f"{text} More." for name, text in revision.sections.items()}
    assert MARKED not in read(client, url)
    store_missing_texts(bare.platform.work)
    assert MARKED not in read(client, url)


@pytest.mark.slow
def test_another_renderer_renders_again_in_batches(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for state in (State.PUBLISHED, State.IN_REVIEW, State.SUBMITTED, State.DRAFT):
        case_in(bare, state)
    assert store_missing_texts(bare.platform.work) == 0
    for module in (rendered_texts, operations):
        monkeypatch.setattr(module, "DIALECT", "another")
    monkeypatch.setattr(operations, "BATCH", 2)
    with bare.platform.work.writing() as session:
        session.execute(update(RenderedText).values(html=MARKED))
        published = session.scalars(select(Revision).where(Revision.state == State.PUBLISHED)).one().case.reference
    assert MARKED not in read(bare.visitor(), f"/cases/{published}")
    assert {dialect for _number, dialect in kept(bare)} == {DIALECT}
    assert store_missing_texts(bare.platform.work) == 3
    assert {dialect for _number, dialect in kept(bare)} == {"another"}
    with bare.platform.work.reading() as session:
        frozen = set(session.scalars(select(Revision.id).where(Revision.state.not_in(WITH_AUTHOR))))
    assert {number for number, _dialect in kept(bare)} == frozen
    assert store_missing_texts(bare.platform.work) == 0


def test_reading_a_case_stores_nothing(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    with bare.platform.work.writing() as session:
        session.execute(delete(RenderedText))
    restart(bare)
    with statements(bare) as seen:
        page = read(bare.visitor(), f"/cases/{case.reference}")
    assert "A search team walked each choke point" in page
    assert not [one for one in seen if not one.startswith(("SELECT", "BEGIN"))]
    assert kept(bare) == []


def test_a_text_that_is_sent_back_is_shown_as_it_is_written_now(bare: World) -> None:
    case = case_in(bare, State.IN_CLEARANCE)
    case.act(Action.SEND_BACK, OFFICER, "Say who counted.")
    with bare.platform.work.writing() as session:
        revision = session.scalars(select(Revision)).one()
        revision.sections = {**revision.sections, "results": "Counted by the workshop."}
    client = bare.browser("focal-point.gha")
    assert "Counted by the workshop." in open_page(client, f"/cases/{case.reference}/work").words


def test_deleting_a_revision_deletes_what_is_kept_of_it(bare: World) -> None:
    case_in(bare, State.IN_CLEARANCE)
    assert kept(bare)
    with bare.platform.work.writing() as session:
        session.delete(session.scalars(select(Revision)).one())
    with bare.platform.work.reading() as session:
        assert session.scalar(select(func.count()).select_from(RenderedText)) == 0


SAMPLES = (
    "# One\n\ntext *with* **signs** `code`\n\n- a\n- b\n\n3. c\n7. d\n\n> quoted\n\n---\n\n```\nas typed\n```",
    "| Year | Number |\n| --- | ---: |\n| 2019 | 12 | more |\n\nsee https://example.org/?utm_source=x&a=1, www.un.org, [](https://un.org/x)",
    '<script>alert(1)</script> <br> ![picture](x.png) [link](javascript:alert(1)) [a](https://example.org "t")',
    "وصلت القافلة سالمة\n\nThe convoy of UNMAS reached the village in the north without loss.\n\n* بند",
    "1. a\n1. b\n\n2019. A year.\n\n> 50 vehicles",
)


def test_a_change_of_the_renderer_has_a_version_of_its_own() -> None:
    """If this fails, texts are shown in another way: raise VERSION in case_studies/markdown/html.py too."""
    rendered = [(to_html(text, direction), to_plain(text)) for text in SAMPLES for direction in ("ltr", "rtl")]
    assert (VERSION, sha256(repr(rendered).encode()).hexdigest()[:16]) == (2, "6c61604d507c7339")
