"""Cases that may answer a difficult issue: near in theme, for its reader only, and without an index none."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from case_studies.models import Issue, Theme
from case_studies.operations.cases.queries import find_case
from case_studies.operations.search.answer_suggestions import may_answer
from case_studies.policy.actor import Actor
from case_studies.search.whoosh_engine import WhooshEngine
from case_studies.vocabulary import Action, Language
from case_studies.workflow.cases import CASES
from tests.support.world import World

INTELLIGENCE_UNIT = "CS-2026-0004"  # for members only
SURGICAL_TEAMS = "CS-2026-0008"


def suggested(
    world: World, reader: Actor, question: str, themes: Sequence[str], engine: WhooshEngine | None = None
) -> list[str]:
    """Return the references that a reader gets."""
    with world.platform.work.reading() as session:
        chosen = [session.get_one(Theme, code) for code in themes]
        issue = Issue(
            reference="", language=Language.ENGLISH, question=question, setting="", already_tried="", themes=chosen
        )
        found = may_answer(session, engine or world.platform.search, reader, issue)
        return [one.reference for one in found]


@pytest.mark.slow
def test_a_case_of_the_theme_in_another_language_comes_before_those_that_share_words(library: World) -> None:
    reader = library.actor("practitioner")
    question = "Which route does a patrol take when the radio fails?"
    assert SURGICAL_TEAMS in suggested(library, reader, question, ["MED-AIR"])[:2]
    assert SURGICAL_TEAMS not in suggested(library, reader, question, [])


def test_what_a_reader_may_not_read_is_not_suggested(library: World) -> None:
    question = "How do we share what the analysts know?"
    member, visitor = library.actor("practitioner"), Actor()
    assert suggested(library, member, question, ["AWR-SHARE"])[0] == INTELLIGENCE_UNIT
    for_visitor = suggested(library, visitor, question, ["AWR-SHARE"])
    assert INTELLIGENCE_UNIT not in for_visitor
    assert len(for_visitor) >= 3


def test_a_withdrawn_case_that_is_still_in_the_index_leaves_its_place_to_another(library: World) -> None:
    reader = library.actor("practitioner")
    before = suggested(library, reader, "A surgeon who moves", ["MED-AIR"])
    assert SURGICAL_TEAMS in before
    office = library.actor("focal-point.rwa")
    with library.platform.work.writing(quietly=True) as session:
        case = find_case(session, office, SURGICAL_TEAMS)
        CASES.perform(session, case, Action.WITHDRAW, office, note="", version=case.version)
    after = suggested(library, reader, "A surgeon who moves", ["MED-AIR"])
    assert SURGICAL_TEAMS not in after
    assert len(after) == len(before)


def test_without_an_index_nothing_is_suggested(library: World, tmp_path: Path) -> None:
    missing = WhooshEngine(tmp_path / "missing")
    assert suggested(library, library.actor("practitioner"), "A surgeon who moves", ["MED-AIR"], missing) == []
