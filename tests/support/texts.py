"""Joint texts for tests: brought into a state through the API and the worker's job."""

from datetime import date, datetime, timedelta
from typing import Any

from app.api.examples_of_texts import TEXT
from case_studies.operations.texts.life import run_texts
from case_studies.text_vocabulary import TextState
from case_studies.vocabulary import EventState
from tests.support.api_client import Program, fine
from tests.support.events import event_in
from tests.support.snapshots import built_once
from tests.support.world import World

EDITOR, OTHER_EDITOR = "editor.idn", "editor.bra"
WRITER, CLEARER, ANOTHER, MEMBER = "focal-point.deu", "clearance.deu", "focal-point.gha", "practitioner"
REASON = "We cannot accept two weeks."
SILENCE = ("circulate", "put_under_silence")
PATH: dict[TextState, tuple[str, ...]] = {
    TextState.DRAFT: (),
    TextState.UNDER_COMMENT: ("circulate",),
    TextState.UNDER_SILENCE: SILENCE,
    TextState.SILENCE_BROKEN: (*SILENCE, "ask_to_break", "break_silence"),
    TextState.AGREED: (*SILENCE, "agree"),
    TextState.DELIVERED: (*SILENCE, "agree", "align", "deliver"),
    TextState.DROPPED: ("circulate", "drop"),
}
"""State → the steps that lead to it."""
WHO = {"comment": WRITER, "ask_to_break": WRITER, "break_silence": CLEARER, "align": WRITER}
"""Step → who takes it; the others are the editor's."""


class TextSteps:
    """One joint text, and what is done with it."""

    def __init__(self, world: World, **values: Any) -> None:
        self.world = world
        self.reference = fine(Program(world, EDITOR).post("/texts", {**TEXT, **values}), 201)["reference"]

    @property
    def address(self) -> str:
        """Return the path of the text in the API, which is that of its page."""
        return f"/texts/{self.reference}"

    @property
    def today(self) -> date:
        """Return the day of the world's clock."""
        return self.world.clock.moment.date()

    def read(self, office: str | None = EDITOR) -> Any:
        """Return what an office reads of it."""
        return fine(Program(self.world, office).get(self.address))

    def hour(self) -> datetime:
        """Return the moment at which silence ends."""
        return datetime.fromisoformat(self.read()["silence_until"])

    def needs(self, action: str) -> dict[str, Any]:
        """Return what an action needs, with usual values."""
        if action == "deliver" and "event" not in self.__dict__:
            self.event = event_in(self.world, EventState.ANNOUNCED, audience="public").reference
        tomorrow, week = ((self.today + timedelta(days=days)).isoformat() for days in (1, 7))
        usual: dict[str, dict[str, Any]] = {
            "circulate": {"circulation": {"comments_until": tomorrow, "languages": ["en", "fr"]}},
            "comment": {"comment": {"paragraph": 2, "kind": "proposal", "language": "en", "text": "For two weeks."}},
            "put_under_silence": {"silence": {"day": week, "hour": "18:00", "time_zone": "America/New_York"}},
            "ask_to_break": {"objection": {"paragraph": 2, "reason": REASON}},
            "deliver": {
                "delivery": {
                    "event": getattr(self, "event", ""),
                    "speaker": "A permanent representative",
                    "symbol": "",
                    "link": "https://example.org/statement",
                }
            },
            "drop": {"note": "The meeting is cancelled."},
        }
        return usual.get(action, {})

    def act(self, office: str | None, action: str, **needs: Any) -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "version": self.read()["version"], **self.needs(action), **needs}
        return Program(self.world, office).post(f"{self.address}/transitions", body)

    def change(self, office: str = EDITOR, **values: Any) -> Any:
        """Save a version and return the answer."""
        seen = self.read()
        return Program(self.world, office).patch(
            self.address, {"base": seen["number"], "version": seen["version"], **values}
        )

    def wait(self, **time: float) -> int:
        """Let time pass and the worker do what is due; return how many texts were agreed."""
        self.world.clock.moment += timedelta(**time)
        return run_texts(self.world.platform.work)

    def step(self, action: str) -> None:
        """Take one step on the way to a state. Silence begins after the day for comments."""
        if action == "agree":
            assert self.wait(days=8) == 1
        else:
            if action == "put_under_silence" and self.read()["comments_until"] >= self.today.isoformat():
                self.world.clock.moment += timedelta(days=2)
            fine(self.act(WHO.get(action, EDITOR), action))


@built_once
def text_in(world: World, state: TextState, **values: Any) -> TextSteps:
    """Return a joint text in a state."""
    steps = TextSteps(world, **values)
    for action in PATH[state]:
        steps.step(action)
    return steps
