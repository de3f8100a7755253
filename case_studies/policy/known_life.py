"""What a reader may know of the life of a case after its publication. Readers get it by `release.py`."""

from case_studies.life import KnownLife
from case_studies.models import Revision
from case_studies.vocabulary import ENDED_LIVES, SaidLife


def known_life(revision: Revision, is_member: bool) -> KnownLife | None:
    """Return what its delegation said last about the case of a published revision; None for any other revision.

    The publication of a revision confirms the case, and describes what had changed before. It takes back neither
    that the practice was stopped nor that it was harmful. Nobody reads a sentence here before it is cleared.
    """
    last, published = revision.case.confirmation, revision.published_at
    if published is None:
        return None
    if last is None or (last.at < published and last.life not in ENDED_LIVES):
        is_in_use = last is not None and last.life == SaidLife.IN_USE
        return KnownLife(SaidLife.IN_USE if is_in_use else None, published.date())
    may_read = last.cleared and (is_member or not last.members_only)
    return KnownLife(last.life, last.at.date(), last.note if may_read else "")
