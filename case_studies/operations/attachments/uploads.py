"""A file that arrives: inspected in a process of its own, then stored under its hash, before a case refers to it."""

from hashlib import sha256

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from case_studies.attachments.inspection import CleanFile
from case_studies.attachments.problems import PROBLEMS, FileRefused
from case_studies.attachments.process import inspect_apart
from case_studies.attachments.store import FileStore
from case_studies.errors import Incomplete
from case_studies.models import StoredFile
from case_studies.unit_of_work import UnitOfWork, now

PREVIEW = ".preview"


def inspect_upload(content: bytes) -> CleanFile:
    """Return the cleaned copy of a file. Raises Incomplete with the reason for which it is refused."""
    try:
        return inspect_apart(content)
    except FileRefused as refusal:
        raise Incomplete({"file": [PROBLEMS[refusal.problem]]}) from refusal


def store_upload(work: UnitOfWork, store: FileStore, cleaned: CleanFile) -> str:
    """Store a cleaned file and return its hash.

    Its row comes first: the worker deletes a file with its row, and never one whose row is new.
    """
    digest = sha256(cleaned.content).hexdigest()
    with work.writing(quietly=True) as session:
        _upsert(session, digest, cleaned)
    store.put(digest, cleaned.content)
    if cleaned.preview:
        store.put(f"{digest}{PREVIEW}", cleaned.preview)
    return digest


def _upsert(session: Session, digest: str, cleaned: CleanFile) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    moment = now(session)
    row = insert(StoredFile).values(
        digest=digest,
        media_type=cleaned.kind,
        size=len(cleaned.content),
        pages=cleaned.pages,
        width=cleaned.width,
        height=cleaned.height,
        language=cleaned.language,
        text=cleaned.text,
        stored_at=moment,
    )
    session.execute(row.on_conflict_do_update(index_elements=["digest"], set_={"stored_at": moment}))
