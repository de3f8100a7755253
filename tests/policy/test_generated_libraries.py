"""One rule in three forms agrees over generated libraries: the value, the condition on the database, and the index.

Cases in each state get random audiences, attributions, readers of parts and files; for each kind of reader, what a
revision releases to them is what queries count with and what search finds.
"""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from case_studies.models import Attachment, Case, Delegation, Revision
from case_studies.operations.cases.queries import case_with_all
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.attachments import attachment_readable_by, readable_attachments
from case_studies.policy.release import Reader, ReleasedRevision
from case_studies.policy.release_queries import names_submitter_to, shows_contact_to
from case_studies.policy.visibility import READABLE, case_view, readable_by, visible_to
from case_studies.search.contract import Query
from case_studies.search.sync.search_documents import index_of
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Attribution, Audience, PartAudience, State
from tests.policy.test_attachments import put_files
from tests.support.template import Template
from tests.support.workflow_cases import OFFICER, case_in
from tests.support.world import World

pytestmark = pytest.mark.slow

STATES = (*[State.PUBLISHED] * 4, State.ARCHIVED, State.DRAFT, State.IN_REVIEW, State.DECLINED, State.WITHDRAWN)
OFFICES = (
    "practitioner", "reviewer.ken", "reviewer.sen", "focal-point.gha", OFFICER, "focal-point.deu",
    "editor.idn", "editor.bra", "reviewer.chn", "admin",
)  # fmt: skip
PARTS = ("summary", "actions", "contact", "sources")
ChosenReaders = st.sampled_from([None, *PartAudience])
CASES = st.fixed_dictionaries(
    {
        "audience": st.sampled_from(Audience),
        "attribution": st.sampled_from(Attribution),
        "section_audiences": st.fixed_dictionaries(dict.fromkeys(PARTS, ChosenReaders)),
        "has_wider": st.booleans(),
        "unmentioned": st.booleans(),
        "released_to": st.lists(st.sampled_from(["KEN", "DEU", "SEN", "GHA"]), unique=True, max_size=3),
        "sources": st.lists(st.sampled_from(["members", "delegations"]), unique=True),
        "file": st.sampled_from(Audience),
    }
)


@pytest.fixture(scope="module")
def world(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = bare_template.copy(tmp_path_factory.mktemp("generated"))
    for state in STATES:
        case_in(made, state, co_submitters=["SEN"])
    with made.platform.work.writing() as session:
        put_files(session, "public")
    yield made
    made.close()


def _word(revision: Revision, kind: str) -> str:
    """Return a word that no other text has, in letters that no stemmer takes for an ending."""
    letters = "".join("bcdfghklmz"[int(digit)] for digit in f"{revision.id:03d}")
    return f"q{kind}x{letters}k"


def _choose(session: Session, revision: Revision, values: dict[str, Any]) -> None:
    revision.audience, revision.attribution = values["audience"], values["attribution"]
    revision.sections = {
        name: f"The {_word(revision, f'ful{name[0]}')} came." for name in ("summary", "actions", "results")
    }
    wider = {name: f"The {_word(revision, f'wid{name[0]}')} came." for name in ("summary", "actions")}
    revision.public_sections = wider if values["has_wider"] else {}
    revision.section_audiences = {part: value.value for part, value in values["section_audiences"].items() if value}
    revision.unmentioned_sections = dict.fromkeys(PARTS, True) if values["unmentioned"] else {}
    revision.narrower_sources = {audience: [f"For {audience}"] for audience in values["sources"]}
    revision.released_to = list(session.scalars(select(Delegation).where(Delegation.code.in_(values["released_to"]))))
    for file in revision.attachments:
        file.audience = values["file"]


@settings(max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(chosen=st.lists(CASES, min_size=len(STATES), max_size=len(STATES)))
def test_value_query_and_index_agree_for_every_reader(world: World, chosen: list[dict[str, Any]]) -> None:
    random.seed()  # Hypothesis sets the seed, from which Whoosh makes the names of segments
    with world.platform.work.writing() as session:
        for case, values in zip(session.scalars(case_with_all().order_by(Case.id)), chosen, strict=True):
            for revision in case.revisions:
                _choose(session, revision, values)
    world.platform.indexer.rebuild()
    actors = [NOBODY, *(world.actor(office) for office in OFFICES)]
    with world.platform.work.reading() as session:
        cases = list(session.scalars(case_with_all()))
        for actor in actors:
            _compare_cases(session, actor, cases)
            _compare_files(session, actor, cases)
            for case in cases:
                _compare_released(session, actor, case)
        for actor in actors[:6]:
            _compare_index(world, actor, [case for case in cases if case.state == State.PUBLISHED])


def _compare_cases(session: Session, actor: Actor, cases: list[Case]) -> None:
    found = set(session.scalars(select(Case.reference).where(visible_to(actor))))
    assert found == {case.reference for case in cases if case_view(actor, case) is not None}, actor
    readable = set(session.scalars(select(Revision.id).where(readable_by(actor))))
    public = [case.readable for case in cases if case.readable is not None]
    assert readable == {revision.id for revision in public if revision.audience in actor.audiences}, actor


def _compare_files(session: Session, actor: Actor, cases: list[Case]) -> None:
    query = select(Attachment.id).join(Attachment.revision).join(Revision.case).where(attachment_readable_by(actor))
    readable = {
        file.id for case in cases for revision in case.revisions for file in readable_attachments(actor, case, revision)
    }
    assert set(session.scalars(query)) == readable, actor


def _compare_released(session: Session, actor: Actor, case: Case) -> None:
    revision = case.readable
    if revision is None or revision.state not in READABLE or revision.audience not in actor.audiences:
        return
    released = ReleasedRevision(revision, Reader.of(actor))
    own = select(Revision.id).where(Revision.id == revision.id)
    assert released.is_named == (session.scalar(own.where(names_submitter_to(actor))) is not None), actor
    if session.scalar(own.where(names_submitter_to(actor), shows_contact_to(actor))) is not None:
        assert released.contact, actor
    chosen = set(revision.section_audiences.values()) | set(revision.narrower_sources)
    if actor.delegation not in {"GHA", "SEN", *(one.code for one in revision.released_to)}:
        assert PartAudience.DELEGATIONS not in released.shown_audiences, actor
    assert released.shown_audiences <= {revision.audience, *chosen, PartAudience.MEMBERS}


def _compare_index(world: World, actor: Actor, published: list[Case]) -> None:
    """Search finds a case by a word if, and only if, the reader may read a text with it."""
    for case in published:
        revision = case.readable
        assert revision is not None
        is_among = revision.audience in actor.audiences
        sections = ReleasedRevision(revision, Reader.of(actor)).sections if is_among else {}
        for name, kind in (("summary", "fuls"), ("summary", "wids"), ("actions", "fula"), ("actions", "wida")):
            word = _word(revision, kind)
            results = world.platform.search.search(index_of(actor), Query(f'"{word}"'))
            found = [hit.reference for hit in results.hits]
            assert found == ([case.reference] if word in sections.get(name, "") else []), (actor, word)
