"""Published cases that are similar to a case."""

from app.schemas.case_link import CaseLinkSchema
from app.schemas.output_fields import a_measure, a_truth


class SimilarCaseSchema(CaseLinkSchema):
    """A published case that is similar to the requested one."""

    likeness = a_measure("From 0 to 1; 1 is the same text.", minimum=0, maximum=1)
    likely_duplicate = a_truth("Whether both are probably about the same case.")
