"""The engine: the only code that changes the state of anything. Each kind of thing has its own table of transitions.

`Workflow` performs any row of any table. A kind of thing adds what it records, whom it notifies and what it indexes:
see `cases.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Refusal, StaleVersion, WrongState
from case_studies.models import HistoryEntry
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.table import PolicyTable


class Moving(Protocol):
    """A thing that goes through states. `version` increases with every change, so that a stale page is refused."""

    version: Any
    moved_at: Any

    @property
    def state(self) -> Any:
        """The state that readers of the table know."""
        ...


T = TypeVar("T", bound=Moving)
Guard = Callable[[Session, T, str], None]
Effect = Callable[[Session, T, Actor], Any]


@dataclass(frozen=True, slots=True)
class Transition(Generic[T]):
    """One row: from which states, to which state, what it needs, what it does.

    `effect` returns what gets the new state: the thing itself, or its revision. With `reason`, a note is required.
    With `shows`, readers find something else afterwards, so the index is updated. With `at_once`, the action is
    performed even if the thing changed after the page was opened. A `quiet` action is for those who may read the
    history: others do not notice that something happened, neither in the order of lists nor in the version.
    """

    action: Any
    sources: frozenset[Any]
    target: Any
    effect: Effect[T]
    needs: tuple[Guard[T], ...] = ()
    reason: bool = False
    shows: bool = False
    at_once: bool = False
    quiet: bool = False

    def target_for(self, thing: T) -> Any:
        """Return the new state."""
        return self.target if isinstance(self.target, StrEnum) else self.target(thing)


@dataclass(frozen=True, slots=True)
class Step:
    """A row that was performed: the action, its reason, and the states before and after.

    `done_to` and `result` are what had the state before and what has it now. They differ where a step opens the next
    revision.
    """

    action: Any
    note: str
    done_to: Any
    result: Any
    before: Any

    @property
    def after(self) -> Any:
        """The state after the step."""
        return self.result.state


class Workflow(Generic[T]):
    """A table of transitions with the policy that says who may perform them."""

    transitions: ClassVar[Mapping[Any, Transition[Any]]]
    policy: ClassVar[PolicyTable[Any]]
    stale: ClassVar[str] = StaleVersion.message

    def perform(self, session: Session, thing: T, action: Any, actor: Actor, *, note: str = "", version: int) -> None:
        """Perform one row of the table, or refuse and change nothing.

        Refuses in this order: not visible, not allowed, wrong state, stale version, reason or content missing.
        """
        transition = self.transitions[action]
        self.policy.check_usable(actor, thing, action)
        if thing.version != version and not transition.at_once:
            raise StaleVersion(self.stale)
        self._check_needs(session, transition, thing, note)
        self._perform(session, transition, thing, actor, note)

    def perform_by_platform(self, session: Session, thing: T, action: Any) -> None:
        """Perform a row that no person may perform, when its time has come, or refuse and change nothing."""
        transition = self.transitions[action]
        if thing.state not in transition.sources:
            raise WrongState()
        self._check_needs(session, transition, thing, "")
        self._perform(session, transition, thing, NOBODY, "")

    def _perform(self, session: Session, transition: Transition[T], thing: T, actor: Actor, note: str) -> None:
        done_to, before = self.holder(thing), thing.state
        with session.no_autoflush:  # the database checks the complete change
            target = transition.target_for(thing)
            result = transition.effect(session, thing, actor)
            result.state = target
        step = Step(transition.action, note, done_to, result, before)
        self.prepare(thing, step)
        session.flush()
        entry = self.record(session, thing, actor, step)
        if not transition.quiet:
            thing.moved_at = entry.at
        self.notify(session, thing, transition.action, actor, entry)
        if transition.shows:
            self.index(session, thing)

    def holder(self, thing: T) -> Any:
        """Return what has the state: mostly the thing itself."""
        return thing

    def prepare(self, thing: T, step: Step) -> None:
        """Store what has to be stored with the new state. Most kinds need nothing."""

    def record(self, session: Session, thing: T, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history."""
        raise NotImplementedError

    def notify(self, session: Session, thing: T, action: Any, actor: Actor, entry: HistoryEntry) -> None:
        """Notify the accounts that the step concerns."""
        raise NotImplementedError

    def index(self, session: Session, thing: T) -> None:
        """Put the update of the index into the outbox. Of things beside the cases, each entry of the history does."""

    def possible_actions(self, session: Session, thing: T, actor: Actor) -> list[Any]:
        """Return what the actor may do next. Pages show these buttons, the API these `actions`."""
        return [action for action in self._allowed(actor, thing) if self._obstacle(session, action, thing) is None]

    def obstacles(self, session: Session, thing: T, actor: Actor) -> dict[Any, Refusal]:
        """Return the actions that the actor may perform once something is completed, with what is missing."""
        refusals = {action: self._obstacle(session, action, thing) for action in self._allowed(actor, thing)}
        return {action: refusal for action, refusal in refusals.items() if refusal is not None}

    def why_reason_is_needed(self, session: Session, thing: T, action: Any) -> list[str]:
        """Return why an action that usually needs no reason needs one for this thing."""
        explanations: list[str] = []
        for guard in self.transitions[action].needs:
            try:
                guard(session, thing, "")
            except Incomplete as refusal:
                explanations += refusal.fields.get("note", [])
            except Refusal:  # another obstacle, which `obstacles` reports
                continue
        return explanations

    def _allowed(self, actor: Actor, thing: T) -> list[Any]:
        return [right for right in self.policy.usable(actor, thing) if right in self.transitions]

    def _obstacle(self, session: Session, action: Any, thing: T) -> Refusal | None:
        """Return why a transition is refused even if a reason is given, or None."""
        try:
            for guard in self.transitions[action].needs:
                guard(session, thing, "given")
        except Refusal as refusal:
            return refusal
        return None

    def _check_needs(self, session: Session, transition: Transition[T], thing: T, note: str) -> None:
        if transition.reason and not note:
            raise Incomplete({"note": [N_("Give a reason. The next person who works on the case reads it.")]})
        for guard in transition.needs:
            guard(session, thing, note)


def no_effect(_session: Session, thing: T, _actor: Actor) -> T:
    """Change only the state."""
    return thing
