"""docs/asvs.md: every requirement of ASVS 5.0 at levels 1 and 2 once, with a proof that exists, and true counts."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
DOCUMENT = (HOUSE / "docs" / "asvs.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
ROWS = ROW.findall(DOCUMENT)
MET, NOT_MET, DOES_NOT_APPLY = "met", "not met", "does not apply"
LONGEST_PARAPHRASE = 90  # the words of the standard are under another licence
SOURCE = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.\w+|[\w.-]+(?:/[\w.-]+)+)(?:::(\w+))?`")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def test_every_requirement_is_there_once_with_its_level() -> None:
    numbers = (Path(__file__).parent / "asvs_5_0_0.txt").read_text(encoding="utf-8").splitlines()
    assert [f"{number} {level}" for number, level, *_ in ROWS] == numbers
    assert len(numbers) == 253


def test_the_counts_at_the_top_are_those_of_the_table() -> None:
    counted = Counter(state for _number, _level, _asks, state, _proof in ROWS)
    assert set(counted) <= {MET, NOT_MET, DOES_NOT_APPLY}
    stated = dict(re.findall(r"^\| ([a-z][\w ]+) \| (\d+) \|$", DOCUMENT, re.MULTILINE))
    assert stated == {
        "at levels 1 and 2": str(len(ROWS)),
        "that apply": str(counted[MET] + counted[NOT_MET]),
        MET: str(counted[MET]),
        NOT_MET: str(counted[NOT_MET]),
        "do not apply": str(counted[DOES_NOT_APPLY]),
    }


@pytest.mark.parametrize(("number", "state", "proof"), [(row[0], row[3], row[4]) for row in ROWS])
def test_each_proof_exists_and_what_is_met_has_one(number: str, state: str, proof: str) -> None:
    """If this fails after a test was renamed: look whether it still proves the requirement, and rename it there."""
    named = SOURCE.findall(proof)
    for path, test in named:
        assert (HOUSE / path).exists(), f"{number}: {path}"
        assert not test or test in _tests(path), f"{number}: {path}::{test}"
    assert state != MET or named or LINK.findall(proof), f"{number} is met, and nothing shows it"
    assert proof.strip()


def test_the_words_are_ours_and_short() -> None:
    assert [number for number, _level, asks, *_ in ROWS if len(asks) > LONGEST_PARAPHRASE] == []


@cache
def _tests(path: str) -> frozenset[str]:
    tree = ast.parse((HOUSE / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
