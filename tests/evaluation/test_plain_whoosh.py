"""The baseline does what Whoosh's manual promises, so the comparison is fair."""

from collections.abc import Callable
from pathlib import Path

import pytest

from case_studies.search.contract import SearchDocument
from tests.evaluation.plain_whoosh import PlainWhoosh


@pytest.fixture
def plain(make_document: Callable[..., SearchDocument], tmp_path: Path) -> PlainWhoosh:
    documents = [
        make_document(1, title="Escorting convoys", sections={"actions": "Mines were cleared."}),
        make_document(2, summary="A convoy waited.", labels=("Mali",)),
        make_document(3, summary="Patrols by night."),
    ]
    return PlainWhoosh.build(tmp_path / "plain", documents)


def test_it_stems_and_reads_title_summary_and_text(plain: PlainWhoosh) -> None:
    assert set(plain.search("convoys", 20)) == {"CS-2026-0001", "CS-2026-0002"}
    assert plain.search("mine", 20) == ["CS-2026-0001"]
    assert plain.search("patrol", 20) == ["CS-2026-0003"]


def test_it_holds_the_labels_too(plain: PlainWhoosh) -> None:
    assert plain.search("mali", 20) == ["CS-2026-0002"]


def test_all_words_or_any(plain: PlainWhoosh) -> None:
    assert plain.search("convoy patrol", 20) == []
    assert set(plain.search("convoy patrol", 20, any_word=True)) == {"CS-2026-0001", "CS-2026-0002", "CS-2026-0003"}


def test_a_limit_holds(plain: PlainWhoosh) -> None:
    assert len(plain.search("convoy patrol", 2, any_word=True)) == 2
