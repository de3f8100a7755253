"""Loads the demonstration's joint texts with the operations that people use. Events have to be loaded before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.clock import Clock
from case_studies.demo import event_loader
from case_studies.models import Account, Event, JointText
from case_studies.models.account import DEMONSTRATION
from case_studies.operations.texts.editing import save_version, start_text
from case_studies.operations.texts.steps import move
from case_studies.policy.actor import Actor
from case_studies.text_vocabulary import CommentKind, TextAction, TextKind
from case_studies.unit_of_work import UnitOfWork

FILE = Path(__file__).parent / "texts.yaml"
KEY = "demo:text:"
"""Before the key in the file, the key by which a loaded text is known."""
COMMENTS_FOR = timedelta(days=21)
AFTER_COMMENTS = COMMENTS_FOR + timedelta(days=2)
SATURDAY = 5


class LoadClock:
    """The clock of the platform, set back while a text is circulated whose days for comments are over."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.back = clock, timedelta()

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.clock() - self.back


def load_texts(work: UnitOfWork) -> int:
    """Load the joint texts that are missing and return their number."""
    clock = LoadClock(work.clock)
    quiet = UnitOfWork(work.engine, clock=clock, settings=replace(work.settings, mails=False), passwords=work.passwords)
    return sum(_load(quiet, clock, row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _load(work: UnitOfWork, clock: LoadClock, row: Mapping[str, Any]) -> bool:
    with work.writing(quietly=True) as session:
        if session.scalar(select(JointText.id).where(JointText.form_key == KEY + row["key"])) is not None:
            return False
        clock.back = AFTER_COMMENTS if "silence" in row else timedelta()
        editor = _actor(session, event_loader.EDITOR.name)
        values = {
            "title": row["title"],
            "text_kind": TextKind(row["text_kind"]),
            "event": _event(session, row),
            "paragraphs": [{"id": None, "text": text} for text in row["paragraphs"]],
        }
        text = start_text(session, editor, values, form_key=KEY + row["key"], demonstration=True)
        until = (work.clock() + COMMENTS_FOR).date()
        _act(session, text, editor, TextAction.CIRCULATE, {"comments_until": until})
        for comment in row.get("comments", ()):
            needs = {name: comment[name] for name in ("paragraph", "text")} | {"kind": CommentKind(comment["kind"])}
            _act(session, text, _actor(session, comment["by"]), TextAction.COMMENT, needs)
        if "version" in row:
            _save(session, text, editor, row["version"])
        clock.back = timedelta()
        if "silence" in row:
            _act(session, text, editor, TextAction.PUT_UNDER_SILENCE, _silence(work, row["silence"]))
    return True


def _act(session: Session, text: JointText, actor: Actor, action: TextAction, needs: Mapping[str, Any]) -> None:
    session.flush()
    move(session, text, actor, action=action, version=text.version, needs=needs)


def _save(session: Session, text: JointText, editor: Actor, row: Mapping[str, Any]) -> None:
    session.flush()
    present = text.current.paragraphs
    paragraphs = [{**one, "text": row["text"]} if one["id"] == row["paragraph"] else one for one in present]
    taken_up = [one.id for one in text.comments[: row["takes_up"]]]
    values = {"paragraphs": paragraphs, "note": row["note"], "taken_up": taken_up}
    save_version(session, text, editor, values, base=text.current.number, version=text.version)


def _silence(work: UnitOfWork, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the hour some days ahead, on a working day."""
    day = (work.clock() + timedelta(days=row["in_days"])).date()
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)
    return {"day": day, "hour": row["hour"], "time_zone": row["time_zone"]}


def _event(session: Session, row: Mapping[str, Any]) -> str:
    """Return the reference of the event that a text is for."""
    key = f"{event_loader.KEY}{row['event']}" if "event" in row else None
    return session.scalar(select(Event.reference).where(Event.form_key == key)) or "" if key else ""


def _actor(session: Session, name: str) -> Actor:
    return Actor.of(session.scalars(select(Account).where(Account.email == name + DEMONSTRATION)).one())
