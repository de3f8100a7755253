"""Files of a case: adding them to a draft, changing how they are described, removing and reading them."""

import re
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from case_studies.attachments.limits import LARGEST_CASE, LONGEST_NAME, MOST_FILES
from case_studies.clean_text import clean_line
from case_studies.errors import N_, Incomplete, Message, NotVisible
from case_studies.models import Attachment, Case, Revision, StoredFile
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.attachment_audiences import audience_of
from case_studies.policy.attachments import attachment_readable_by
from case_studies.policy.narrowing import narrower_part
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, MediaType, PartAudience
from case_studies.workflow.history import record_case_event

FOLDERS = re.compile(r".*[/\\]")
NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\u2066-\u2069\u200e\u200f]+')


def add_attachment(
    session: Session,
    case: Case,
    actor: Actor,
    digest: str,
    *,
    name: str,
    description: str = "",
    audience: PartAudience | None = None,
) -> Attachment:
    """Attach a file that is stored (`uploads.store_upload`) to the revision that the delegation works on.

    Refuses: not allowed, wrong state, too many files, the same file twice, a picture without a description, an
    audience that is wider than that of the case.
    """
    check_allowed_now(actor, case, Permission.EDIT)
    revision, file = case.current, session.get_one(StoredFile, digest)
    _check_room(revision, file)
    check_description(file.media_type, description)
    attachment = Attachment(
        file=file,
        key=key_of(case, digest),
        name=file_name(name, file.media_type),
        description=description,
        audience=_checked_audience(revision, audience),
        added_at=now(session),
    )
    revision.attachments.append(attachment)
    session.flush()
    _record(session, case, actor, HistoryAction.ADD_ATTACHMENT, attachment)
    return attachment


def key_of(case: Case, digest: str) -> str:
    """Return the id of a file in a case. It reveals no other file, and stays in the next revisions."""
    return sha256(f"{case.reference} {digest}".encode()).hexdigest()[:20]


def file_name(typed: str, kind: MediaType) -> str:
    """Return the name of a file as readers get it: no folder, and the end that its content has."""
    stem = re.sub(r"\.(pdf|docx|xlsx|png|jpe?g|webp)$", "", bare_name(typed), flags=re.IGNORECASE).strip(" .")
    return f"{stem[: LONGEST_NAME - len(kind.extension)].strip() or 'file'}{kind.extension}"


def bare_name(typed: str) -> str:
    """Return the name of a file without a folder and without characters that systems do not take."""
    return NOT_IN_NAMES.sub("", FOLDERS.sub("", clean_line(typed))).strip(" .")


def check_description(kind: MediaType, description: str) -> None:
    """Refuse a picture without a description."""
    if kind.is_picture and not description:
        raise Incomplete({"description": [N_("Describe what the picture shows, for readers who can’t see it.")]})


def _check_room(revision: Revision, file: StoredFile) -> None:
    others = revision.attachments
    if any(other.digest == file.digest for other in others):
        raise Incomplete({"file": [N_("This file is attached already.")]})
    if len(others) >= MOST_FILES:
        raise Incomplete({"file": [Message(N_("At most %(most)s files. Remove one first."), most=MOST_FILES)]})
    if sum(other.file.size for other in others) + file.size > LARGEST_CASE:
        raise Incomplete({"file": [N_("The files of a case may have 30 MB together. Remove one first.")]})


def _checked_audience(revision: Revision, audience: PartAudience | None) -> PartAudience:
    """Return the audience that was chosen; without a choice, that of the case."""
    chosen = audience or PartAudience(revision.audience)
    if narrower_part(chosen, PartAudience(revision.audience)) != chosen:
        raise Incomplete({"audience": [N_("A file can’t have more readers than its case.")]})
    return chosen


def change_attachment(
    session: Session, case: Case, actor: Actor, key: str, *, description: str, audience: PartAudience | None = None
) -> None:
    """Change how a file of the current revision is described, and who may read it."""
    check_allowed_now(actor, case, Permission.EDIT)
    attachment = current_attachment(case, key)
    check_description(attachment.file.media_type, description)
    after = _checked_audience(case.current, audience or audience_of(attachment))
    if (attachment.description, attachment.audience) != (description, after):
        attachment.description, attachment.audience = description, after
        _record(session, case, actor, HistoryAction.CHANGE_ATTACHMENT, attachment)


def remove_attachment(session: Session, case: Case, actor: Actor, key: str) -> None:
    """Take a file out of the current revision. Earlier revisions keep it."""
    check_allowed_now(actor, case, Permission.EDIT)
    attachment = current_attachment(case, key)
    case.current.attachments.remove(attachment)
    _record(session, case, actor, HistoryAction.REMOVE_ATTACHMENT, attachment)


def current_attachment(case: Case, key: str) -> Attachment:
    """Return a file of the current revision. Raises NotVisible."""
    for attachment in case.current.attachments:
        if attachment.key == key:
            return attachment
    raise NotVisible()


def _record(session: Session, case: Case, actor: Actor, action: HistoryAction, attachment: Attachment) -> None:
    """Record what became of a file, by its id: a name can be a secret, and the history is exported."""
    if actor.account not in case.current.writer_ids:
        case.current.writer_ids = sorted({*case.current.writer_ids, actor.account})
    record_case_event(session, case, actor, action, after=attachment.key)


def find_attachment(session: Session, actor: Actor, reference: str, key: str) -> Attachment:
    """Return a file that the actor may read, of the latest revision in which they may. Raises NotVisible."""
    query = (
        select(Attachment)
        .join(Attachment.revision)
        .join(Revision.case)
        .where(Case.reference == reference, Attachment.key == key, attachment_readable_by(actor))
        .order_by(Revision.number.desc())
        .options(contains_eager(Attachment.revision))
        .limit(1)
    )
    attachment = session.scalar(query)
    if attachment is None:
        raise NotVisible()
    return attachment
