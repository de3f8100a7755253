"""The lock of one part of a case: no page overwrites a text that it has not shown, or is refused without need."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from case_studies.errors import StaleVersion
from case_studies.operations.cases.editing import save_part
from case_studies.operations.cases.parts import part_mark, part_marks, part_values
from case_studies.operations.cases.queries import find_case
from case_studies.operations.opened_page import OpenedPage
from tests.support.template import Template
from tests.support.workflow_cases import WRITER, Steps
from tests.support.world import World

PAGES = 3


@dataclass
class Page:
    """A page as a browser has it: its key, and what it knows of the stored text."""

    key: str
    mark: str
    latest: str
    has_lost_an_answer: bool = False


class Writers:
    """Pages that write in the results of one case, each step in a transaction of its own."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.case = Steps.start(world)
        self.actor = world.actor(WRITER)
        self.pages: dict[int, Page] = {}
        self.opened = 0

    @property
    def stored(self) -> str:
        return self.case.look().current.sections.get("results", "")

    def open(self, number: int) -> None:
        """Open the page, or load it again."""
        self.opened += 1
        revision = self.case.look().current
        self.pages[number] = Page(f"page-{self.opened}", part_mark(revision, "results"), self.stored)

    def save(self, number: int, text: str, *, answer_is_lost: bool) -> None:
        """Save a text from the page, and check that the lock does what it promises."""
        page, before = self.pages[number], self.stored
        try:
            with self.world.platform.work.writing() as session:
                case = find_case(session, self.actor, self.case.reference, for_change=True)
                opened = OpenedPage(page.key, page.mark)
                mark = save_part(session, case, self.actor, "results", {"results": text}, opened)
        except StaleVersion:
            assert self.stored == before
            assert before != page.latest or page.has_lost_an_answer, "a page that knows the text is not refused"
            self.keep_mine(number, text)
            return
        assert self.stored in (before, text)
        if self.stored != before:
            assert before == page.latest, "a text that the page does not know was overwritten"
            page.latest = self.stored
        if answer_is_lost:
            page.has_lost_an_answer = True
        else:
            page.mark = mark

    def keep_mine(self, number: int, text: str) -> None:
        """See both texts side by side, and keep the typed one."""
        self.open(number)
        self.save(number, text, answer_is_lost=False)
        assert self.stored == text


@pytest.fixture(scope="module")
def world(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One platform for all examples; each starts a case of its own."""
    made = bare_template.copy(tmp_path_factory.mktemp("parts"))
    yield made
    made.close()


STEP = st.tuples(st.integers(0, PAGES - 1), st.sampled_from(["open", "save", "save", "lose"]), st.integers(0, 4))


@pytest.mark.slow
@hypothesis_settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEP, min_size=2, max_size=12))
def test_no_acknowledged_text_is_overwritten_unseen(world: World, steps: list[tuple[int, str, int]]) -> None:
    writers = Writers(world)
    for number, act, text in steps:
        if act == "open" or number not in writers.pages:
            writers.open(number)
        else:
            writers.save(number, f"Text {text}", answer_is_lost=act == "lose")


def test_equal_values_have_equal_marks_and_other_parts_have_their_own(bare: World) -> None:
    case = Steps.start(bare)
    revision = case.look().current
    before = part_marks(revision, ["results", "lessons", "themes"])
    own = {"results", "public_results", "audience_of_results", "unmentioned_results"}
    assert set(part_values(revision, "results")) == own
    case.edit(themes=["MOV-CONVOY", "EXP-SEARCH"])  # the same in another order
    assert part_marks(case.look().current, ["results", "lessons", "themes"]) == before
    case.edit(sections={"results": "Counted."})
    after = part_marks(case.look().current, ["results", "lessons", "themes"])
    assert {part for part in before if before[part] != after[part]} == {"results"}
