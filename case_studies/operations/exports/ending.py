"""Stopping and removing long exports. Of what ended, nothing stays."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from case_studies.errors import WrongState
from case_studies.export_vocabulary import IN_PROGRESS, ExportFailure, ExportState
from case_studies.models import Account, Export
from case_studies.operations.exports.folder import ExportFolder
from case_studies.operations.exports.queries import find_export
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import UnitOfWork, now

KEPT_FOR = timedelta(hours=24)
"""How long a file can be downloaded, and how long the page says that there is none."""


def ended(session: Session, state: ExportState, failure: ExportFailure | None = None) -> dict[str, Any]:
    """Return what an export has that ended without a file. What is there of it is deleted by the worker."""
    return {
        "state": state,
        "failure": failure,
        "file": None,
        "mark": None,
        "contents": None,
        "claimed_until": None,
        "expires_at": now(session) + KEPT_FOR,
    }


def _end(session: Session, export: Export, state: ExportState, failure: ExportFailure | None = None) -> None:
    for name, value in ended(session, state, failure).items():
        setattr(export, name, value)


def stop_export(session: Session, actor: Actor, token: str) -> None:
    """Stop an export that waits or is under way. Raises NotVisible, or WrongState if it ended."""
    export = find_export(session, actor, token, for_change=True)
    if export.state not in IN_PROGRESS:
        raise WrongState()
    _end(session, export, ExportState.STOPPED)


def void_export(session: Session, folder: ExportFolder, actor: Actor, token: str, failure: ExportFailure) -> None:
    """Delete a file that is refused, and note why."""
    export = find_export(session, actor, token, for_change=True)
    if export.is_ready:
        folder.delete(str(export.file))
        _end(session, export, ExportState.FAILED, failure)


def remove_export(session: Session, folder: ExportFolder, actor: Actor, token: str) -> None:
    """Forget an export, and delete its file. A worker that makes it notices that it is gone."""
    export = find_export(session, actor, token, for_change=True)
    if export.file is not None:
        folder.delete(export.file)
    session.delete(export)


def delete_old_exports(work: UnitOfWork, folder: ExportFolder) -> None:
    """Delete exports that expired or whose account is closed, and each file that no export has.

    Files are listed first: one that comes later belongs to a row that is there already.
    """
    names = folder.names()
    closed = select(Account.id).where(~Account.active)
    with work.writing(quietly=True) as session:
        session.execute(delete(Export).where(or_(Export.expires_at <= now(session), Export.account_id.in_(closed))))
    with work.reading() as session:
        kept = set(session.scalars(select(Export.file).where(Export.file.in_(names)))) if names else set()
    for name in names - kept:
        folder.delete(name)
