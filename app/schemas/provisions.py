"""Provisions, as programs and forms send them, and as the API sends them."""

import re
from datetime import date
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields

from app.schemas.coded_values import CodedValueSchema
from app.schemas.input_fields import WORDS, Line, OneOf, Version, about, between, has_words
from app.schemas.output_fields import a_count, a_moment, a_number, a_text, a_truth, codes, many, one_of
from case_studies.errors import N_
from case_studies.provision_vocabulary import Addressee
from case_studies.vocabulary import Audience, Kind

PARAGRAPH_LENGTH = 60
LINE_LENGTH = 200
SUMMARY_LENGTH = 300
REFERENCE_LENGTH = 20
NUMERAL = re.compile(r"[\W_]*([^\W\d_]|(xc|xl|l?x{0,3})(ix|iv|v?i{0,3}))[\W_]*", re.IGNORECASE)
ONLY_A_LETTER = N_(
    "A letter or a Roman numeral alone changes from year to year. Give the number of the paragraph, or its heading."
)
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
NO_DATE = N_("Give a day such as 2027-05-12, a month such as 2027-05, or a year such as 2027.")


def _names_a_paragraph(text: str) -> None:
    if NUMERAL.fullmatch(text):
        raise ValidationError([ONLY_A_LETTER])


def _is_a_date(text: str) -> None:
    found = DATE.fullmatch(text)
    try:
        if text:
            year, month, day = found.groups() if found is not None else ("", None, None)
            date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        raise ValidationError([NO_DATE]) from None


def _line(longest: int, description: str, *rules: Any) -> dict[str, Any]:
    """Return the arguments of a line that may not be empty."""
    return {
        "longest": longest,
        "metadata": {"pattern": WORDS.pattern, "description": description},
        "validate": [has_words, *rules],
    }


INITIATIVE = _line(60, "A code from /initiatives: the text that the provision is from.")
PARAGRAPH = _line(
    PARAGRAPH_LENGTH,
    "The number or the heading of the paragraph. It is never only a letter.",
    _names_a_paragraph,
)
TITLE = _line(LINE_LENGTH, "What the paragraph is about.")
SUMMARY = _line(SUMMARY_LENGTH, "What it asks, in one line and in own words.")
ADDRESSEE = about("Whom it asks to act.")


class ProvisionStatusSchema(Schema):
    """What is reported of a provision: all three, or none."""

    class Meta:
        unknown = RAISE

    status = Line(longest=SUMMARY_LENGTH, **about("What is reported of it; empty if nothing is."))
    status_by = Line(longest=LINE_LENGTH, **about("Who reported it, such as a report with its symbol."))
    status_on = Line(
        longest=10, validate=_is_a_date, **about("When: `2027-05-12`, `2027-05` or `2027`, as it is known.")
    )


class ProvisionSchema(ProvisionStatusSchema):
    """A new provision."""

    initiative = Line(required=True, **INITIATIVE)
    paragraph = Line(required=True, **PARAGRAPH)
    title = Line(required=True, **TITLE)
    summary = Line(required=True, **SUMMARY)
    addressee = OneOf(Addressee, required=True, **ADDRESSEE)


class ProvisionChangeSchema(ProvisionStatusSchema):
    """A change, with the version that the writer saw. Fields that are not sent stay as they are."""

    initiative = Line(**INITIATIVE)
    paragraph = Line(**PARAGRAPH)
    title = Line(**TITLE)
    summary = Line(**SUMMARY)
    addressee = OneOf(Addressee, **ADDRESSEE)
    version = Version()


class ProvisionListSchema(Schema):
    """Which provisions are listed."""

    class Meta:
        unknown = EXCLUDE

    initiative = Line(longest=60, load_default="", **about("A code from /initiatives."))
    addressee = OneOf(("", *Addressee), load_default="", **about("Whom they ask to act."))
    page = fields.Integer(load_default=1, validate=between(1, 100_000))


class ProvisionLinkSchema(Schema):
    """A case, a practice or an issue that becomes evidence for a provision."""

    class Meta:
        unknown = RAISE

    reference = Line(longest=REFERENCE_LENGTH, required=True, **about("Of a case, a practice or an issue."))
    reason = Line(longest=LINE_LENGTH, load_default="", **about("Why, in one line."))


class LinkedReferenceSchema(Schema):
    """The link that is taken away."""

    class Meta:
        unknown = EXCLUDE

    reference = Line(longest=REFERENCE_LENGTH, required=True, **about("Of the linked case, practice or issue."))


class EvidenceCountsSchema(Schema):
    """How much is linked to a provision that the caller may read."""

    cases = a_count("Cases.")
    practices = a_count("Good practices.")
    issues = a_count("Difficult issues.")


class ProvisionOutputSchema(Schema):
    """A provision. Everybody reads it; the evidence is counted as far as the caller may read it."""

    id = a_number()
    url = a_text("The page of the provision.")
    version = a_number("Increases with every change of the provision itself.")
    initiative = fields.Nested(CodedValueSchema, required=True)
    paragraph = a_text()
    title = a_text()
    summary = a_text("In our words.")
    addressee = one_of(Addressee)
    status = a_text("What is reported; empty if nothing is.")
    status_by = a_text("Who reported it.")
    status_on = a_text("A day, a month or a year.")
    changed_at = a_moment()
    evidence = fields.Nested(EvidenceCountsSchema, required=True)
    may_change = a_truth("Whether the caller may change the provision.")
    may_link = a_truth("Whether the caller may link evidence that they may read.")


class ProvisionsSchema(Schema):
    """A page of provisions."""

    items = many(ProvisionOutputSchema)
    total = a_count("How many provisions there are on all pages.")
    page = a_number()
    pages = a_number()


class LinkedEvidenceSchema(Schema):
    """A linked thing, as the caller may read it."""

    reference = a_text()
    kind = one_of((Kind.CASE, Kind.PRACTICE, Kind.ISSUE))
    url = a_text("Its page.")
    title = a_text()
    language = a_text()
    audience = one_of(Audience)
    reason = a_text("Why it is linked; empty if nobody said so.")
    may_unlink = a_truth("Whether the caller may take the link away.")


class EvidenceOfKindSchema(Schema):
    """What is linked of one kind."""

    count = a_count("How many the caller may read.")
    references = codes("Their references.")
    links = many(LinkedEvidenceSchema)


class ProvisionEvidenceSchema(Schema):
    """What is linked to a provision, as far as the caller may read it."""

    cases = fields.Nested(EvidenceOfKindSchema, required=True)
    practices = fields.Nested(EvidenceOfKindSchema, required=True)
    issues = fields.Nested(EvidenceOfKindSchema, required=True)
