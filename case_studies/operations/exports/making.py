"""Making long exports: one at a time in each worker, taken up again after a worker that was killed."""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from case_studies.errors import Incomplete, NotVisible
from case_studies.export_vocabulary import ExportFailure, ExportState
from case_studies.models import Account, Export
from case_studies.models.export import MOST_TRIES
from case_studies.notifications.notify import notify
from case_studies.operations.exports.ending import ended
from case_studies.operations.exports.folder import ExportFolder
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import NotificationEvent

log = logging.getLogger(__name__)

CLAIM_TIME = timedelta(minutes=5)  # after the last progress of a worker


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A document with its mark, and what the account could read: reference, revision and digest of each thing."""

    content: bytes
    mark: str
    contents: list[list[str]]


class Stopped(Exception):  # noqa: N818 - the house names exceptions by what happened
    """The export was stopped or removed, or another worker has it now."""


Progress = Callable[[int, int], None]
"""Notes how many things are done, and of how many. Raises Stopped."""
Make = Callable[[Session, Actor, Export, Progress], MadeFile]


def make_next_export(work: UnitOfWork, folder: ExportFolder, make: Make) -> bool:
    """Make the export that waits longest, and return whether there was one."""
    export = _claim(work)
    if export is None:
        return False
    file = str(export.file)
    try:
        with work.reading() as session:
            actor = Actor.of(session.get(Account, export.account_id))
            made = make(session, actor, export, lambda done, things: _note_progress(work, export, done, things))
        folder.put(file, made.content)
        _note_ready(work, export, made)
        return True
    except Stopped:
        log.info("an export was stopped, or another worker has it")
    except (NotVisible, Incomplete):
        _note_failed(work, export, ExportFailure.NOTHING_LEFT)
    except Exception:
        log.exception("an export failed at try %s", export.tries)
        _note_failed(work, export, ExportFailure.NOT_MADE if export.tries >= MOST_TRIES else None)
    folder.delete(file)
    return True


def _claim(work: UnitOfWork) -> Export | None:
    """Take the next export, unless another worker is faster. One that was tried as often as it may be failed."""
    with work.writing(quietly=True) as session:
        moment = now(session)
        left = and_(Export.state == ExportState.UNDER_WAY, Export.claimed_until <= moment)
        failed = ended(session, ExportState.FAILED, ExportFailure.NOT_MADE)
        session.execute(update(Export).where(left, Export.tries >= MOST_TRIES).values(**failed))
        free = or_(Export.state == ExportState.WAITING, left)
        number = session.scalar(select(Export.id).where(free).order_by(Export.id).limit(1))
        claimed = {
            "state": ExportState.UNDER_WAY,
            "tries": Export.tries + 1,
            "done": 0,
            "file": secrets.token_hex(16),
            "claimed_until": moment + CLAIM_TIME,
        }
        return session.scalar(update(Export).where(Export.id == number, free).values(**claimed).returning(Export))


def _note_progress(work: UnitOfWork, export: Export, done: int, things: int) -> None:
    """Note how many things are done, and keep other workers away for longer. Raises Stopped."""
    with work.writing(quietly=True) as session:
        values = {"done": done, "things": things, "claimed_until": now(session) + CLAIM_TIME}
        _change(session, export, values)


def _note_ready(work: UnitOfWork, export: Export, made: MadeFile) -> None:
    """Note that the file is there, and notify the account. Raises Stopped."""
    with work.writing(quietly=True) as session:
        ready = {**ended(session, ExportState.READY), "mark": made.mark, "contents": made.contents}
        _change(session, export, {**ready, "file": export.file, "done": Export.things})
        account = session.get_one(Account, export.account_id)
        notify(session, NotificationEvent.EXPORT_READY, [account], None, key=f"export:{export.token}")


def _note_failed(work: UnitOfWork, export: Export, failure: ExportFailure | None) -> None:
    """Note why there is no file; without a reason, the next round tries again."""
    with suppress(Stopped), work.writing(quietly=True) as session:
        waits = {"state": ExportState.WAITING, "file": None, "claimed_until": None}
        _change(session, export, ended(session, ExportState.FAILED, failure) if failure else waits)


def _change(session: Session, export: Export, values: dict[str, Any]) -> None:
    """Change an export that this worker still has. Raises Stopped."""
    mine = (Export.id == export.id, Export.state == ExportState.UNDER_WAY, Export.file == export.file)
    if session.scalar(update(Export).where(*mine).values(**values).returning(Export.id)) is None:
        raise Stopped()
