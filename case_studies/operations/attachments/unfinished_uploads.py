"""Files that are arriving in pieces: begun, gone on with after a lost link, read as a whole, given up.

An upload belongs to one account and one case. Nobody else can go on with it, and nobody reads a piece of it.
"""

import re
import secrets
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from case_studies.attachments.limits import (
    LARGEST_CASE,
    LARGEST_FILE,
    LARGEST_PIECE,
    LONGEST_NAME,
    MOST_FILES,
    MOST_UPLOADS,
    UPLOAD_HOURS,
)
from case_studies.attachments.problems import PROBLEMS, FileProblem
from case_studies.errors import N_, Incomplete, Message, NotVisible
from case_studies.models import Case, Upload, UploadPiece
from case_studies.operations.attachments.attachments import bare_name
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import UnitOfWork, now

LASTS = timedelta(hours=UPLOAD_HOURS)
DIGEST = re.compile("[0-9a-f]{64}")


def begin_upload(session: Session, case: Case, actor: Actor, *, name: str, size: int, digest: str) -> Upload:
    """Return the upload of a file: the one that this account began, with what is there of it, or a new one.

    Refuses: not allowed, wrong state, too large, no room in the case, too many unfinished ones.
    """
    check_allowed_now(actor, case, Permission.EDIT)
    if not DIGEST.fullmatch(digest):
        raise Incomplete({"file": [N_("The browser did not say what the file is. Send it again.")]})
    if size > LARGEST_FILE or size < 1:
        raise Incomplete({"file": [PROBLEMS[FileProblem.TOO_LARGE if size > 0 else FileProblem.EMPTY]]})
    _delete_old(session)
    for begun in unfinished_uploads(session, case, actor):
        if (begun.digest, begun.size) == (digest, size):
            begun.name = _kept_name(name)
            return begun
    _check_room(session, case, actor, size)
    upload = Upload(
        case_id=case.id,
        account_id=actor.account_id,
        token=secrets.token_hex(16),
        name=_kept_name(name),
        size=size,
        digest=digest,
        received=0,
        started_at=now(session),
    )
    session.add(upload)
    session.flush()
    return upload


def _kept_name(sent: str) -> str:
    """Return the end of a name: its kind is there."""
    return bare_name(sent)[-LONGEST_NAME:]


def _check_room(session: Session, case: Case, actor: Actor, size: int) -> None:
    """Count the files of the case and what is being sent to it, by all accounts."""
    own = select(func.count()).select_from(Upload).where(Upload.account_id == actor.account_id)
    if session.scalars(own).one() >= MOST_UPLOADS:
        message = Message(N_("At most %(most)s files can be on their way. Discard one first."), most=MOST_UPLOADS)
        raise Incomplete({"file": [message]})
    sizes = [one.file.size for one in case.current.attachments]
    sizes += session.scalars(select(Upload.size).where(Upload.case_id == case.id)).all()
    if len(sizes) >= MOST_FILES:
        raise Incomplete({"file": [Message(N_("At most %(most)s files. Remove one first."), most=MOST_FILES)]})
    if sum(sizes) + size > LARGEST_CASE:
        raise Incomplete(
            {"file": [N_("The files of a case may have 30 MB, with those on their way. Remove one first.")]}
        )


def add_piece(session: Session, case: Case, actor: Actor, token: str, start: int, content: bytes) -> bool:
    """Keep a piece, and return whether it begins where the last one ended. The caller has locked the case."""
    check_allowed_now(actor, case, Permission.EDIT)
    upload = find_upload(session, case, actor, token)
    if start != upload.received:
        return False
    if not 0 < len(content) <= min(LARGEST_PIECE, upload.size - start):
        raise Incomplete({"file": [N_("The piece does not fit into the file.")]})
    session.add(UploadPiece(upload_id=upload.id, start=start, content=content))
    upload.received += len(content)
    return True


def read_upload(session: Session, case: Case, actor: Actor, token: str) -> tuple[str, bytes]:
    """Return the name and the content of a file that is there as a whole."""
    check_allowed_now(actor, case, Permission.EDIT)
    upload = find_upload(session, case, actor, token)
    if not upload.is_whole:
        raise Incomplete({"file": [N_("Some of the file is still missing. Choose it again to go on.")]})
    pieces = select(UploadPiece.content).where(UploadPiece.upload_id == upload.id).order_by(UploadPiece.start)
    content = b"".join(session.scalars(pieces))
    if sha256(content).hexdigest() != upload.digest:
        raise Incomplete({"file": [N_("The file did not arrive as it was sent. Discard it and send it again.")]})
    return upload.name, content


def unfinished_uploads(session: Session, case: Case, actor: Actor) -> list[Upload]:
    """Return what this account began to send to a case, the oldest first."""
    return list(session.scalars(_own(session, case, actor).order_by(Upload.started_at, Upload.id)))


def find_upload(session: Session, case: Case, actor: Actor, token: str) -> Upload:
    """Return an upload of this account to this case. Raises NotVisible."""
    upload = session.scalar(_own(session, case, actor).where(Upload.token == token))
    if upload is None:
        raise NotVisible()
    return upload


def _own(session: Session, case: Case, actor: Actor) -> Select[Upload]:
    own = (Upload.case_id == case.id, Upload.account_id == actor.account_id)
    return select(Upload).where(*own, Upload.started_at > now(session) - LASTS)


def end_upload(session: Session, case: Case, actor: Actor, token: str) -> None:
    """Delete an upload of this account with its pieces, if it is there: it was attached, refused or given up."""
    own = (Upload.case_id == case.id, Upload.account_id == actor.account_id, Upload.token == token)
    session.execute(delete(Upload).where(*own))


def delete_old_uploads(work: UnitOfWork) -> None:
    """Delete the uploads that ended, with their pieces."""
    with work.writing(quietly=True) as session:
        _delete_old(session)


def _delete_old(session: Session) -> None:
    session.execute(delete(Upload).where(Upload.started_at <= now(session) - LASTS))
