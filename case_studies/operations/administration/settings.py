"""The settings that an administrator changes while Casebook runs. Each change is in the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotVisible, StaleVersion
from case_studies.models import HistoryEntry, StoredSetting
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.settings import CHANGEABLE, NOT_LONGER
from case_studies.stored_settings import changed_settings, forget_settings, settings_of
from case_studies.unit_of_work import default_settings
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_platform_event

MOST_CHANGES = 20
IS_CHANGE = HistoryEntry.action == HistoryAction.CHANGE_SETTING


@dataclass(frozen=True, slots=True)
class SettingState:
    """A setting: its value now, the value of the environment, and whether an administrator set it."""

    name: str
    value: int
    default: int
    is_changed: bool

    @property
    def least(self) -> int:
        """The smallest value that a page accepts."""
        return CHANGEABLE[self.name][0]

    @property
    def most(self) -> int:
        """The largest value that a page accepts."""
        return CHANGEABLE[self.name][-1]


def list_settings(session: Session, actor: Actor) -> dict[str, SettingState]:
    """Return the settings by name, for an administrator."""
    check_administrator(actor)
    now, defaults, changed = settings_of(session), default_settings(session), changed_settings(session)
    return {
        name: SettingState(name, getattr(now, name), getattr(defaults, name), name in changed) for name in CHANGEABLE
    }


def last_changes(session: Session, actor: Actor) -> Sequence[HistoryEntry]:
    """Return the last changes, the newest first."""
    check_administrator(actor)
    return session.scalars(
        select(HistoryEntry).where(IS_CHANGE).order_by(HistoryEntry.number.desc()).limit(MOST_CHANGES)
    ).all()


def edition_of_settings(session: Session) -> int:
    """Return the number of the last change in the history, by which a page knows whether it is stale."""
    return session.scalar(select(func.max(HistoryEntry.number)).where(IS_CHANGE)) or 0


def change_settings(session: Session, actor: Actor, values: Mapping[str, int], *, edition: int) -> list[str]:
    """Store the values that differ from those of now, and return their names.

    Raises StaleVersion if somebody changed settings since `edition`, Incomplete for a value out of its range.
    """
    states = list_settings(session, actor)
    if edition != edition_of_settings(session):
        raise StaleVersion()
    changes = {name: value for name, value in values.items() if value != states[name].value}
    _check_values(changes, {name: state.value for name, state in states.items()} | changes)
    for name, value in changes.items():
        stored = session.get(StoredSetting, name)
        if stored is None:
            session.add(StoredSetting(name=name, value=value))
        else:
            stored.value = value
        _record(session, actor, states[name], value)
    forget_settings(session)
    return [*changes]


def reset_setting(session: Session, actor: Actor, name: str) -> None:
    """Give a setting back the value of the environment."""
    state = list_settings(session, actor).get(name)
    if state is None:
        raise NotVisible()
    stored = session.get(StoredSetting, name)
    if stored is None:
        return
    session.delete(stored)
    _record(session, actor, state, state.default)
    forget_settings(session)


def _check_values(changes: Mapping[str, int], all_values: Mapping[str, int]) -> None:
    problems: dict[str, list[str]] = {
        name: [N_("The value is outside of its range.")]
        for name, value in changes.items()
        if value not in CHANGEABLE[name]
    }
    for name, longest in NOT_LONGER.items():
        changed = name if name in changes else longest
        if all_values[name] > all_values[longest] and changed in changes:
            problems.setdefault(changed, [N_("A session can’t last longer without use than at the most.")])
    if problems:
        raise Incomplete(problems)


def _record(session: Session, actor: Actor, state: SettingState, value: int) -> None:
    action = HistoryAction.CHANGE_SETTING
    record_platform_event(session, actor, action, note=state.name, before=str(state.value), after=str(value))
