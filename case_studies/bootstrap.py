"""The composition root: database, search, files, mails, clock and password hashing, wired once.

Tests pass in parts instead of patching.
"""

from dataclasses import dataclass
from pathlib import Path

from case_studies.attachments.store import FileStore, FolderStore
from case_studies.clock import Clock, system_clock
from case_studies.db import make_engine
from case_studies.notifications.email import MailSettings
from case_studies.notifications.mailer import Mailer
from case_studies.notifications.outbox import Outbox
from case_studies.operations.exports.folder import ExportFolder
from case_studies.passwords import Passwords
from case_studies.search.engine import SearchEngine
from case_studies.search.sync.indexer import Indexer
from case_studies.search.whoosh_engine import WhooshEngine
from case_studies.settings import Settings
from case_studies.unit_of_work import UnitOfWork

INDEX_WAIT = 5.0  # seconds that a request waits for the index; after that the index task stays in the outbox


@dataclass(frozen=True, slots=True)
class Platform:
    """The platform, without pages, API and commands."""

    work: UnitOfWork
    search: SearchEngine
    indexer: Indexer
    outbox: Outbox
    files: FileStore
    exports: ExportFolder


def assemble_platform(
    database_url: str,
    index_dir: Path,
    *,
    files: FileStore | None = None,
    settings: Settings | None = None,
    clock: Clock = system_clock,
    passwords: Passwords | None = None,
    mail_settings: MailSettings | None = None,
    mailer: Mailer | None = None,
    debug: bool = False,
) -> Platform:
    """Return the platform. The search index is updated after each commit; the worker sends the mails.

    Files are in a folder beside the indexes, unless another store for them is given. Long exports are always there.
    """
    work = UnitOfWork(make_engine(database_url), clock=clock, settings=settings, passwords=passwords, debug=debug)
    search = WhooshEngine(index_dir, wait=INDEX_WAIT)
    indexer = Indexer(work, search)
    work.after_commit = (indexer.drain,)
    outbox = Outbox(work, mail_settings or MailSettings(), mailer)
    beside = index_dir.parent
    files = files or FolderStore(beside / "files")
    return Platform(work, search, indexer, outbox, files, ExportFolder(beside / "exports"))
