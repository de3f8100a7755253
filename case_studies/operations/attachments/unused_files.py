"""Deletes files that no revision has, a week or more after they were last sent."""

from datetime import timedelta

from sqlalchemy import delete, select

from case_studies.attachments.store import FileStore
from case_studies.models import Attachment, StoredFile
from case_studies.operations.attachments.uploads import PREVIEW
from case_studies.unit_of_work import UnitOfWork, now

KEPT_FOR = timedelta(days=7)  # after it was last sent
AT_ONCE = 100


def delete_unused_files(work: UnitOfWork, store: FileStore) -> int:
    """Delete them, and return their number. A file whose deletion fails stays for the next run."""
    unused = (
        StoredFile.stored_at <= work.clock() - KEPT_FOR,
        ~select(Attachment.id).where(Attachment.digest == StoredFile.digest).exists(),
    )
    with work.reading() as session:
        digests = session.scalars(select(StoredFile.digest).where(*unused).limit(AT_ONCE)).all()
    return sum(_delete(work, store, digest) for digest in digests)


def _delete(work: UnitOfWork, store: FileStore, digest: str) -> bool:
    """Delete a row, and its file before the row is gone: a request that sends the file again waits for the row."""
    with work.writing(quietly=True) as session:
        unused = ~select(Attachment.id).where(Attachment.digest == digest).exists()
        old = StoredFile.stored_at <= now(session) - KEPT_FOR
        row = delete(StoredFile).where(StoredFile.digest == digest, old, unused).returning(StoredFile.digest)
        if session.scalar(row) is None:
            return False
        store.delete(digest)
        store.delete(f"{digest}{PREVIEW}")
        return True
