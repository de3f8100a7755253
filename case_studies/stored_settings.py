"""The settings as they are now: what administrators changed, otherwise what the environment of the process says."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import StoredSetting
from case_studies.settings import CHANGEABLE, Settings
from case_studies.unit_of_work import default_settings

_READ = "settings as they are now"


def settings_of(session: Session) -> Settings:
    """Return the settings, which a session reads once. So a change counts from the next request or job on."""
    if _READ not in session.info:
        changed: dict[str, Any] = changed_settings(session)
        session.info[_READ] = replace(default_settings(session), **changed)
    settings: Settings = session.info[_READ]
    return settings


def changed_settings(session: Session) -> dict[str, int]:
    """Return the stored values by name. A row of another version of Casebook has no effect."""
    rows = session.scalars(select(StoredSetting))
    return {row.name: row.value for row in rows if row.name in CHANGEABLE}


def forget_settings(session: Session) -> None:
    """Let a session that changed settings read them again."""
    session.info.pop(_READ, None)
