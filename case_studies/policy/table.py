"""Two tables decide what an actor may do with a thing: who has a right, and in which states it can be used.

A person who has no right is refused with 403. A thing in another state is refused with 409. Each kind of thing has its
own `PolicyTable`: that of cases is in `allowed_now.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Generic, Protocol, TypeVar

from case_studies.errors import NotAllowed, NotSignedIn, NotVisible, WrongState
from case_studies.policy.actor import Actor


class HasState(Protocol):
    """A thing whose state decides what can be done with it."""

    @property
    def state(self) -> Any:
        """The state."""
        ...


T = TypeVar("T", bound=HasState)
Sentence = Callable[[Actor, T], bool]
Lines = tuple[tuple[Sentence[T], ...], ...]


@dataclass(frozen=True)
class PolicyTable(Generic[T]):
    """The rules and the states of one kind of thing. A rule holds when every sentence of one of its lines is true."""

    rules: Mapping[Any, Lines[T]]
    states: Mapping[Any, frozenset[Any]]
    sees: Callable[[Actor, T], bool]
    not_allowed: Mapping[Any, str] = field(default_factory=dict)
    wrong_state: Mapping[Any, str] = field(default_factory=dict)

    def may(self, actor: Actor, right: StrEnum, thing: T) -> bool:
        """Whether the rules give the actor this right, in whichever state the thing is."""
        return any(all(sentence(actor, thing) for sentence in line) for line in self.rules[right])

    def usable(self, actor: Actor, thing: T) -> tuple[Any, ...]:
        """Return what the actor may do with the thing now, in the order of the table; nothing if they do not see it."""
        if not self.sees(actor, thing):
            return ()
        holds = cache(lambda sentence: sentence(actor, thing))
        return tuple(
            right
            for right, lines in self.rules.items()
            if thing.state in self.states[right] and any(all(holds(sentence) for sentence in line) for line in lines)
        )

    def check_permitted(self, actor: Actor, thing: T, right: StrEnum) -> None:
        """Refuse, in this order: not visible (404), not signed in (401), not allowed (403)."""
        if not self.sees(actor, thing):
            raise NotVisible()
        if not actor.signed_in:
            raise NotSignedIn()
        if not self.may(actor, right, thing):
            raise NotAllowed(self.not_allowed.get(right))

    def check_usable(self, actor: Actor, thing: T, right: StrEnum) -> None:
        """Refuse what `check_permitted` refuses, then what can't be done in the present state (409)."""
        self.check_permitted(actor, thing, right)
        if right not in self.usable(actor, thing):
            raise WrongState(self.wrong_state.get(right))
