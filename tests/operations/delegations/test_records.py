"""Delegations are data: any State or organization is added and changed, and each change is in the history."""

import pytest
from sqlalchemy import select

from case_studies.errors import Incomplete, NotAllowed, NotVisible, WrongState
from case_studies.models import Delegation, DelegationContribution, HistoryEntry
from case_studies.operations.audit import export_history, verify_file, verify_history
from case_studies.operations.delegations.records import (
    add_delegation,
    addable_delegations,
    change_delegation,
    known_delegations,
)
from case_studies.policy.actor import NOBODY
from case_studies.policy.delegations import ON_SERVER
from case_studies.taxonomy.loader import load_taxonomy
from case_studies.taxonomy.places import possible_delegations
from case_studies.vocabulary import Certainty, Contribution, DelegationKind, HistoryAction, Language, Role, Standing
from tests.support.offices import open_office
from tests.support.world import World


def record_of(world: World, code: str) -> Delegation:
    with world.platform.work.reading() as session:
        return session.get_one(Delegation, code)


def entries_about(world: World, code: str) -> list[HistoryEntry]:
    with world.platform.work.reading() as session:
        query = select(HistoryEntry).where(HistoryEntry.about_delegation == code).order_by(HistoryEntry.number)
        return list(session.scalars(query))


def test_all_member_states_observer_states_and_organizations_can_be_chosen(bare: World) -> None:
    possible = possible_delegations()
    states = {code for code, (kind, _name) in possible.items() if kind == DelegationKind.STATE}
    assert len(states - {"VAT", "PSE"}) == 193
    assert {"VAT", "PSE", "KEN", "AU", "ECOWAS", "UN"} <= set(possible)
    assert not {"TWN", "ESH", "XKX"} & set(possible)
    with bare.platform.work.reading() as session:
        offered = addable_delegations(session)
        members = {row.code for row in known_delegations(session, ON_SERVER)} | set(offered)
    assert "CHN" not in offered
    assert members <= set(possible)


def test_a_delegation_is_added_once_and_the_history_proves_it(bare: World) -> None:
    with bare.platform.work.writing() as session:
        added = add_delegation(session, bare.actor("admin"), "nzl", standing=Standing.OBSERVER)
    assert (added.code, added.name, added.standing, added.is_public) == ("NZL", "New Zealand", "observer", False)
    assert added.joined_on is not None
    (entry,) = entries_about(bare, "NZL")
    assert (entry.action, entry.from_state, entry.to_state) == (HistoryAction.ADD_DELEGATION, None, "observer")
    with pytest.raises(Incomplete), bare.platform.work.writing() as session:
        add_delegation(session, bare.actor("admin"), "NZL")
    with pytest.raises(Incomplete), bare.platform.work.writing() as session:
        add_delegation(session, bare.actor("admin"), "XXX")
    with bare.platform.work.reading() as session:
        lines = list(export_history(session))
        assert verify_history(session) == []
    assert verify_file(lines) == []
    assert verify_file([line.replace('"about": "NZL"', '"about": "NRU"') for line in lines])


def test_a_change_says_what_was_changed_and_a_delegation_declares_what_it_contributes(bare: World) -> None:
    police = DelegationContribution(Contribution.POLICE, 1999, "Fact sheet", Certainty.PUBLISHED)
    with bare.platform.work.writing() as session:
        change_delegation(session, bare.actor("admin"), "GHA", contributions=[police], mailbox="pko@mission.example")
    assert record_of(bare, "GHA").contributions == [police]
    assert "mailbox: none → pko@mission.example" in entries_about(bare, "GHA")[-1].note
    with bare.platform.work.writing() as session:
        change_delegation(session, bare.actor("focal-point.gha"), "GHA", contributions=[police], is_public=True)
    (declared,) = record_of(bare, "GHA").contributions
    assert (declared.since, declared.certainty) == (1999, Certainty.DECLARED)
    before = len(entries_about(bare, "GHA"))
    with bare.platform.work.writing() as session:
        change_delegation(session, bare.actor("focal-point.gha"), "GHA", is_public=True)
    assert len(entries_about(bare, "GHA")) == before, "nothing was changed"


def test_nobody_sets_the_standing_of_their_own_delegation(bare: World) -> None:
    for office, error in (
        ("focal-point.gha", NotAllowed),
        ("focal-point.deu", NotVisible),
        ("reviewer.jpn", NotVisible),
    ):
        with pytest.raises(error), bare.platform.work.writing() as session:
            change_delegation(session, bare.actor(office), "GHA", clears_itself=True)
    own = open_office(bare, "editors@rwa.example", "RWA", Role.EDITOR)
    with pytest.raises(NotAllowed), bare.platform.work.writing() as session:
        change_delegation(session, own, "RWA", clears_itself=True)
    with pytest.raises(WrongState), bare.platform.work.writing() as session:
        change_delegation(session, bare.actor("admin"), "RWA", standing=Standing.MEMBER)
    with bare.platform.work.writing() as session:
        change_delegation(session, bare.actor("editor.bra"), "GHA", standing=Standing.MEMBER)
    assert record_of(bare, "GHA").standing == Standing.MEMBER


def test_the_files_never_overwrite_what_was_changed(bare: World) -> None:
    with bare.platform.work.writing() as session:
        change_delegation(session, ON_SERVER, "ITA", is_public=False, languages=[Language.FRENCH])
        load_taxonomy(session)
    assert record_of(bare, "ITA").is_public is False
    assert record_of(bare, "ITA").languages == [Language.FRENCH]


def test_the_public_knows_of_those_alone_that_chose_it(bare: World) -> None:
    with bare.platform.work.writing() as session:
        add_delegation(session, ON_SERVER, "NZL", standing=Standing.MEMBER)
        add_delegation(session, ON_SERVER, "FJI", standing=Standing.MEMBER, is_public=True)
    with bare.platform.work.reading() as session:
        public = {row.code for row in known_delegations(session, NOBODY)}
        members = {row.code for row in known_delegations(session, bare.actor("practitioner"))}
    assert "FJI" in public
    assert "NZL" not in public
    assert {"FJI", "NZL"} <= members
