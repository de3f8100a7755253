"""The audience of a file: the narrower one of its own and that of its case."""

from case_studies.models import Attachment
from case_studies.policy.narrowing import narrower_part
from case_studies.vocabulary import Audience, PartAudience

OPEN_TO: dict[Audience, tuple[PartAudience, ...]] = {
    Audience.PUBLIC: (PartAudience.PUBLIC,),
    Audience.MEMBERS: (PartAudience.PUBLIC, PartAudience.MEMBERS),
}
"""The audience that somebody belongs to → the audiences of what they may read without being named."""


def audience_of(attachment: Attachment) -> PartAudience:
    """Return the audience of a file: never wider than that of its case."""
    return narrower_part(attachment.audience, PartAudience(attachment.revision.audience))
