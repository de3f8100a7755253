"""Random offices take random steps with joint texts, while time passes. After every step each promise is checked."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from case_studies.errors import Refusal
from case_studies.models import JointText
from case_studies.operations.texts.editing import save_version
from case_studies.operations.texts.life import run_texts
from case_studies.operations.texts.queries import find_text, list_texts
from case_studies.operations.texts.steps import move
from case_studies.policy.actor import NOBODY
from case_studies.policy.text_release import ReleasedText
from case_studies.policy.texts import STATES
from case_studies.text_vocabulary import Alignment, CommentKind, TextAction, TextState
from case_studies.vocabulary import EventState
from tests.support.events import event_in
from tests.support.texts import ANOTHER, CLEARER, EDITOR, WRITER, TextSteps
from tests.support.world import World

pytestmark = pytest.mark.slow

A, S = TextAction, TextState
OFFICES = (EDITOR, WRITER, CLEARER, ANOTHER, "clearance.gha", "practitioner")
LIKELY = {
    **dict.fromkeys((A.CIRCULATE, A.PUT_UNDER_SILENCE, A.DELIVER), EDITOR),
    A.ASK_TO_BREAK: WRITER,
    A.BREAK_SILENCE: CLEARER,
    A.DROP_BREAK: CLEARER,
    A.COMMENT: ANOTHER,
    A.ALIGN: WRITER,
    A.STAND_ASIDE: ANOTHER,
    A.DROP: "practitioner",
}
"""Action → who mostly tries it; nobody drops a text often."""
FIXED = (S.UNDER_SILENCE, S.AGREED, S.DELIVERED)
WALKS, STEPS, OFTEN = 7, 40, 0.8


class Walk:
    """One text, what it said before each step, and what was answered."""

    def __init__(self, world: World, random: Random, event: str) -> None:
        self.world, self.random, self.steps = world, random, TextSteps(world)
        self.delivery = {"event": event, "speaker": "An office", "link": "https://example.org/text"}
        self.answers: dict[str, Alignment] = {}
        self.hour: datetime | None = None
        self.fixed: list[Any] | None = None
        self.state = S.DRAFT

    def go(self) -> None:
        """Let time pass, save a version, or try an action."""
        fitting = [action for action in LIKELY if self.state in STATES[action]]
        chosen = self.random.choice((*fitting, *fitting, "time", "time", "version", self.random.choice([*LIKELY])))
        if chosen == "time":
            self.world.clock.moment += timedelta(hours=self.random.choice((1, 9, 40, 90)))
            if self.random.random() < OFTEN:  # the worker is late now and then
                run_texts(self.world.platform.work)
        elif chosen == "version":
            self.try_to(None, EDITOR)
        else:
            office = LIKELY[A(chosen)] if self.random.random() < OFTEN else self.random.choice(OFFICES)
            self.try_to(A(chosen), office)

    def try_to(self, action: TextAction | None, office: str) -> None:
        """Try it. Only refusals of the domain are expected."""
        actor = self.world.actor(office)
        try:
            with self.world.platform.work.writing() as session:
                text = find_text(session, actor, self.steps.reference, for_change=True)
                if action is None:
                    words = f"We ask {self.random.randint(0, 9)} times.\n\nWe wait."
                    sent = [{"id": self.random.choice([one["id"] for one in text.current.paragraphs]), "text": words}]
                    seen = {"base": text.current.number, "version": text.version}
                    save_version(session, text, actor, {"paragraphs": sent}, **seen)
                    return
                move(
                    session, text, actor, action=action, version=text.version, note="Why.", needs=self.of(action, text)
                )
        except Refusal:
            return
        if action in (A.ALIGN, A.STAND_ASIDE):
            self.answers[actor.delegation or ""] = Alignment.ALIGNED if action == A.ALIGN else Alignment.STOOD_ASIDE

    def of(self, action: TextAction, text: JointText) -> dict[str, Any]:
        """Return what an action needs: a paragraph of the present version, an hour in some days."""
        paragraph = {"paragraph": text.current.paragraphs[0]["id"]}
        tomorrow = (self.world.clock.moment + timedelta(days=1)).date()
        day = (self.world.clock.moment + timedelta(days=self.random.randint(0, 5))).date()
        return {
            A.CIRCULATE: {"comments_until": tomorrow, "languages": []},
            A.COMMENT: {**paragraph, "kind": CommentKind.QUESTION, "text": "Why?"},
            A.ASK_TO_BREAK: {**paragraph, "reason": "We cannot."},
            A.PUT_UNDER_SILENCE: {"day": day, "hour": "18:00", "time_zone": self.random.choice(("UTC", "Asia/Tokyo"))},
            A.DELIVER: self.delivery,
        }.get(action, {})

    def look(self) -> None:
        """Check every promise in the database."""
        now = self.world.clock.moment
        with self.world.platform.work.reading() as session:
            text = session.scalars(select(JointText).where(JointText.reference == self.steps.reference)).one()
            public = {one.reference for one in list_texts(session, NOBODY, states=list(S)).texts}
            assert (text.reference in public) == (text.state == S.DELIVERED)
            assert [one.number for one in text.versions] == [*range(1, len(text.versions) + 1)]
            for version in text.versions:
                ids = [one["id"] for one in version.paragraphs]
                assert len(ids) == len(set(ids)), "each paragraph has its own id"
            self._look_at_silence(text, now)
            self._look_at_answers(text)
            self.state = text.state

    def _look_at_silence(self, text: JointText, now: datetime) -> None:
        if text.state == S.UNDER_SILENCE:
            self.hour = text.silence_until
        broken = text.broken
        if text.state == S.SILENCE_BROKEN:
            assert broken is not None
            assert self.hour is None or (broken.cleared_at or now) < self.hour, "nobody breaks silence after the hour"
            assert broken.cleared_by_id != broken.author_id, "two persons of a delegation"
        if text.state in (S.AGREED, S.DELIVERED):
            assert text.silence_until is not None
            assert text.silence_until <= now, "nothing is agreed before the hour"
            assert broken is None or broken.version_number < text.current.number, "nobody broke silence on these words"
        fixed = text.current.paragraphs if text.state in FIXED else None
        assert self.fixed is None or fixed is None or fixed == self.fixed, "from silence on, nothing changes"
        self.fixed = fixed

    def _look_at_answers(self, text: JointText) -> None:
        assert {one.delegation_code: one.answer for one in text.alignments} == self.answers, "no answer is no answer"
        named = ReleasedText(text, NOBODY).aligned if text.state == S.DELIVERED else None
        aligned = sorted(code for code, answer in self.answers.items() if answer == Alignment.ALIGNED)
        assert named is None or (sorted(one.code for one in named) == aligned and aligned)


def test_no_walk_breaks_a_promise(bare: World) -> None:
    random, reached = Random(4), set[TextState]()
    event = event_in(bare, EventState.ANNOUNCED).reference
    for _number in range(WALKS):
        walk = Walk(bare, random, event)
        for _step in range(STEPS):
            walk.go()
            walk.look()
            reached.add(walk.state)
            if walk.state in (S.DELIVERED, S.DROPPED):
                break
    assert reached == set(S), "the walks went everywhere"
