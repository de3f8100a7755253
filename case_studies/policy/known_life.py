"""What a reader may know of the life of a case after its publication. Readers get it by `release.py`."""

from collections.abc import Callable

from case_studies.life import KnownLife
from case_studies.models import Confirmation, Revision
from case_studies.taxonomy.mentions import names_a_state
from case_studies.vocabulary import ENDED_LIVES, SaidLife


def known_life(
    revision: Revision, *, is_member: bool, knows_submitter: bool, clean: Callable[[str], str]
) -> KnownLife | None:
    """Return what its delegation said last about the case of a published revision; None for any other revision.

    The publication of a revision confirms the case, and describes what had changed before. It takes back neither
    that the practice was stopped nor that it was harmful. Nobody reads a sentence here before it is cleared, and only
    those who know the submitter read one that names it: perhaps everybody knew it when it was written. `clean` takes
    the names out that nobody may read any more.
    """
    last, published = revision.case.confirmation, revision.published_at
    if published is None:
        return None
    if last is None or (last.at < published and last.life not in ENDED_LIVES):
        is_in_use = last is not None and last.life == SaidLife.IN_USE
        return KnownLife(SaidLife.IN_USE if is_in_use else None, published.date())
    may_read = last.cleared and (is_member or not last.members_only) and (knows_submitter or not _names(last, revision))
    return KnownLife(last.life, last.at.date(), clean(last.note) if may_read else "")


def _names(last: Confirmation, revision: Revision) -> bool:
    return names_a_state(last.note, revision.case.submitting_code)
