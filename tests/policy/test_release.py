"""What each reader reads of each part, and whom they learn to be the submitter: written by hand, cell by cell."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.phrases.submitters import submitter_name
from case_studies.models import Revision
from case_studies.operations.cases.queries import find_case
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.release import Reader, ReleasedRevision
from case_studies.policy.release_queries import names_submitter_to, shows_contact_to
from case_studies.vocabulary import State
from tests.support.workflow_cases import OFFICER, WRITER, case_in
from tests.support.world import WHOLE_CASE, World

PUBLIC, MEMBER, NAMED, OWN, PARTNER = "public", "practitioner", "reviewer.ken", WRITER, "reviewer.sen"
READERS = (PUBLIC, MEMBER, NAMED, OWN, PARTNER)
FULL, WIDER, KEPT, NOTHING = "Full.", "Wider.", "kept", "nothing"

# audience of the case, audience of the part → for each reader, whether there is no other version, one, or no mention
PARTS: dict[tuple[str, str | None], dict[str, tuple[str, str, str]]] = {
    ("public", None): dict.fromkeys(READERS, (FULL, FULL, FULL)),
    ("public", "public"): dict.fromkeys(READERS, (FULL, FULL, FULL)),
    ("public", "members"): {PUBLIC: (KEPT, WIDER, NOTHING), **dict.fromkeys(READERS[1:], (FULL, FULL, FULL))},
    ("public", "delegations"): {
        PUBLIC: (KEPT, WIDER, NOTHING),
        MEMBER: (KEPT, WIDER, NOTHING),
        **dict.fromkeys((NAMED, OWN, PARTNER), (FULL, FULL, FULL)),
    },
    ("members", None): dict.fromkeys(READERS[1:], (FULL, FULL, FULL)),
    ("members", "members"): dict.fromkeys(READERS[1:], (FULL, FULL, FULL)),
    ("members", "delegations"): {
        MEMBER: (KEPT, WIDER, NOTHING),
        **dict.fromkeys((NAMED, OWN, PARTNER), (FULL, FULL, FULL)),
    },
}

NAME, UNNAMED, REGION = "Ghana", "A troop-contributing country", "A troop-contributing country in Western Africa"
SUBMITTERS: dict[str, dict[str, str]] = {
    "named": dict.fromkeys(READERS, NAME),
    "named_to_members": {PUBLIC: UNNAMED, **dict.fromkeys(READERS[1:], NAME)},
    "unnamed": {**dict.fromkeys((PUBLIC, MEMBER, NAMED), UNNAMED), **dict.fromkeys((OWN, PARTNER), NAME)},
    "region": {**dict.fromkeys((PUBLIC, MEMBER, NAMED), REGION), **dict.fromkeys((OWN, PARTNER), NAME)},
}


def _reader(world: World, name: str) -> Actor:
    return NOBODY if name == PUBLIC else world.actor(name)


@contextmanager
def _draft(world: World, **values: Any) -> Iterator[tuple[Session, Revision]]:
    case = case_in(world, State.DRAFT, **{"co_submitters": ["SEN"], "released_to": ["KEN"], **values})
    with world.platform.work.reading() as session:
        yield session, find_case(session, world.actor(WRITER), case.reference).current


@pytest.mark.parametrize(("audience", "part"), PARTS)
def test_a_part_is_read_by_whom_the_table_says(bare: World, audience: str, part: str | None) -> None:
    sections = {**WHOLE_CASE["sections"], "actions": FULL}
    chosen = {"actions": part} if part else {}
    versions = ({}, {"public_sections": {"actions": WIDER}}, {"unmentioned_sections": {"actions": True}})
    for place, more in enumerate(versions):
        with _draft(bare, audience=audience, sections=sections, section_audiences=chosen, **more) as (_, revision):
            for name, seen in PARTS[audience, part].items():
                released = ReleasedRevision(revision, Reader.of(_reader(bare, name)))
                kept = KEPT if "actions" in released.kept_parts else NOTHING
                assert released.sections.get("actions", kept) == seen[place], (name, place)


@pytest.mark.parametrize("attribution", SUBMITTERS)
def test_the_submitter_is_known_to_whom_the_table_says(bare: World, attribution: str) -> None:
    with _draft(bare, attribution=attribution) as (session, revision), bare.app.test_request_context():
        for name, known in SUBMITTERS[attribution].items():
            released = ReleasedRevision(revision, Reader.of(_reader(bare, name)))
            assert submitter_name(released) == known, name
            shown = released.submitting_code, released.contact, released.implemented_by, released.co_submitters
            assert all(shown) if known == NAME else not any(shown), name
            query = select(Revision.id).where(Revision.id == revision.id, names_submitter_to(_reader(bare, name)))
            assert (session.scalar(query) is not None) == (known == NAME), name


@pytest.mark.parametrize("part", [None, "public", "members", "delegations"])
def test_sources_and_contact_have_their_readers_too(bare: World, part: str | None) -> None:
    chosen = {"sources": part, "contact": part} if part else {}
    with _draft(bare, section_audiences=chosen) as (session, revision):
        for name in READERS:
            released = ReleasedRevision(revision, Reader.of(_reader(bare, name)))
            may = PARTS["public", part][name][0] == FULL
            assert bool(released.sources) == bool(released.contact) == may, name
            query = select(Revision.id).where(Revision.id == revision.id, shows_contact_to(_reader(bare, name)))
            assert (session.scalar(query) is not None) == (part != "delegations" and may), name


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
