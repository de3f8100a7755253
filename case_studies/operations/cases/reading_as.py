"""Reading a case as somebody else would, for those who take part in it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Delegation, Revision
from case_studies.policy.release import Reader, ReleasedRevision, whole
from case_studies.vocabulary import Audience, Standing

PUBLIC, MEMBER, REVIEWER, EDITOR = "public", "member", "reviewer", "editor"
DELEGATION = "delegation:"
FIXED: dict[str, Reader | None] = {
    PUBLIC: Reader(Audience.PUBLIC),
    MEMBER: Reader(Audience.MEMBERS),
    REVIEWER: None,  # reviewers and editors read every version of every part
    EDITOR: None,
}


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A revision as somebody else reads it once it is published. `revision` is None if they read nothing of it."""

    reader: str
    revision: ReleasedRevision | None


def read_as(session: Session, revision: Revision, name: str) -> ReadAs:
    """Return what a reader gets of a revision: `public`, `member`, `delegation:KEN`, `reviewer` or `editor`.

    Raises Incomplete for any other name.
    """
    reader = _reader(session, name)
    if reader is None:
        return ReadAs(name, whole(revision))
    is_among = revision.audience == Audience.PUBLIC or reader.audience == Audience.MEMBERS
    return ReadAs(name, ReleasedRevision(revision, reader) if is_among else None)


def readers_of(revision: Revision) -> list[str]:
    """Return the readers whose text may differ, the widest circle first."""
    named = [f"{DELEGATION}{delegation.code}" for delegation in revision.released_to]
    return [PUBLIC, MEMBER, *named, REVIEWER, EDITOR]


def _reader(session: Session, name: str) -> Reader | None:
    if name in FIXED:
        return FIXED[name]
    code = name.removeprefix(DELEGATION)
    known = Delegation.code == code, Delegation.standing != Standing.APPLICANT  # nobody learns who applies
    if code == name or session.scalar(select(Delegation.code).where(*known)) is None:
        raise Incomplete({"as": [N_("Choose public, member, delegation:CODE, reviewer or editor.")]})
    return Reader(Audience.MEMBERS, code)
