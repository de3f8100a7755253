"""Readers of a published case become fewer at once, and no later publication makes them more again."""

from typing import Any

import pytest
from sqlalchemy import select

from case_studies.errors import Incomplete, NotAllowed, NotVisible, WrongState
from case_studies.models import HistoryEntry, Notification, RenderedText
from case_studies.operations.search.search import search
from case_studies.search.contract import Query
from case_studies.vocabulary import Action, Attribution, Audience, HistoryAction, NotificationEvent, PartAudience, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, second_draft, second_round
from tests.support.world import World

MEMBERS, DELEGATIONS = PartAudience.MEMBERS, PartAudience.DELEGATIONS


def _found(world: World, text: str, office: str | None = None) -> list[str]:
    with world.platform.work.reading() as session:
        actor = Steps(world, "").actor(office)
        return [
            item.revision.case.reference for item in search(session, world.platform.search, actor, Query(text)).items
        ]


@pytest.mark.parametrize("office", [WRITER, OFFICER])
def test_either_office_of_the_delegation_narrows_the_case(bare: World, office: str) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.narrow(office, audience=Audience.MEMBERS)
    assert case.readable.audience == "members"
    assert not case.found("public")
    assert case.found("members")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "values", "refused"),
    [
        ({"audience": "members"}, {"audience": Audience.PUBLIC}, "audience"),
        ({"attribution": "unnamed"}, {"attribution": Attribution.REGION}, "attribution"),
        ({"attribution": "named_to_members"}, {"attribution": Attribution.REGION}, "attribution"),
        ({"attribution": "region"}, {"attribution": Attribution.NAMED_TO_MEMBERS}, "attribution"),
        (
            {"section_audiences": {"actions": "members"}},
            {"section_audiences": {"actions": PartAudience.PUBLIC}},
            "section_audiences.actions",
        ),
        (
            {"section_audiences": {"actions": "delegations"}, "released_to": ["KEN"]},
            {"section_audiences": {"actions": MEMBERS}},
            "section_audiences.actions",
        ),
        (
            {"section_audiences": {"actions": "delegations"}, "released_to": ["KEN"]},
            {"released_to": ["KEN", "FRA"]},
            "released_to",
        ),
        (
            {"section_audiences": {"actions": "members"}, "unmentioned_sections": {"actions": True}},
            {"unmentioned_sections": {"actions": False}},
            "unmentioned_sections.actions",
        ),
        ({}, {"public_sections": {"actions": "Another text."}}, "public_sections.actions"),
        ({}, {"attachments": {"0123": Audience.MEMBERS}}, "attachments"),
        ({}, {"narrower_sources": {"members": ["Another source"]}}, "narrower_sources.members"),
        (
            {"narrower_sources": {"delegations": ["A staff paper"]}, "released_to": ["KEN"]},
            {"narrower_sources": {"members": ["A staff paper"]}},
            "narrower_sources.members",
        ),
        ({}, {"audience": Audience.PUBLIC}, "audience"),  # nothing changes
    ],
)  # fmt: skip
def test_more_readers_are_refused(bare: World, before: dict[str, Any], values: dict[str, Any], refused: str) -> None:
    case = case_in(bare, State.PUBLISHED, **before)
    version = case.version
    with pytest.raises(Incomplete) as refusal:
        case.narrow(**values)
    assert list(refusal.value.fields) == [refused]
    assert case.version == version


@pytest.mark.slow
def test_nothing_is_narrowed_that_is_not_published_or_not_ones_own(bare: World) -> None:
    values = {"audience": Audience.MEMBERS}
    with pytest.raises(WrongState):
        case_in(bare, State.SUBMITTED).narrow(**values)
    case = case_in(bare, State.PUBLISHED)
    for office in (EDITOR, "focal-point.deu", "practitioner"):
        with pytest.raises(NotAllowed):
            case.narrow(office, **values)
    with pytest.raises(NotVisible):
        case_in(bare, State.PUBLISHED, audience="members").narrow(None, **values)


@pytest.mark.slow
def test_the_draft_beside_it_and_earlier_revisions_are_narrowed(bare: World) -> None:
    case = second_round(bare)
    case.act(Action.PUBLISH, EDITOR)
    case.act(Action.REVISE, WRITER)
    case.narrow(audience=Audience.MEMBERS, attribution=Attribution.UNNAMED, section_audiences={"actions": DELEGATIONS})
    assert [revision.audience for revision in case.look().revisions] == ["members"] * 3
    assert [revision.attribution for revision in case.look().revisions] == ["unnamed"] * 3
    assert [revision.section_audiences for revision in case.look().revisions] == [{"actions": "delegations"}] * 3


@pytest.mark.slow
@pytest.mark.parametrize("narrowed_first", [True, False])
def test_no_publication_undoes_it(bare: World, narrowed_first: bool) -> None:
    """The next revision was cleared for the public before, and published before or after."""
    case = second_round(bare)
    steps = [lambda: case.narrow(audience=Audience.MEMBERS), lambda: case.act(Action.PUBLISH, EDITOR)]
    for step in steps if narrowed_first else reversed(steps):
        step()
    assert (case.readable.number, case.readable.audience) == (2, "members")
    assert not case.found("public")


@pytest.mark.slow
def test_what_the_draft_keeps_closer_stays_so(bare: World) -> None:
    case = second_draft(bare, section_audiences={"results": "delegations"}, released_to=["KEN", "FRA"])
    case.edit(attribution="region", section_audiences={"actions": "delegations"}, released_to=["FRA", "DEU"])
    case.narrow(attribution=Attribution.NAMED_TO_MEMBERS, section_audiences={"actions": MEMBERS}, released_to=["KEN"])
    draft = case.look().current
    assert draft.attribution == "unnamed"  # no reader learns more than by either of both
    assert draft.section_audiences["actions"] == "delegations"
    assert [delegation.code for delegation in draft.released_to] == []
    assert [delegation.code for delegation in case.readable.released_to] == ["KEN"]


def test_another_circle_of_delegations_is_not_added_to_that_of_the_draft(bare: World) -> None:
    case = second_draft(bare)
    case.edit(section_audiences={"results": "delegations"}, released_to=["FRA"])
    case.narrow(section_audiences={"actions": DELEGATIONS}, released_to=["KEN"])
    assert [delegation.code for delegation in case.readable.released_to] == ["KEN"]
    assert not case.look().current.released_to


@pytest.mark.slow
def test_the_text_for_other_readers_can_be_taken_out(bare: World) -> None:
    kept = {"section_audiences": {"actions": "members"}, "public_sections": {"actions": "The zandrith was searched."}}
    case = case_in(bare, State.PUBLISHED, **kept)
    assert _found(bare, "zandrith") == [case.reference]
    case.narrow(public_sections={"actions": ""})
    assert not case.readable.public_sections
    with bare.platform.work.reading() as session:
        assert not session.scalars(select(RenderedText).where(RenderedText.html.contains("zandrith"))).all()
    assert not _found(bare, "zandrith")


def test_search_does_not_find_what_is_kept_while_the_index_lags(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    bare.platform.work.after_commit = ()  # as if the index could not be written at this moment
    case.narrow(section_audiences={"actions": MEMBERS})
    assert not _found(bare, "searching")
    assert not _found(bare, "searching", "practitioner")
    bare.platform.indexer.drain()
    assert _found(bare, "searching") == [case.reference]
    assert not _found(bare, "drivers")
    assert _found(bare, "drivers", "practitioner") == [case.reference]


@pytest.mark.slow
def test_a_later_revision_is_not_found_by_what_the_earlier_one_showed(bare: World) -> None:
    case = second_draft(bare)
    case.edit(section_audiences={"actions": MEMBERS}, attribution=Attribution.UNNAMED)
    assert _found(bare, "drivers") == _found(bare, "delegation:gha") == [case.reference]
    bare.platform.work.after_commit = ()  # as if the index could not be written at this moment
    case.publish()
    assert not _found(bare, "drivers")
    assert not _found(bare, "delegation:gha")
    bare.platform.indexer.drain()
    assert _found(bare, "searching") == [case.reference]
    assert not _found(bare, "delegation:gha")


def test_the_history_has_each_change_and_no_text(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.narrow(note="In use again.", audience=Audience.MEMBERS, section_audiences={"actions": DELEGATIONS})
    with bare.platform.work.reading() as session:
        entries = session.scalars(
            select(HistoryEntry).where(HistoryEntry.action == HistoryAction.NARROW).order_by(HistoryEntry.number)
        ).all()
        assert [(entry.from_state, entry.to_state, entry.note) for entry in entries] == [
            ("audience: public", "audience: members", "In use again."),
            ("actions: members", "actions: delegations", ""),
        ]
        notified = session.scalars(
            select(Notification.account_id).where(Notification.event == NotificationEvent.NARROWED)
        ).all()
    expected = {case.actor(office).account_id for office in (OFFICER, EDITOR, "reviewer.chn", "reviewer.fra")}
    assert expected <= set(notified)
    assert case.actor(WRITER).account_id not in notified


@pytest.mark.slow
def test_a_single_source_gets_fewer_readers_and_the_others_stay(bare: World) -> None:
    sources, narrower = ["A public report", "A staff paper"], {"members": ["A paper for members"]}
    case = second_draft(bare, sources=sources, narrower_sources=narrower)
    case.narrow(narrower_sources={"delegations": ["A staff paper", "A paper for members"]}, released_to=["KEN"])
    for revision in case.look().revisions:
        assert revision.sources == ["A public report"]
        assert revision.narrower_sources == {"delegations": ["A staff paper", "A paper for members"]}
        assert [one.code for one in revision.released_to] == ["KEN"]
    with bare.platform.work.reading() as session:
        query = select(HistoryEntry.from_state).where(HistoryEntry.action == HistoryAction.NARROW)
        assert set(session.scalars(query)) == {"released_to: ", "source 2: public", "source 3: members"}
