"""The cases that everybody may read, page by page, for search engines of the web."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.models import Case, Revision
from case_studies.policy.actor import NOBODY
from case_studies.policy.visibility import readable_by
from case_studies.vocabulary import State

PUBLIC = (Revision.state == State.PUBLISHED, readable_by(NOBODY))


def count_public_cases(session: Session) -> int:
    """Return the number of published cases for the public."""
    return session.scalar(select(func.count()).select_from(Revision).where(*PUBLIC)) or 0


def list_public_cases(session: Session, page: int, size: int) -> list[tuple[str, datetime | None]]:
    """Return reference and time of publication of one page of the published cases for the public."""
    query = select(Case.reference, Revision.published_at).join(Revision.case).where(*PUBLIC).order_by(Case.id)
    rows = session.execute(query.offset((page - 1) * size).limit(size))
    return [(reference, published_at) for reference, published_at in rows]
