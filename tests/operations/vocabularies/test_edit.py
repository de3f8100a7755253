"""Editing the vocabularies: who may do it, what is refused, the order of themes, and that a change counts at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from case_studies.errors import Incomplete, NotAllowed, NotVisible, Refusal, StaleVersion, WrongState
from case_studies.models import HistoryEntry, IndexTask, Theme
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.operations.vocabularies import edit, merge, usage
from case_studies.operations.vocabularies.edit import Direction
from case_studies.operations.vocabularies.kinds import INITIATIVES, OPERATIONS, THEMES, EditableVocabulary, Entry
from case_studies.operations.vocabularies.list import EntryFilter, list_vocabulary
from case_studies.operations.vocabularies.validate import EntryForm
from case_studies.policy.actor import NOBODY, Actor
from case_studies.taxonomy.entries import list_themes
from case_studies.vocabulary import HistoryAction, State
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import World

DRONES = EntryForm(
    "Long-range drones", {"fr": "Drones à longue portée"}, {"parent_id": "TEC", "scope_note": "Flying far."}
)
UNHAITI = EntryForm(
    "Support Office in Haiti",
    {},
    {"category": "UN-support-office", "started": 2026, "ended": None, "host_states": ["HTI"]},
)
PLAN = EntryForm("Plan for long roads", {}, {"kind": "action_plan", "year": 2026, "themes": ["EXP"]})
OTHERS = ["practitioner", "focal-point.gha", "clearance.gha", "reviewer.jpn", "editor.bra"]


@pytest.fixture
def admin(bare: World) -> Actor:
    return bare.actor("admin")


def write(world: World, verb: Callable[..., Entry], *args: Any, **rest: Any) -> Any:
    with world.platform.work.writing() as session:
        return verb(session, *args, **rest)


def form_of(row: Entry, vocabulary: EditableVocabulary, **changes: Any) -> EntryForm:
    details = {name: getattr(row, name) for name in vocabulary.details}
    label = changes.pop("label", vocabulary.label_of(row))
    return EntryForm(label, changes.pop("names", {}), {**details, **changes})


def read(world: World, actor: Actor, vocabulary: EditableVocabulary, code: str) -> Any:
    with world.platform.work.reading() as session:
        return edit.read_entry(session, actor, vocabulary, code)


def order(world: World, parent: str | None) -> list[str]:
    with world.platform.work.reading() as session:
        return [row.id for row in list_themes(session) if row.parent_id == parent]


@pytest.mark.parametrize("office", [*OTHERS, None])
def test_only_an_administrator_reads_and_edits_the_vocabularies(bare: World, office: str | None) -> None:
    actor = bare.actor(office) if office else NOBODY
    with bare.platform.work.reading() as session:
        row = session.get_one(Theme, "EXP-ECM")
    for verb, args, rest in (
        (edit.add_entry, (THEMES, "NEW", DRONES), {}),
        (edit.change_entry, (THEMES, "EXP-ECM", DRONES), {"edition": 1}),
        (edit.retire_entry, (THEMES, "EXP-ECM"), {"edition": 1}),
        (edit.restore_entry, (THEMES, "EXP-ECM"), {"edition": 1}),
        (edit.move_theme, ("EXP-ECM", Direction.UP), {"edition": 1}),
        (merge.merge_entry, (THEMES, "EXP-ECM", "EXP"), {"edition": 1}),
        (edit.read_entry, (THEMES, "EXP-ECM"), {}),
        (list_vocabulary, (THEMES,), {}),
        (usage.entry_usage, (THEMES, row), {}),
        (usage.entry_history, (THEMES, row), {}),
    ):
        with bare.platform.work.writing() as session, pytest.raises(NotAllowed):
            verb(session, actor, *args, **rest)  # type: ignore[operator]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("vocabulary", "code", "form", "name"),
    [
        (THEMES, "TEC-LONG", DRONES, "drones à longue portée"),
        (OPERATIONS, "UNSOH 2", UNHAITI, "unsoh 2"),
        (INITIATIVES, "plan-roads", PLAN, "plan for long roads"),
    ],
)
def test_a_new_entry_is_found_by_its_names_and_is_in_the_history(
    bare: World, admin: Actor, vocabulary: EditableVocabulary, code: str, form: EntryForm, name: str
) -> None:
    added = write(bare, edit.add_entry, admin, vocabulary, code, form)
    assert (added.edition, added.changed_by_id, added.retired) == (1, admin.account, False)
    with bare.platform.work.reading() as session:
        assert load_thesaurus(session).value(vocabulary.facet.name, name) == code
        assert added.id in [row.id for row in list_vocabulary(session, admin, vocabulary, text=name).items]
        (entry,) = usage.entry_history(session, admin, vocabulary, added)
        assert (entry.action, entry.from_state, entry.to_state) == ("add_entry", None, vocabulary.key(code))
    for again in (code, code.lower(), code.replace(" ", "-")):
        with pytest.raises(Incomplete, match="not valid") as refused:
            write(bare, edit.add_entry, admin, vocabulary, again, form)
        assert list(refused.value.fields) == ["code"]


def test_a_renamed_entry_has_its_new_name_everywhere_and_is_still_found_by_the_old_one(
    bare: World, admin: Actor
) -> None:
    case = case_in(bare, State.PUBLISHED)
    row = read(bare, admin, THEMES, "EXP-SEARCH")
    form = form_of(row, THEMES, label="Finding what is buried", names={"es": "Hallar lo enterrado"})
    write(bare, edit.change_entry, admin, THEMES, "EXP-SEARCH", form, edition=row.edition)
    with bare.platform.work.reading() as session:
        thesaurus = load_thesaurus(session)
        for name in ("finding what is buried", "search, detection and route clearance", "hallar lo enterrado"):
            assert thesaurus.value("theme", name) == "EXP-SEARCH"
        assert usage.entry_history(session, admin, THEMES, row)[0].note.startswith(
            "label: Search, detection and route clearance → Finding what is buried"
        )
        assert session.scalar(select(func.count(IndexTask.id))) == 0
    found = bare.visitor().get("/search?q=%22finding+what+is+buried%22").get_data(as_text=True)
    assert case.reference in found
    assert "Finding what is buried" in found
    assert not any(drift.references for drift in bare.platform.indexer.check())


def test_a_retired_entry_stays_in_cases_and_is_not_offered_for_others(bare: World, admin: Actor) -> None:
    published, draft = case_in(bare, State.PUBLISHED), Steps.start(bare)
    row = write(bare, edit.retire_entry, admin, THEMES, "EXP-SEARCH", edition=1)
    page = bare.visitor().get(f"/cases/{published.reference}").get_data(as_text=True)
    assert "Search, detection and route clearance" in page
    assert f"/cases/{published.reference}" in bare.visitor().get("/search?theme=EXP-SEARCH").get_data(as_text=True)
    assert "no longer offered" in bare.visitor().get("/themes/EXP-SEARCH").get_data(as_text=True)
    draft.edit(themes=["EXP-SEARCH", "MED"])  # it had the theme before
    draft.edit(themes=["MED"])
    with pytest.raises(Incomplete) as refused:
        draft.edit(themes=["EXP-SEARCH"])
    assert refused.value.fields == {"themes": ["No longer in use: EXP-SEARCH. Choose another one."]}
    with pytest.raises(WrongState, match="Bring it back"):
        write(bare, edit.change_entry, admin, THEMES, row.id, form_of(row, THEMES), edition=row.edition)
    write(bare, edit.restore_entry, admin, THEMES, "EXP-SEARCH", edition=row.edition)
    draft.edit(themes=["EXP-SEARCH"])


def test_a_theme_with_sub_themes_in_use_is_not_retired(bare: World, admin: Actor) -> None:
    with pytest.raises(WrongState, match="sub-themes in use"):
        write(bare, edit.retire_entry, admin, THEMES, "EXP", edition=1)
    for code in order(bare, "EXP"):
        write(bare, edit.retire_entry, admin, THEMES, code, edition=1)
    write(bare, edit.retire_entry, admin, THEMES, "EXP", edition=1)
    with pytest.raises(WrongState, match="above it"):
        write(bare, edit.restore_entry, admin, THEMES, "EXP-ECM", edition=2)
    assert "EXP-ECM" not in bare.visitor().get("/themes").get_data(as_text=True)


def test_themes_are_moved_within_their_level_with_what_is_below_them(bare: World, admin: Actor) -> None:
    tops, below = order(bare, None), order(bare, "EXP")
    write(bare, edit.move_theme, admin, "EXP", Direction.DOWN, edition=1)
    assert order(bare, None)[:2] == [tops[1], tops[0]]
    write(bare, edit.move_theme, admin, below[1], Direction.UP, edition=1)
    assert order(bare, "EXP")[:2] == [below[1], below[0]]
    with bare.platform.work.reading() as session:
        flat = [row.id for row in list_themes(session)]
    assert flat.index("EXP") + 1 == flat.index(below[1])
    with pytest.raises(WrongState, match="end of the list"):
        write(bare, edit.move_theme, admin, below[1], Direction.UP, edition=2)
    assert not any(drift.references for drift in bare.platform.indexer.check())


def test_the_second_of_two_changes_is_refused(bare: World, admin: Actor) -> None:
    row = read(bare, admin, THEMES, "EXP-ECM")
    form = form_of(row, THEMES, label="Jamming")
    write(bare, edit.change_entry, admin, THEMES, row.id, form, edition=1)
    for verb, args in (
        (edit.change_entry, (THEMES, row.id, form)),
        (edit.retire_entry, (THEMES, row.id)),
        (edit.move_theme, (row.id, Direction.UP)),
        (merge.merge_entry, (THEMES, row.id, "EXP")),
    ):
        with pytest.raises(StaleVersion, match="Somebody changed this entry"):
            write(bare, verb, admin, *args, edition=1)


def test_of_two_administrators_at_once_one_is_refused(bare: World, admin: Actor) -> None:
    barrier = Barrier(2)

    def take(pair: tuple[str, str]) -> object:
        barrier.wait(timeout=30)
        try:
            return write(bare, merge.merge_entry, admin, THEMES, *pair, edition=1)
        except Refusal as refusal:
            return type(refusal)

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(take, [("EXP-ECM", "EXP-EOD"), ("EXP-EOD", "EXP-ECM")]))
    assert [one for one in results if one in (WrongState, Incomplete, StaleVersion)] in ([Incomplete], [StaleVersion])
    with bare.platform.work.reading() as session:
        merged = session.scalars(select(Theme).where(Theme.merged_into_id.is_not(None))).all()
        assert len(merged) == 1
        recorded = select(func.count()).where(HistoryEntry.action == HistoryAction.MERGE_ENTRY)
        assert session.scalar(recorded) == 1


@pytest.mark.parametrize(
    ("vocabulary", "form", "field"),
    [
        (THEMES, EntryForm(" ", {}, DRONES.details), "label"),
        (THEMES, EntryForm("x" * 161, {}, DRONES.details), "label"),
        (THEMES, EntryForm("electronic counter measures", {}, DRONES.details), "label"),
        (THEMES, EntryForm("New", {"de": "Neu"}, DRONES.details), "names"),
        (THEMES, EntryForm("New", {"fr": "…"}, DRONES.details), "names.fr"),
        (THEMES, EntryForm("New", {}, {"parent_id": "EXP-EOD", "scope_note": ""}), "parent"),
        (THEMES, EntryForm("New", {}, {"parent_id": "NONE", "scope_note": ""}), "parent"),
        (THEMES, EntryForm("New", {}, {"parent_id": None, "scope_note": "x" * 601}), "scope_note"),
        (OPERATIONS, EntryForm("New", {}, {**UNHAITI.details, "category": "club"}), "category"),
        (OPERATIONS, EntryForm("New", {}, {**UNHAITI.details, "started": None}), "started"),
        (OPERATIONS, EntryForm("New", {}, {**UNHAITI.details, "ended": 1999}), "ended"),
        (OPERATIONS, EntryForm("New", {}, {**UNHAITI.details, "host_states": ["XXX"]}), "host_states"),
        (INITIATIVES, EntryForm("New", {}, {**PLAN.details, "kind": "club"}), "kind"),
        (INITIATIVES, EntryForm("New", {}, {**PLAN.details, "year": 99999}), "year"),
        (INITIATIVES, EntryForm("New", {}, {**PLAN.details, "themes": ["NONE"]}), "themes"),
    ],
)
def test_invalid_values_are_refused_by_field(
    bare: World, admin: Actor, vocabulary: EditableVocabulary, form: EntryForm, field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        write(bare, edit.add_entry, admin, vocabulary, "NEW", form)
    assert list(refused.value.fields) == [field]
    for code in ("", "a/b", "é", "-x", "x" * 41, "a\x00"):
        with pytest.raises(Incomplete) as refused:
            write(bare, edit.add_entry, admin, THEMES, code, DRONES)
        assert list(refused.value.fields) == ["code"]


def test_a_theme_with_sub_themes_stays_at_the_top(bare: World, admin: Actor) -> None:
    row = read(bare, admin, THEMES, "EXP")
    for parent in ("MED", "EXP"):
        with pytest.raises(Incomplete) as refused:
            write(bare, edit.change_entry, admin, THEMES, "EXP", form_of(row, THEMES, parent_id=parent), edition=1)
        assert list(refused.value.fields) == ["parent"]
    case = case_in(bare, State.PUBLISHED)
    row = read(bare, admin, THEMES, "EXP-SEARCH")
    write(bare, edit.change_entry, admin, THEMES, row.id, form_of(row, THEMES, parent_id="MED"), edition=1)
    assert order(bare, "MED")[-1] == "EXP-SEARCH"
    assert case.reference in bare.visitor().get("/search?theme=MED").get_data(as_text=True)


def test_the_list_is_filtered_by_state(bare: World, admin: Actor) -> None:
    write(bare, edit.retire_entry, admin, THEMES, "EXP-ECM", edition=1)
    write(bare, merge.merge_entry, admin, THEMES, "EXP-VEH", "EXP-EOD", edition=1)
    with bare.platform.work.reading() as session:

        def listed(show: EntryFilter) -> list[str]:
            return [row.id for row in list_vocabulary(session, admin, THEMES, show=show).items]

        assert listed(EntryFilter.RETIRED) == ["EXP-ECM"]
        assert listed(EntryFilter.MERGED) == ["EXP-VEH"]
        assert set(listed(EntryFilter.CHANGED)) == {"EXP-ECM", "EXP-VEH"}
        assert not {"EXP-ECM", "EXP-VEH"} & set(listed(EntryFilter.IN_USE))
        for code in ("NONE", "a\x00", ""):
            with pytest.raises(NotVisible):
                edit.read_entry(session, admin, THEMES, code)
