"""What every engine must do: find, order, page, write and suggest."""

from collections.abc import Callable
from datetime import date

import pytest

from case_studies.search.contract import Hint, Query, Reading, SearchDocument, Sort
from case_studies.search.engine import SearchEngine

A, B, C = "CS-2026-0001", "CS-2026-0002", "CS-2026-0003"
Ask = Callable[..., list[str]]
Make = Callable[..., SearchDocument]


class TestFinding:
    """Which cases match."""

    def test_nothing_typed_finds_everything(self, found: Ask, make_document: Make) -> None:
        assert found([make_document(1), make_document(2)]) == [A, B]

    def test_all_words_are_required(self, found: Ask, make_document: Make) -> None:
        documents = [make_document(number, "A convoy and a mine.") for number in range(1, 6)]
        assert len(found([*documents, make_document(6, "A convoy, a convoy.", title="Convoy")], "mine convoy")) == 5

    def test_if_few_cases_have_all_words_those_with_some_follow(
        self, engine: SearchEngine, make_document: Make
    ) -> None:
        others = [make_document(number, "A dog.") for number in range(3, 9)]
        documents = [make_document(1, "A convoy and a mine."), make_document(2, "Convoy.", title="Convoy"), *others]
        engine.rebuild("public", documents)
        results = engine.search("public", Query("mine convoy"))
        assert [hit.reference for hit in results.hits] == [A, B]
        assert results.hints == (Hint(Reading.ALL_FIRST),)

    def test_some_words_are_enough_if_no_case_has_them_all(self, found: Ask, make_document: Make) -> None:
        documents = [
            make_document(1, "A convoy."),
            make_document(2, "A mine on a road, and another mine."),
            make_document(3, "A dog."),
        ]
        assert sorted(found(documents, "mine convoy")) == [A, B]

    def test_more_of_the_words_come_first(self, found: Ask, make_document: Make) -> None:
        """Two common words outweigh one that is rare, in the title and repeated."""
        documents = [make_document(1, "Sapper, sapper.", title="Sapper"), make_document(2, "A dog and a mine.")]
        documents += [make_document(number, "A dog." if number % 2 else "A mine.") for number in range(3, 9)]
        assert found(documents, "sapper mine dog")[:2] == [B, A]

    def test_phrase_needs_its_order(self, found: Ask, make_document: Make) -> None:
        documents = [make_document(1, "Clearance of a route."), make_document(2, "Route clearance.")]
        assert found(documents, '"route clearance"') == [B]

    def test_phrase_stays_within_a_section(self, found: Ask, make_document: Make) -> None:
        assert found([make_document(1, "The route", sections={"situation": "clearance"})], '"route clearance"') == []

    def test_phrase_is_required_when_other_words_are_not(self, found: Ask, make_document: Make) -> None:
        documents = [make_document(1, "Route clearance."), make_document(2, "Helicopter, dog.")]
        assert found(documents, '"route clearance" helicopter dog') == [A]

    @pytest.mark.parametrize("text", ["convoy -mine", "convoy NOT mine", '-"a mine" convoy'])
    def test_exclusion(self, found: Ask, make_document: Make, text: str) -> None:
        assert found([make_document(1, "A convoy met a mine."), make_document(2, "A convoy.")], text) == [B]

    def test_exclusion_alone_leaves_the_rest(self, found: Ask, make_document: Make) -> None:
        assert found(
            [make_document(1, "A mine."), make_document(2, "A dog."), make_document(3, "A cat.")], "-mines"
        ) == [B, C]

    def test_either(self, found: Ask, make_document: Make) -> None:
        documents = [make_document(1, "Mine, road."), make_document(2, "Trap, road."), make_document(3, "Trap.")]
        assert sorted(found(documents, "mine OR trap road")) == [A, B]

    def test_prefix(self, found: Ask, make_document: Make) -> None:
        assert found(
            [make_document(1, "Explosives."), make_document(2, "An exploit."), make_document(3)], "explos*"
        ) == [A]

    @pytest.mark.parametrize("written", ["C-IED", "CIED", "c ied", "C‑IED"])
    @pytest.mark.parametrize("typed", ["C-IED", "cied", "c ied", '"C-IED"'])
    def test_hyphens_do_not_matter(self, found: Ask, make_document: Make, written: str, typed: str) -> None:
        assert found([make_document(1, f"The {written} team"), make_document(2, "IED")], typed) == [A]

    @pytest.mark.parametrize(
        ("language", "written", "typed"),
        [
            ("en", "peacekeepers patrolled", "peacekeeper PATROL"),
            ("fr", "Les opérations de sécurité", "operation securite"),
            ("es", "Vehículos blindados", "vehiculo blindado"),
            ("ru", "Лечение раненых врачами, ещё", "врач еще"),
            ("ar", "إزالة المُتفجّرات والمركبات", "ازاله متفجرة مركبة"),
            ("zh", "联合国维和人员清除简易爆炸装置", "维和 爆炸装置"),
            ("zh", "部队与MINUSMA合作", "minusma"),
        ],
    )
    def test_six_languages(self, found: Ask, make_document: Make, language: str, written: str, typed: str) -> None:
        assert found([make_document(1, written, language=language), make_document(2)], typed) == [A]

    def test_one_query_finds_cases_in_several_languages(self, found: Ask, make_document: Make) -> None:
        documents = [
            make_document(1, "Operations."),
            make_document(2, "Des opérations.", language="fr"),
            make_document(3),
        ]
        assert sorted(found(documents, "operation")) == [A, B]

    def test_a_stem_of_one_language_does_not_match_another(self, found: Ask, make_document: Make) -> None:
        documents = [
            make_document(1, "No hay paso.", language="es"),
            make_document(2, "Il n'y a pas d'eau.", language="fr"),
        ]
        assert found(documents, "paso") == [A]

    def test_common_words_do_not_hurt(self, found: Ask, make_document: Make) -> None:
        assert found(
            [make_document(1, "Convoy protection."), make_document(2)], "how to do the protection of a convoy"
        ) == [A]

    def test_common_words_alone_still_match(self, found: Ask, make_document: Make) -> None:
        assert found([make_document(1, "To be or not to be."), make_document(2, "Dogs.")], "to be") == [A]

    def test_labels_are_found_in_any_language(self, found: Ask, make_document: Make) -> None:
        assert found([make_document(1, labels=("mines", "взрывные устройства")), make_document(2)], "взрывное") == [A]

    def test_a_label_is_read_in_every_language(self, found: Ask, make_document: Make) -> None:
        assert found([make_document(1, labels=("opérationnelles",)), make_document(2)], "opérationnel") == [A]

    def test_no_words_find_nothing(self, found: Ask, make_document: Make) -> None:
        assert found([make_document(1)], "?! 🙂") == []

    def test_one_audience_finds_nothing_of_another(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("members", [make_document(1, "Sentinel.", title="Sentinel")])
        results = engine.search("public", Query("sentinel"))
        assert (results.total, results.facets.get("theme", {})) == (0, {})
        assert engine.suggest("public", "sen", 5) == []
        assert engine.similar("public", A, 5) == []


class TestOrder:
    """Which case comes first."""

    def test_title_then_summary_then_labels_then_the_rest(self, found: Ask, make_document: Make) -> None:
        documents = [
            make_document(1, "x", sections={"actions": "Drone."}),
            make_document(2, "x", labels=("drone",), sections={"actions": "Thing."}),
            make_document(3, "Drone.", sections={"actions": "Thing."}),
            make_document(4, "x", title="Drone number 4", sections={"actions": "Thing."}),
        ]
        assert found(documents, "drone") == ["CS-2026-0004", C, B, A]

    def test_equals_come_newest_first_then_by_reference(self, found: Ask, make_document: Make) -> None:
        documents = [make_document(2, title="Same"), make_document(1, title="Same"), make_document(3, title="Same")]
        documents[2] = make_document(3, title="Same", published_on=date(2026, 5, 1))
        assert found(documents, "same") == [C, A, B]

    def test_by_date_and_by_title(self, found: Ask, make_document: Make) -> None:
        documents = [
            make_document(1, title="Zone", published_on=date(2026, 3, 1)),
            make_document(2, title="Élan", published_on=date(2026, 1, 1)),
            make_document(3, title="apple", published_on=date(2026, 2, 1)),
        ]
        assert found(documents, sort=Sort.NEWEST) == [A, C, B]
        assert found(documents, sort=Sort.TITLE) == [C, B, A]

    def test_order_is_the_same_after_one_by_one_writing(self, engine: SearchEngine, make_document: Make) -> None:
        documents = [make_document(n, "mine " * n + "road " * (9 - n)) for n in range(1, 9)]
        for document in documents:
            with engine.writing("public") as writer:
                writer.replace(document)
        one_by_one = engine.search("public", Query("mine road"))
        engine.rebuild("public", documents)
        assert engine.search("public", Query("mine road")) == one_by_one


class TestPages:
    """Pages of hits."""

    def test_pages_follow_each_other(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("public", [make_document(n) for n in range(1, 8)])
        pages = [engine.search("public", Query(page=page, per_page=3)) for page in (1, 2, 3)]
        assert [len(page.hits) for page in pages] == [3, 3, 1]
        assert len({hit.reference for page in pages for hit in page.hits}) == 7

    @pytest.mark.parametrize("text", ["", "case"])
    def test_page_past_the_end_is_empty_with_the_true_total(
        self, engine: SearchEngine, make_document: Make, text: str
    ) -> None:
        engine.rebuild("public", [make_document(n) for n in range(1, 8)])
        results = engine.search("public", Query(text, page=9, per_page=3))
        assert (results.hits, results.total, results.page) == ((), 7, 9)

    def test_impossible_pages_are_corrected(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("public", [make_document(1)])
        results = engine.search("public", Query(page=-3, per_page=0))
        assert (results.page, results.per_page, results.total) == (1, 1, 1)


class TestWriting:
    """Changing an index."""

    def test_same_reference_twice_in_one_writer_leaves_the_last(
        self, engine: SearchEngine, make_document: Make
    ) -> None:
        with engine.writing("public") as writer:
            writer.replace(make_document(1, "First wording."))
            writer.replace(make_document(1, "Second wording."))
        assert engine.search("public", Query("wording")).total == 1
        assert engine.search("public", Query("first")).total == 0

    def test_replacing_removes_the_previous_document(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("public", [make_document(1, "Old."), make_document(2, "Other.")])
        with engine.writing("public") as writer:
            writer.replace(make_document(1, "New.", fingerprint="new"))
        assert engine.search("public", Query("old")).total == 0
        assert engine.entries("public") == {A: "new", B: "print-2"}
        assert engine.search("public", Query()).facets["theme"] == {"EXP": 2}

    def test_removing(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("public", [make_document(1), make_document(2)])
        with engine.writing("public") as writer:
            writer.remove(A)
            writer.remove("CS-2026-9999")
        assert engine.entries("public") == {B: "print-2"}

    def test_the_last_change_of_a_reference_counts(self, engine: SearchEngine, make_document: Make) -> None:
        with engine.writing("public") as writer:
            writer.replace(make_document(1))
            writer.remove(A)
            writer.remove(B)
            writer.replace(make_document(2))
        assert list(engine.entries("public")) == [B]

    def test_exception_writes_nothing_and_frees_the_lock(self, engine: SearchEngine, make_document: Make) -> None:
        def publish() -> None:
            with engine.writing("public") as writer:
                writer.replace(make_document(1))
                raise RuntimeError("database went away")

        with pytest.raises(RuntimeError, match="database"):
            publish()
        assert engine.entries("public") == {}
        with engine.writing("public") as writer:
            writer.replace(make_document(2))
        assert list(engine.entries("public")) == [B]

    def test_a_document_that_cannot_be_written_cancels_the_others(
        self, engine: SearchEngine, make_document: Make
    ) -> None:
        engine.rebuild("public", [make_document(1)])
        broken = make_document(3, sections={"actions": None})

        def publish() -> None:
            with engine.writing("public") as writer:
                writer.remove(A)
                writer.replace(make_document(2))
                writer.replace(broken)

        with pytest.raises(TypeError):
            publish()
        assert list(engine.entries("public")) == [A]
        with engine.writing("public") as writer:
            writer.remove(A)

    def test_rebuild_returns_the_number_and_reports_progress(self, engine: SearchEngine, make_document: Make) -> None:
        steps: list[int] = []
        assert engine.rebuild("public", (make_document(n) for n in (1, 2, 3)), steps.append) == 3
        assert steps == [1, 2, 3]

    def test_failed_rebuild_leaves_the_old_index(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("public", [make_document(1)])
        with pytest.raises(ValueError, match="twice"):
            engine.rebuild("public", [make_document(2), make_document(2)])
        assert list(engine.entries("public")) == [A]


class TestNearness:
    """Related cases, and titles suggested while typing."""

    def test_related_share_words_and_classification(self, engine: SearchEngine, make_document: Make) -> None:
        other = {"theme": ("MED",), "host": ("LBN",)}
        engine.rebuild("public", [
            make_document(1, "Convoy escorts found mines with detectors."),
            make_document(2, "Water was purified by filters.", facets=other),
            make_document(3, "Detectors found mines for convoy escorts."),
            make_document(4, "A hospital received wounded.", facets=other),
        ])  # fmt: skip
        assert engine.similar("public", A, 1) == [C]
        assert A not in engine.similar("public", A, 10)
        assert engine.similar("public", "CS-1999-0001", 3) == []

    def test_related_by_words_where_all_are_classified_alike(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("public", [
            make_document(1, "Convoy escorts found mines with detectors."),
            make_document(2, "Water was purified by filters.", published_on=date(2026, 9, 1)),
            make_document(3, "Detectors found mines for convoy escorts."),
        ])  # fmt: skip
        assert engine.similar("public", A, 2) == [C, B]

    def test_related_across_languages_by_classification(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("public", [
            make_document(1, "Convoy escorts.", facets={"theme": ("MOV",)}),
            make_document(2, "L'eau potable.", language="fr", facets={"theme": ("CMP",)}),
            make_document(3, "Сопровождение колонн.", language="ru", facets={"theme": ("MOV",)}),
        ])  # fmt: skip
        assert engine.similar("public", A, 1) == [C]

    def test_titles_are_suggested(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("public", [
            make_document(1, title="Night patrols by drone"),
            make_document(2, title="Drone patrols at night"),
            make_document(3, title="Protéger les patrouilles", language="fr"),
        ])  # fmt: skip
        assert engine.suggest("public", "dro", 5) == [B, A]
        assert engine.suggest("public", "PROTEG", 5) == [C]
        assert engine.suggest("public", "night pat", 5) == [A, B]
        assert engine.suggest("public", "nigh patrols", 5) == []
        assert engine.suggest("public", "pat", 1) == [A]
        assert engine.suggest("public", "pat", 5, without=[A]) == [B, C]
        assert engine.suggest("public", " ", 5) == []
