"""The audience of a file: the narrower one of its own and that of its case."""

from collections.abc import Iterable

from case_studies.models import Attachment, Revision
from case_studies.vocabulary import Audience

NARROWEST_FIRST = (Audience.MEMBERS, Audience.PUBLIC)
READ_BY: dict[Audience, tuple[Audience, ...]] = {
    Audience.PUBLIC: (Audience.PUBLIC,),
    Audience.MEMBERS: (Audience.PUBLIC, Audience.MEMBERS),
}


def narrower(*audiences: Audience) -> Audience:
    """Return the narrowest of these audiences."""
    return min(audiences, key=NARROWEST_FIRST.index)


def audience_of(attachment: Attachment) -> Audience:
    """Return the audience of a file: never wider than that of its case."""
    return narrower(attachment.audience, attachment.revision.audience)


def attachments_for(revision: Revision, audiences: Iterable[Audience]) -> list[Attachment]:
    """Return the files of a revision that these audiences may read once it is published."""
    return [attachment for attachment in revision.attachments if audience_of(attachment) in audiences]
