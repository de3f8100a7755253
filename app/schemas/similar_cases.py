"""What the API says of published cases like one in the making."""

from app.schemas.case_link import CaseLinkSchema
from app.schemas.output_fields import a_measure, a_truth


class SimilarCaseSchema(CaseLinkSchema):
    """A published case that is like the caller's."""

    likeness = a_measure("From 0 to 1, which is the same text.", minimum=0, maximum=1)
    likely_duplicate = a_truth("Whether both are probably the same case.")
