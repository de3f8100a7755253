"""Suggestions while typing: names in any language, and only values and titles of cases that this reader may read."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from case_studies.errors import Unavailable
from case_studies.models import Concept
from case_studies.operations.search.autocomplete import (
    MOST,
    Suggestion,
    library_counts,
    most_frequent_labels,
    near_themes,
    suggest,
)
from case_studies.operations.search.search import search
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.actor import NOBODY, Actor
from case_studies.search.contract import Query
from case_studies.search.facets import HOST_STATE, THEME
from case_studies.search.text.thesaurus import Entry, Name, Thesaurus
from case_studies.taxonomy.catalogue import load_vocabularies
from case_studies.vocabulary import Action, FoundKind, State
from tests.support.template import Template
from tests.support.workflow_cases import OFFICER, case_in
from tests.support.world import World

TYPED = ["mal", "мали", "casev", "minusma", "united nations", "search", "protocole", "s", "马里", "مالي"]
MEMBER = "practitioner"


@pytest.fixture(scope="module")
def shelf(library_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demonstration library; suggestions do not change it."""
    world = library_template.copy(tmp_path_factory.mktemp("library"))
    yield world
    world.close()


def ask(world: World, typed: str, office: str | None = None, query: Query | None = None) -> list[Suggestion]:
    actor = world.actor(office) if office else NOBODY
    with world.platform.work.reading() as session:
        asked = replace(query or Query(), text=typed)
        return suggest(session, world.platform.search, actor, asked, load_vocabularies(session))


def values(found: list[Suggestion]) -> dict[tuple[str, str], int]:
    return {(value.kind, value.id): value.count for value in found if value.kind != FoundKind.CASE}


def titles(found: list[Suggestion]) -> list[str]:
    return [value.label for value in found if value.kind == FoundKind.CASE]


def options(world: World, actor: Actor) -> list[str]:
    """Return the list of a search box without scripts."""
    with world.platform.work.reading() as session:
        counts = library_counts(session, world.platform.search, actor)
        return most_frequent_labels(counts, load_vocabularies(session))


def rename(world: World, place: str, *names: tuple[str, str]) -> None:
    """Give a host State other names, as an administrator does."""
    with world.platform.work.writing() as session:
        of_the_place = (Concept.facet == HOST_STATE.name, Concept.value == place)
        found = session.scalars(select(Concept).where(*of_the_place)).one()
        found.names = [list(name) for name in names]
        found.edition = max(session.scalars(select(Concept.edition))) + 1


@pytest.mark.parametrize("typed", ["mali", "Mal", "мали", "马里", "مالي", "Malí"])
def test_a_host_state_is_suggested_by_its_name_in_any_language(shelf: World, typed: str) -> None:
    assert (HOST_STATE.name, "MLI") in values(ask(shelf, typed))


def test_a_theme_is_suggested_by_a_synonym_and_says_by_which(shelf: World) -> None:
    found = next(value for value in ask(shelf, "casev") if value.id == "MED-CASEVAC")
    assert found.name.upper().startswith("CASEVAC")
    assert found.label.startswith("Casualty evacuation")


def test_an_operation_is_suggested_by_its_acronym_and_by_its_name(shelf: World) -> None:
    by_acronym, by_name = (
        next(value for value in ask(shelf, typed) if value.id == "MINUSMA")
        for typed in ("minus", "United Nations Multidimensional Integrated Stabilization Mission in Mali")
    )
    assert (by_acronym.label, by_acronym.name) == ("MINUSMA", "")
    assert by_name.name.startswith("United Nations Multi")


def test_a_title_is_suggested_with_its_case_and_its_language(shelf: World) -> None:
    found = next(value for value in ask(shelf, "preparar con intel") if value.kind == FoundKind.CASE)
    assert found.language == "es"
    assert found.id.startswith("CS-2026-")


def test_nothing_typed_suggests_nothing(shelf: World) -> None:
    assert ask(shelf, "") == ask(shelf, "  ") == ask(shelf, "zzyzx") == ask(shelf, "\x00") == []


@pytest.mark.slow
@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("office", [None, MEMBER], ids=str)
def test_a_count_says_how_many_cases_this_reader_will_find(shelf: World, typed: str, office: str | None) -> None:
    found = ask(shelf, typed, office)
    assert len(found) <= MOST
    actor = shelf.actor(office) if office else NOBODY
    with shelf.platform.work.reading() as session:
        for (facet, value), count in values(found).items():
            page = search(session, shelf.platform.search, actor, Query(filters={facet: (value,)}))
            assert page.total == count > 0, value


def test_the_counts_hold_under_the_filters_that_are_on(shelf: World) -> None:
    wide = values(ask(shelf, "convoy"))
    narrow = values(ask(shelf, "convoy", query=Query(filters={"host_state": ("MLI",)})))
    assert 0 < narrow[THEME.name, "MOV"] < wide[THEME.name, "MOV"]


def test_what_no_case_has_is_not_suggested(shelf: World) -> None:
    with shelf.platform.work.reading() as session:
        known = [value for value, _ in load_thesaurus(session).completions("monaco")]
    assert known, "Monaco is a State"
    assert values(ask(shelf, "monaco")) == {}


def test_values_leave_room_for_titles(shelf: World) -> None:
    found = ask(shelf, "s")
    assert len(found) == MOST
    assert len(titles(found)) == 3
    assert found[-1].kind == FoundKind.CASE


@pytest.mark.slow
def test_the_public_gets_nothing_of_a_members_case(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="Searching for members alone", audience="members")
    for typed in ("searching for mem", "mali", "minusma", "search"):
        assert ask(bare, typed) == []
        assert ask(bare, typed, MEMBER), typed
    assert options(bare, NOBODY) == []
    assert "Mali" in options(bare, bare.actor(MEMBER))


@pytest.mark.slow
def test_a_withdrawn_case_is_not_suggested_while_the_index_still_has_it(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, title="Searching for a while")
    assert titles(ask(bare, "searching for")) == ["Searching for a while"]
    bare.platform.work.after_commit = ()  # the index stays behind
    case.act(Action.WITHDRAW, OFFICER)
    assert ask(bare, "searching for") == ask(bare, "mali") == []


def test_without_an_index_suggesting_is_unavailable_and_the_list_is_empty(bare: World) -> None:
    for pointer in bare.config.index_dir.glob("*/current"):
        pointer.unlink()
    with pytest.raises(Unavailable):
        ask(bare, "mali")
    assert options(bare, NOBODY) == []


def test_a_name_that_an_administrator_adds_counts_at_once(library: World) -> None:
    assert ask(library, "sandcastle") == []
    rename(library, "MLI", ("en", "Mali"), ("en", "Sandcastle country"))
    found = ask(library, "sandcas")
    assert [(value.id, value.name, value.name_language) for value in found] == [("MLI", "Sandcastle country", "en")]


def test_the_list_for_browsers_without_scripts_has_values_with_cases(shelf: World) -> None:
    listed = options(shelf, NOBODY)
    assert {"Mali", "MINUSMA", "Explosive threats (C-IED, EOD, mines)"} <= set(listed)
    assert "Monaco" not in listed
    assert len(listed) == len(set(listed)) <= 150


WORDS = Thesaurus(
    [
        Entry(
            "theme:A",
            (Name("en", "Casualty evacuation"), Name("", "CASEVAC"), Name("ru", "эвакуация раненых")),
            ("theme", "A"),
        ),
        Entry("theme:B", (Name("en", "Patrol of the road"), Name("zh", "伤员后送")), ("theme", "B")),
        Entry("theme:C", (Name("en", "Mind"),), ("theme", "C")),
        Entry("place:D", (Name("en", "Casualtia"),), ("host_state", "D")),
        Entry("free", (Name("en", "casevak"),)),
    ]
)


@pytest.mark.parametrize(
    ("typed", "themes"),
    [
        ("casevak", ["A"]),
        ("evacuaton of the wounded", ["A"]),
        ("эвакуацыя", ["A"]),
        ("伤员", ["B"]),
        ("the patroll evacuation", ["A", "B"]),
        ("mine", []),
        ("the of", []),
        ("", []),
        ("x" * 5000, []),
    ],
)
def test_similar_themes_are_found_by_any_name(typed: str, themes: list[str]) -> None:
    assert near_themes(WORDS, typed, {"A": 1, "B": 2, "C": 3}) == themes


def test_a_similar_theme_without_cases_is_not_suggested() -> None:
    assert near_themes(WORDS, "casevak", {"B": 2}) == []
