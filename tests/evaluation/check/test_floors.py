"""The check keeps its floors on labelled sentences in six languages, on the held back third as well."""

from collections import Counter

import pytest

from case_studies.check.kinds import FindingKind
from case_studies.vocabulary import Language
from tests.evaluation.check.judgement import (
    OTHERS_HELD,
    OTHERS_TRIED,
    REWORDED,
    Labelled,
    held_back,
    judge,
    open_ones,
    sentences,
)

RECALL, PRECISION = 0.95, 0.85
RECALL_HELD = 0.85  # measured: 0.89
EVERY_SENTENCE = sentences()


@pytest.mark.parametrize(
    "chosen",
    [open_ones(EVERY_SENTENCE), held_back(EVERY_SENTENCE), sentences(REWORDED), sentences(OTHERS_TRIED)],
    ids=["open", "held back", "reworded", "another author"],
)
def test_recall_and_precision_stay_above_the_floors(chosen: list[Labelled]) -> None:
    score = judge(chosen)["all"]
    assert score.recall >= RECALL
    assert score.precision >= PRECISION


def test_wordings_of_another_author_that_no_rule_was_mended_with_keep_what_was_measured() -> None:
    score = judge(sentences(OTHERS_HELD))["all"]
    assert score.recall >= RECALL_HELD
    assert score.precision >= PRECISION


def test_the_sentences_are_many_in_every_language_with_every_kind_and_without() -> None:
    assert len(EVERY_SENTENCE) >= 300
    assert len(held_back(EVERY_SENTENCE)) == len(EVERY_SENTENCE) // 3
    languages = Counter(one.language for one in EVERY_SENTENCE)
    assert languages.keys() == set(Language)
    assert min(languages.values()) >= 40
    kinds = Counter(kind for one in EVERY_SENTENCE for kind, _start, _end in one.entries)
    assert kinds.keys() == set(FindingKind)
    assert min(kinds.values()) >= 6
    without = sum(not one.entries for one in EVERY_SENTENCE)
    assert 0.4 <= without / len(EVERY_SENTENCE) <= 0.6
