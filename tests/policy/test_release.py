"""Single sources with fewer readers, and what a released revision has besides what `who_reads_what.txt` says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy.orm import Session

from case_studies.models import Revision
from case_studies.operations.cases.queries import find_case
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.release import Reader, ReleasedRevision
from case_studies.vocabulary import State
from tests.support.workflow_cases import OFFICER, WRITER, case_in
from tests.support.world import World

PUBLIC, MEMBER, NAMED, OWN, PARTNER = "public", "practitioner", "reviewer.ken", WRITER, "reviewer.sen"
READERS = (PUBLIC, MEMBER, NAMED, OWN, PARTNER)
WIDER = "Wider."


def _reader(world: World, name: str) -> Actor:
    return NOBODY if name == PUBLIC else world.actor(name)


@contextmanager
def _draft(world: World, **values: Any) -> Iterator[tuple[Session, Revision]]:
    case = case_in(world, State.DRAFT, **{"co_submitters": ["SEN"], "released_to": ["KEN"], **values})
    with world.platform.work.reading() as session:
        yield session, find_case(session, world.actor(WRITER), case.reference).current


ALL_SOURCES, ONLY_MEMBERS, ONLY_NAMED = "A public report", "A staff paper", "A paper for Kenya"
SOURCES: dict[str, dict[str, tuple[set[str], list[str]]]] = {  # audience of the case → reader → sources, and those kept
    "public": {
        PUBLIC: ({ALL_SOURCES}, ["members", "delegations"]),
        MEMBER: ({ALL_SOURCES, ONLY_MEMBERS}, ["delegations"]),
        **dict.fromkeys((NAMED, OWN, PARTNER), ({ALL_SOURCES, ONLY_MEMBERS, ONLY_NAMED}, [])),
    },
    "members": {
        MEMBER: ({ALL_SOURCES, ONLY_MEMBERS}, ["delegations"]),
        **dict.fromkeys((NAMED, OWN, PARTNER), ({ALL_SOURCES, ONLY_MEMBERS, ONLY_NAMED}, [])),
    },
}


def _sources(released: ReleasedRevision) -> set[str]:
    return {*released.sources, *(one for sources in released.narrower_sources.values() for one in sources)}


@pytest.mark.parametrize("audience", SOURCES)
def test_a_single_source_is_read_by_whom_the_table_says(bare: World, audience: str) -> None:
    sources = {"sources": [ALL_SOURCES], "narrower_sources": {"members": [ONLY_MEMBERS], "delegations": [ONLY_NAMED]}}
    with _draft(bare, audience=audience, **sources) as (_, revision):
        for name, (readable, kept) in SOURCES[audience].items():
            released = ReleasedRevision(revision, Reader.of(_reader(bare, name)))
            assert (_sources(released), released.kept_sources) == (readable, kept), name
    with _draft(bare, audience=audience, unmentioned_sections={"sources": True}, **sources) as (_, revision):
        for name, (readable, _kept) in SOURCES[audience].items():
            released = ReleasedRevision(revision, Reader.of(_reader(bare, name)))
            assert (_sources(released), released.kept_sources) == (readable, []), name
    with _draft(bare, audience=audience, section_audiences={"sources": "delegations"}, **sources) as (_, revision):
        for name, (_readable, kept) in SOURCES[audience].items():
            released = ReleasedRevision(revision, Reader.of(_reader(bare, name)))
            assert bool(_sources(released)) == (not kept), name
            assert not released.kept_sources, name


def test_what_an_author_chose_is_known_to_their_own_delegations_only(bare: World) -> None:
    chosen: dict[str, Any] = {
        "section_audiences": {"actions": "delegations", "results": "members"},
        "public_sections": {"actions": WIDER},
        "unmentioned_sections": {"results": True},
    }
    readable: dict[str, set[str]] = {PUBLIC: set(), MEMBER: {"results"}, NAMED: {"actions", "results"}}
    with _draft(bare, **chosen) as (_, revision):
        for name, parts in readable.items():
            released = ReleasedRevision(revision, Reader.of(_reader(bare, name)))
            assert not released.public_sections
            assert not released.unmentioned_sections
            assert [one.code for one in released.released_to] == (["KEN"] if name == NAMED else [])
            assert set(released.section_audiences) == parts, name
        own = ReleasedRevision(revision, Reader.of(bare.actor(OFFICER)))
        assert {name: getattr(own, name) for name in chosen} == chosen
        assert own.released_to


def test_a_released_revision_has_nothing_that_its_class_does_not_name(bare: World) -> None:
    inner = ("author_id", "writer_ids", "cleared_by_id", "part_saves", "assignments", "as_typed", "response_drafts")
    with _draft(bare) as (_, revision):
        released = ReleasedRevision(revision, Reader.of(NOBODY))
        assert not [name for name in inner if hasattr(released, name)]
        assert not hasattr(released.case, "submitting")
