"""The marks of what a reader gets: TLP:CLEAR, TLP:GREEN, and the delegations that parts of it are released to."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from case_studies.models import Attachment
from case_studies.policy.attachment_audiences import audience_of
from case_studies.policy.release import ReleasedRevision
from case_studies.vocabulary import Audience, PartAudience

MARKS: dict[str, str] = {
    PartAudience.PUBLIC: "TLP:CLEAR",
    PartAudience.MEMBERS: "TLP:GREEN",
    PartAudience.DELEGATIONS: "TLP:GREEN",
}
"""By audience. Parts for named delegations are marked with their names, too."""


def marked_audience(revisions: Iterable[ReleasedRevision], files: Iterable[Attachment] = ()) -> Audience:
    """Return the audience whose mark a page carries for its reader: that of the narrowest part that they get."""
    return Audience.PUBLIC if _shown(revisions, files) <= {Audience.PUBLIC} else Audience.MEMBERS


def marking(revisions: Sequence[ReleasedRevision], files: Sequence[Attachment] = ()) -> str:
    """Return the marks of what a reader gets of revisions, with these files."""
    mark = MARKS[marked_audience(revisions, files)]
    if PartAudience.DELEGATIONS not in _shown(revisions, files):
        return mark
    named = {delegation.name: None for revision in revisions for delegation in revision.released_to}
    return str(_("%(mark)s, released to %(delegations)s", mark=mark, delegations=", ".join(named)))


def narrower_marking(revision: ReleasedRevision, files: Sequence[Attachment] = ()) -> str:
    """Return the marks of what a reader gets of a case, if they are not those of the case itself."""
    marks = marking([revision], files)
    return marks if marks != MARKS[revision.audience] else ""


def _shown(revisions: Iterable[ReleasedRevision], files: Iterable[Attachment]) -> set[str]:
    parts = {audience for revision in revisions for audience in revision.shown_audiences}
    return {*parts, *(audience_of(file) for file in files)}
