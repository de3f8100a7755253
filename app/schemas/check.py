"""The findings of the check, and why one may stay."""

from marshmallow import RAISE, Schema

from app.schemas.input_fields import Text, Version, about
from app.schemas.output_fields import a_number, a_text, a_truth, one_of
from case_studies.case_template import JUSTIFICATION_LENGTH
from case_studies.check.kinds import FindingKind


class FindingSchema(Schema):
    """An entry that does not belong in a case."""

    id = a_text("Stays the same as long as the section has this text.", attribute="finding.id")
    kind = one_of(FindingKind, attribute="finding.kind")
    section = a_text("The section or field that it is in.", attribute="finding.section")
    start = a_number("Where it starts in the text, in characters (Unicode code points).", attribute="finding.start")
    end = a_number("Where it ends.", attribute="finding.end")
    text = a_text("The entry itself.", attribute="finding.text")
    suggestion = a_text(
        "A safer wording for it, in the language of the case. Null for a marking, which has to be taken out.",
        attribute="finding.suggestion",
        allow_none=True,
    )
    justified = a_truth("Whether the delegation says why it may stay.", attribute="is_justified")
    justification = a_text("Why it may stay. Empty if nobody says so.")


class JustificationSchema(Schema):
    """Why a finding may stay."""

    class Meta:
        unknown = RAISE

    justification = Text(
        longest=JUSTIFICATION_LENGTH, required=True, **about("Why it may stay. Empty to take a reason back.")
    )


class VersionedJustificationSchema(JustificationSchema):
    """Why a finding may stay, with the version that the caller saw if it should not have changed since."""

    version = Version(required=False)
