"""Merging: every case keeps being found, old codes lead to the entry that stays, and frozen revisions do not change."""

import random
from typing import Any

import pytest
from sqlalchemy import select

from case_studies.errors import Incomplete, WrongState
from case_studies.models import Concept, Initiative, ReviewerProfile, SavedSearch, Theme
from case_studies.models.revision import revision_themes
from case_studies.operations.reviewers.profiles import profile_of, save_profile
from case_studies.operations.search.saved_searches import save_search, saved_searches
from case_studies.operations.search.search import search
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.operations.topics.kinds import THEMES as TOPIC_THEMES
from case_studies.operations.topics.kinds import TOPIC_KINDS, count_by_entry
from case_studies.operations.vocabularies import edit
from case_studies.operations.vocabularies.kinds import INITIATIVES, OPERATIONS, THEMES, EditableVocabulary
from case_studies.operations.vocabularies.merge import merge_entry
from case_studies.operations.vocabularies.usage import entry_history, entry_usage
from case_studies.policy.actor import NOBODY, Actor
from case_studies.search.contract import Query
from case_studies.taxonomy.loader import load_taxonomy
from case_studies.vocabulary import AlertFrequency, State
from tests.support.api_client import Program, fine
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import World


@pytest.fixture
def admin(bare: World) -> Actor:
    return bare.actor("admin")


def merge(world: World, code: str, into: str, vocabulary: EditableVocabulary = THEMES) -> Any:
    with world.platform.work.writing() as session:
        actor = world.actor("admin")
        edition = edit.read_entry(session, actor, vocabulary, code).edition
        return merge_entry(session, actor, vocabulary, code, into, edition=edition)


def found(world: World, **filters: str) -> set[str]:
    query = Query(filters={facet: (value,) for facet, value in filters.items()}, per_page=100)
    with world.platform.work.reading() as session:
        page = search(session, world.platform.search, NOBODY, query)
        return {item.revision.case.reference for item in page.items}


def themes_of(case: Steps) -> list[str]:
    return [theme.id for theme in case.look().current.themes]


def test_readers_see_the_entry_that_stays_and_the_frozen_revision_keeps_its_choice(bare: World, admin: Actor) -> None:
    case, draft = case_in(bare, State.PUBLISHED), Steps.start(bare)
    version = case.look().version
    merge(bare, "EXP-SEARCH", "EXP-EOD")
    assert themes_of(case) == themes_of(draft) == ["EXP-EOD", "MOV-CONVOY"]
    assert case.look().version == version
    with bare.platform.work.reading() as session:
        linked = select(revision_themes.c.theme_id).where(revision_themes.c.revision_id == case.look().current.id)
        assert set(session.scalars(linked)) == {"EXP-SEARCH", "EXP-EOD", "MOV-CONVOY"}
        counts = count_by_entry(session, NOBODY, TOPIC_THEMES)
    assert (counts["EXP-EOD"], counts["EXP"]) == (1, 1)
    assert "EXP-SEARCH" not in counts
    page = bare.visitor().get(f"/cases/{case.reference}").get_data(as_text=True)
    assert "Explosive ordnance disposal" in page
    assert "Search, detection and route clearance" not in page
    assert found(bare, theme="EXP-EOD") == {case.reference}
    assert not any(drift.references for drift in bare.platform.indexer.check())


def test_a_draft_takes_the_entry_that_stays_for_the_merged_code(bare: World, admin: Actor) -> None:
    draft = Steps.start(bare)
    merge(bare, "EXP-SEARCH", "EXP-EOD")
    draft.edit(themes=["EXP-SEARCH", "EXP-EOD", "MED"])
    assert themes_of(draft) == ["EXP-EOD", "MED"]
    draft.edit(themes=["MED"])
    assert themes_of(draft) == ["MED"]
    draft.edit(themes=["EXP-SEARCH"])
    assert themes_of(draft) == ["EXP-EOD"]


def test_a_chain_of_merges_ends_at_the_last_entry(bare: World, admin: Actor) -> None:
    case = case_in(bare, State.PUBLISHED)
    merge(bare, "EXP-SEARCH", "EXP-EOD")
    merge(bare, "EXP-EOD", "EXP-ECM")
    with bare.platform.work.reading() as session:
        assert {session.get_one(Theme, code).merged_into_id for code in ("EXP-SEARCH", "EXP-EOD")} == {"EXP-ECM"}
        for code in ("EXP-SEARCH", "exp-eod", "EXP-ECM"):
            assert load_thesaurus(session).value("theme", code) == "EXP-ECM"
        history = entry_history(session, admin, THEMES, session.get_one(Theme, "EXP-EOD"))
        assert [(entry.from_state, entry.to_state) for entry in history] == [
            ("theme:EXP-EOD", "theme:EXP-ECM"),
            ("theme:EXP-SEARCH", "theme:EXP-EOD"),
        ]
    assert "EXP-ECM" in themes_of(case)
    for code in ("EXP-SEARCH", "EXP-EOD"):
        assert bare.visitor().get(f"/themes/{code}").headers["Location"] == "/themes/EXP-ECM"


def test_what_cannot_be_merged_is_refused(bare: World, admin: Actor) -> None:
    for into in ("EXP-ECM", "exp-ecm", "NONE", "", "a\x00"):
        with pytest.raises(Incomplete) as refused:
            merge(bare, "EXP-ECM", into)
        assert list(refused.value.fields) == ["into"]
    with pytest.raises(WrongState, match="has sub-themes"):
        merge(bare, "EXP", "EXP-ECM")
    merge(bare, "EXP-ECM", "EXP-EOD")
    with pytest.raises(WrongState, match="was merged into EXP-EOD"):
        merge(bare, "EXP-ECM", "EXP-VEH")
    with pytest.raises(Incomplete, match="not valid") as refused:
        merge(bare, "EXP-VEH", "EXP-ECM")
    assert refused.value.fields == {"into": ["This entry is no longer in use. Choose another one."]}


def test_sub_themes_follow_a_merged_theme(bare: World, admin: Actor) -> None:
    case = case_in(bare, State.PUBLISHED)
    merge(bare, "EXP", "MED")
    with bare.platform.work.reading() as session:
        assert session.get_one(Theme, "EXP-SEARCH").parent_id == "MED"
    assert case.reference in found(bare, theme="MED")


def test_everything_that_refers_to_a_merged_theme_refers_to_the_one_that_stays(bare: World, admin: Actor) -> None:
    reviewer, reader = bare.actor("reviewer.jpn"), bare.actor("practitioner")
    with bare.platform.work.writing() as session:
        save_profile(session, reviewer, themes=["MED", "ACC-INV"], languages=["en"], largest_load=2)
        for query, name in (
            (Query("road", {"theme": ("ACC-INV", "EXP")}), "one"),
            (Query(filters={"theme": ("ACC-INV",)}), "two"),
            (Query(filters={"theme": ("ACC-PROS",)}), "three"),
        ):
            save_search(session, reader, query, name=name, rhythm=AlertFrequency.AT_ONCE)
    merge(bare, "ACC-INV", "ACC-PROS")
    with bare.platform.work.reading() as session:
        assert session.get_one(Initiative, "res-2589").themes == ["ACC-PROS"]
        assert profile_of(session, reviewer).themes == ["MED", "ACC-PROS"]
        saved = {one.name: one.address for one in saved_searches(session, reader)}
        assert saved == {"one": "q=road&theme=ACC-PROS&theme=EXP", "three": "theme=ACC-PROS"}
        assert not session.scalars(select(Concept).where(Concept.value == "ACC-INV", Concept.retired.is_(False))).all()
    with bare.platform.work.writing() as session:
        save_profile(session, reviewer, themes=["ACC-INV"], languages=["en"], largest_load=2)
        assert session.get_one(ReviewerProfile, reviewer.account).themes == ["ACC-PROS"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("vocabulary", "facet", "code", "into"),
    [
        (THEMES, "theme", "EXP-SEARCH", "EXP-EOD"),
        (OPERATIONS, "operation", "MINUSMA", "UNEF II"),
        (INITIATIVES, "initiative", "res-2518", "res-2589"),
    ],
)
def test_addresses_with_the_merged_code_lead_to_the_entry_that_stays(
    bare: World, vocabulary: EditableVocabulary, facet: str, code: str, into: str
) -> None:
    case = case_in(bare, State.PUBLISHED)
    merge(bare, code, into, vocabulary)
    visitor, api = bare.visitor(), Program(bare)
    moved = visitor.get(f"/search?q=road&{facet}={code}&sort=newest")
    assert (moved.status_code, moved.headers["Location"]) == (
        301, f"/search?q=road&{facet}={into.replace(' ', '+')}&sort=newest",
    )  # fmt: skip
    assert case.reference in visitor.get("/search", query_string={facet: code}, follow_redirects=True).text
    kind = vocabulary.name
    assert visitor.get(f"/{kind}/{code}").headers["Location"] == f"/{kind}/{into.replace(' ', '-')}"
    assert case.reference in visitor.get("/search.atom", query_string={facet: code}).text
    hits = fine(api.get(f"/search?{facet}={code}"))
    assert [hit["reference"] for hit in hits["items"]] == [case.reference]
    assert code not in [one["id"] for one in fine(api.get(f"/{kind}"))]
    if facet != "initiative":  # the query syntax has no field for it
        assert case.reference in visitor.get("/search", query_string={"q": f'{facet}:"{code}"'}).text


@pytest.mark.slow
def test_merging_keeps_the_sum_of_the_cases_that_are_found(library: World) -> None:
    """The entry that stays has the cases that either had before; all others keep theirs."""
    chance = random.Random(2518)
    for vocabulary in (THEMES, OPERATIONS, INITIATIVES):
        facet, kind = vocabulary.facet.name, TOPIC_KINDS[vocabulary.name]
        for _ in range(6):
            with library.platform.work.reading() as session:
                counts = count_by_entry(session, NOBODY, kind)
                rows = session.scalars(select(vocabulary.model).where(vocabulary.model.merged_into_id.is_(None))).all()
            leaves = [row.id for row in rows if getattr(row, "parent_id", "leaf") is not None and counts.get(row.id)]
            code, into = chance.sample(sorted(leaves), 2)
            before = {leaf: found(library, **{facet: leaf}) for leaf in leaves}
            merge(library, code, into, vocabulary)
            after = {leaf: found(library, **{facet: leaf}) for leaf in leaves if leaf != code}
            assert after.pop(into) == before[code] | before[into]
            assert after == {leaf: before[leaf] for leaf in after}
            with library.platform.work.reading() as session:
                assert count_by_entry(session, NOBODY, kind)[into] == len(before[code] | before[into])


def test_usage_names_published_cases_and_only_counts_the_others(bare: World, admin: Actor) -> None:
    published = case_in(bare, State.PUBLISHED)
    Steps.start(bare, title="Nobody else reads this")
    with bare.platform.work.reading() as session:
        used = entry_usage(session, admin, THEMES, session.get_one(Theme, "EXP-SEARCH"))
    assert [revision.case.reference for revision in used.published] == [published.reference]
    assert (used.total, used.others) == (1, 1)


# ---- The data files


def test_loading_the_data_files_undoes_no_local_change(bare: World, admin: Actor) -> None:
    with bare.platform.work.writing() as session:
        theme = session.get_one(Theme, "EXP-VEH")
        details = {"parent_id": theme.parent_id, "scope_note": "Ours."}
        edit.change_entry(session, admin, THEMES, "EXP-VEH", edit.EntryForm("Our vehicles", {}, details), edition=1)
        edit.retire_entry(session, admin, THEMES, "EXP-ECM", edition=1)
        edit.move_theme(session, admin, "MED", edit.Direction.UP, edition=1)
    merge(bare, "ACC-INV", "ACC-PROS")
    merge(bare, "FPR", "MED")
    merge(bare, "res-2518", "res-2589", INITIATIVES)

    def state() -> list[Any]:
        with bare.platform.work.reading() as session:
            columns = (Theme.id, Theme.parent_id, Theme.label, Theme.retired, Theme.merged_into_id)
            themes = session.execute(select(*columns).order_by(Theme.position)).all()
            initiatives = session.execute(select(Initiative.id, Initiative.themes, Initiative.merged_into_id)).all()
            concepts = session.execute(select(Concept.id, Concept.value, Concept.names, Concept.retired)).all()
            return [themes, sorted(map(repr, initiatives)), sorted(map(repr, concepts))]

    before = state()
    with bare.platform.work.writing() as session:
        load_taxonomy(session)
    assert state() == before


def test_an_entry_that_nobody_changed_follows_the_data_files(bare: World, admin: Actor) -> None:
    merge(bare, "EXP-SEARCH", "EXP-EOD")
    with bare.platform.work.writing() as session:
        session.get_one(Theme, "MED").label = "An older label"
        for theme in session.scalars(select(Theme).where(Theme.id.in_(["TRN-PDT", "FPR-IDF"]))):
            session.delete(theme)  # as if the next version of the files brings them
        session.add(Theme(id="OWN", label="Ours", scope_note="", synonyms=[], position=9999, placed_by_hand=True))
    with bare.platform.work.writing() as session:
        load_taxonomy(session)
        order = list(session.scalars(select(Theme.id).where(Theme.parent_id == "FPR").order_by(Theme.position)))
        assert session.get_one(Theme, "MED").label != "An older label"
        assert order[-1] == "FPR-IDF"
        assert session.get_one(Theme, "EXP-SEARCH").merged_into_id == "EXP-EOD"


def test_saved_searches_of_closed_accounts_follow_too(bare: World, admin: Actor) -> None:
    reader = bare.actor("practitioner")
    with bare.platform.work.writing() as session:
        save_search(session, reader, Query(filters={"operation": ("UNEF I",)}), name="x", rhythm=AlertFrequency.DAILY)
    merge(bare, "UNEF I", "UNEF II", OPERATIONS)
    with bare.platform.work.reading() as session:
        assert list(session.scalars(select(SavedSearch.address))) == ["operation=UNEF+II"]
