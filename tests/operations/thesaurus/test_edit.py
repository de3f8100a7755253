"""Editing the thesaurus: who may do it, what is refused, warnings, and that a change counts at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.errors import Incomplete, NotAllowed, NotVisible, Refusal, StaleVersion, WrongState
from case_studies.models import Concept
from case_studies.operations.thesaurus import edit
from case_studies.operations.thesaurus.list import PER_PAGE, ConceptFilter, last_editors, list_concepts
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.operations.thesaurus.validate import (
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_NAMES,
    ConceptForm,
    names_by_language,
)
from case_studies.policy.actor import NOBODY, Actor
from case_studies.search.text.thesaurus import lookup_word
from tests.support.world import World

DUKW = ConceptForm({"any": ["DUKW"], "en": ["amphibious truck"], "ru": ["плавающий грузовик"]}, note="It swims.")
OTHERS = ["practitioner", "focal-point.gha", "clearance.gha", "reviewer.jpn", "editor.bra"]


@pytest.fixture
def admin(bare: World) -> Actor:
    return bare.actor("admin")


def write(world: World, verb: Callable[..., Concept], *args: Any, **rest: Any) -> Concept:
    with world.platform.work.writing() as session:
        return verb(session, *args, **rest)


def meant(session: Session, word: str) -> list[str]:
    return [one.entry.id for one in load_thesaurus(session).at([lookup_word(word)], 0)]


def kept(concept: Concept) -> ConceptForm:
    return ConceptForm(names_by_language(concept.names), concept.facet, concept.value, concept.note)


@pytest.mark.parametrize("office", [*OTHERS, None])
def test_only_an_administrator_reads_and_edits_the_thesaurus(bare: World, office: str | None) -> None:
    actor = bare.actor(office) if office else NOBODY
    for verb, rest in (
        (edit.add_concept, {"form": DUKW}),
        (edit.change_concept, {"concept_id": "ied", "form": DUKW, "edition": 1}),
        (edit.retire_concept, {"concept_id": "ied", "edition": 1}),
        (edit.restore_concept, {"concept_id": "ied", "edition": 1}),
        (edit.read_concept, {"concept_id": "ied"}),
        (list_concepts, {}),
    ):
        with bare.platform.work.writing() as session, pytest.raises(NotAllowed):
            verb(session, actor, **rest)
    with bare.platform.work.reading() as session:
        assert session.scalar(select(func.max(Concept.edition))) == 1


def test_a_new_entry_counts_for_the_next_search_and_records_who_and_when(bare: World, admin: Actor) -> None:
    with bare.platform.work.reading() as session:
        assert meant(session, "dukw") == []
    added = write(bare, edit.add_concept, admin, DUKW)
    assert (added.id, added.edition, added.changed_by_id) == ("own:dukw", 2, admin.account)
    assert added.changed_at is not None
    assert added.names == [["", "DUKW"], ["en", "amphibious truck"], ["ru", "плавающий грузовик"]]
    with bare.platform.work.reading() as session:
        assert meant(session, "dukw") == ["own:dukw"]
        assert last_editors(session, [added])["own:dukw"].email == "admin@demo.example"
    assert write(bare, edit.add_concept, admin, DUKW).id == "own:dukw-2"
    assert write(bare, edit.add_concept, admin, ConceptForm({"zh": ["水陆两用车"]})).id == "own:entry"


@pytest.mark.slow
def test_another_process_sees_a_change_at_once(bare: World, admin: Actor) -> None:
    other = World(bare.config, clock=bare.clock)
    for name in ("alpha", "bravo"):
        write(bare, edit.add_concept, admin, ConceptForm({"en": [f"{name}word"]}))
        with other.platform.work.reading() as session:
            assert meant(session, f"{name}word") == [f"own:{name}word"]
    other.platform.work.engine.dispose()


def test_a_change_replaces_the_names_and_the_usual_one_stays_first(bare: World, admin: Actor) -> None:
    with bare.platform.work.reading() as session:
        before = edit.read_concept(session, admin, "theme:EXP-ECM")
    typed = kept(before)
    names = {**typed.names, "en": [*typed.names["en"], "bubble"], "ru": ["РЭБ", "рэб", " средства   РЭБ "]}
    form = ConceptForm(names, typed.facet, typed.value, typed.note)
    changed = write(bare, edit.change_concept, admin, before.id, form, edition=before.edition)
    assert changed.names[0] == before.names[0] == ["en", "Electronic counter-measures"]
    assert [name for language, name in changed.names if language == "ru"] == ["РЭБ", "средства РЭБ"]
    assert changed.edition == 2
    with bare.platform.work.reading() as session:
        assert meant(session, "bubble") == ["theme:EXP-ECM"]
        assert meant(session, "рэб") == ["theme:EXP-ECM"]


def test_search_ignores_a_retired_entry_until_it_is_restored(bare: World, admin: Actor) -> None:
    write(bare, edit.retire_concept, admin, "ied", edition=1)
    with bare.platform.work.reading() as session:
        assert "ied" not in meant(session, "ied")
        form = kept(edit.read_concept(session, admin, "ied"))
    for verb, rest in ((edit.retire_concept, {}), (edit.change_concept, {"form": form})):
        with pytest.raises(WrongState, match="retired"):
            write(bare, verb, admin, "ied", edition=2, **rest)
    write(bare, edit.restore_concept, admin, "ied", edition=2)
    with bare.platform.work.reading() as session:
        assert "ied" in meant(session, "ied")
    with pytest.raises(WrongState, match="in use"):
        write(bare, edit.restore_concept, admin, "ied", edition=3)


def test_the_second_of_two_concurrent_changes_is_refused(bare: World, admin: Actor) -> None:
    write(bare, edit.change_concept, admin, "ied", ConceptForm({"en": ["first"]}), edition=1)
    for verb, rest in ((edit.change_concept, {"form": DUKW}), (edit.retire_concept, {}), (edit.restore_concept, {})):
        with pytest.raises(StaleVersion, match="Somebody changed this entry"):
            write(bare, verb, admin, "ied", edition=1, **rest)
    with bare.platform.work.reading() as session:
        assert edit.read_concept(session, admin, "ied").names == [["en", "first"]]


def test_changes_at_the_same_time_get_editions_of_their_own(bare: World, admin: Actor) -> None:
    barrier = Barrier(4)

    def take(number: int) -> object:
        barrier.wait(timeout=30)
        try:
            if number % 2:
                return write(bare, edit.add_concept, admin, ConceptForm({"en": [f"word {number}"]})).edition
            return write(
                bare, edit.change_concept, admin, "ied", ConceptForm({"en": [f"name {number}"]}), edition=1
            ).edition
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(take, range(4)))
    editions = [edition for edition in found if isinstance(edition, int)]
    assert sorted(editions) == [2, 3, 4]
    assert [type(one) for one in found if not isinstance(one, int)] == [StaleVersion]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (ConceptForm({}), "names.any"),
        (ConceptForm({"en": []}), "names.any"),
        (ConceptForm({"en": ["fine", " "]}), "names.en"),
        (ConceptForm({"fr": ["…!"]}), "names.fr"),
        (ConceptForm({"es": ["x" * (LONGEST_NAME + 1)]}), "names.es"),
        (ConceptForm({"en": [f"name {number}" for number in range(MOST_NAMES + 1)]}), "names.en"),
        (ConceptForm({"de": ["Sprengsatz"]}), "names"),
        (ConceptForm({"en": ["fine"]}, note="x" * (LONGEST_NOTE + 1)), "note"),
        (ConceptForm({"en": ["fine"]}, facet="language", value="en"), "facet"),
        (ConceptForm({"en": ["fine"]}, value="EXP"), "facet"),
        (ConceptForm({"en": ["fine"]}, facet="theme"), "value"),
        (ConceptForm({"en": ["fine"]}, facet="theme", value="MLI"), "value"),
    ],
)
def test_invalid_values_are_refused_by_field(bare: World, admin: Actor, form: ConceptForm, field: str) -> None:
    for verb, rest in ((edit.add_concept, {}), (edit.change_concept, {"concept_id": "ied", "edition": 1})):
        with pytest.raises(Incomplete) as refused:
            write(bare, verb, admin, form=form, **rest)
        assert list(refused.value.fields) == [field]
    with bare.platform.work.reading() as session:
        assert session.scalar(select(func.max(Concept.edition))) == 1


def test_only_an_entry_outside_of_vocabularies_can_change_its_classification(bare: World, admin: Actor) -> None:
    marked = write(bare, edit.change_concept, admin, "ied", ConceptForm({"any": ["IED"]}, "theme", "EXP"), edition=1)
    assert (marked.facet, marked.value) == ("theme", "EXP")
    for facet, value in ((None, None), ("theme", "MED"), ("operation", "UNIFIL")):
        with pytest.raises(Incomplete) as refused:
            write(
                bare, edit.change_concept, admin, "theme:EXP", ConceptForm({"any": ["C-IED"]}, facet, value), edition=1
            )
        assert list(refused.value.fields) == ["value"]


def test_a_name_that_another_entry_has_is_saved_with_a_warning(bare: World, admin: Actor) -> None:
    added = write(
        bare, edit.add_concept, admin, ConceptForm({"any": ["c ied"], "es": ["seguridad"], "en": ["EEI", "moat"]})
    )
    with bare.platform.work.reading() as session:
        shared = [(one.name, one.other.id) for one in edit.shared_names(session, added)]
    assert shared == [("c ied", "theme:EXP"), ("seguridad", "safety"), ("seguridad", "security")]
    write(bare, edit.retire_concept, admin, "theme:EXP", edition=1)
    with bare.platform.work.reading() as session:
        assert ("c ied", "theme:EXP") not in [(o.name, o.other.id) for o in edit.shared_names(session, added)]


@pytest.mark.parametrize("concept_id", ["nothing", "", "theme:NONE", "a\x00b"])
def test_what_does_not_exist_is_not_visible(bare: World, admin: Actor, concept_id: str) -> None:
    with bare.platform.work.reading() as session, pytest.raises(NotVisible):
        edit.read_concept(session, admin, concept_id)


def test_the_list_is_searched_by_any_name_with_the_best_match_first(bare: World, admin: Actor) -> None:
    with bare.platform.work.reading() as session:
        for said in ("C-IED", "cied", "c ied", "Counter-IED"):
            assert list_concepts(session, admin, text=said).items[0].id == "theme:EXP"
        assert list_concepts(session, admin, text="ВРАЧ").items[0].id == "doctor"
        assert list_concepts(session, admin, text="theme:MED").items[0].id == "theme:MED"
        assert list_concepts(session, admin, text="no such name at all").items == []
        whole = list_concepts(session, admin)
        assert (len(whole.items), whole.pages) == (PER_PAGE, -(-whole.total // PER_PAGE))
        assert list_concepts(session, admin, page=whole.pages + 1).items == []
        assert list_concepts(session, admin, show=ConceptFilter.CHANGED).items == []


def test_the_list_is_filtered_by_changed_and_retired(bare: World, admin: Actor) -> None:
    write(bare, edit.retire_concept, admin, "medevac", edition=1)
    write(bare, edit.change_concept, admin, "ied", ConceptForm({"en": ["device"]}), edition=1)
    with bare.platform.work.reading() as session:
        assert {one.id for one in list_concepts(session, admin, show=ConceptFilter.CHANGED).items} == {"ied", "medevac"}
        assert [one.id for one in list_concepts(session, admin, show=ConceptFilter.RETIRED).items] == ["medevac"]
        assert list_concepts(session, admin, text="device", show=ConceptFilter.RETIRED).items == []
