"""The controlled vocabularies, as the API sends them."""

from marshmallow import fields

from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_number, a_text, a_truth, codes, one_of
from case_studies.vocabulary import (
    Contribution,
    DelegationKind,
    PlaceKind,
    Standing,
)

RETIRED = "Whether it is no longer offered for new cases. Cases that have it keep it."


class ThemeSchema(CodedValueSchema):
    """A theme. Themes at the top have no parent."""

    parent = a_text("The theme above this one.", allow_none=True, attribute="parent_id")
    scope_note = a_text()
    synonyms = codes()
    retired = a_truth(RETIRED)


class OperationSchema(CodedValueSchema):
    """A peace operation. `ended` is null while the operation continues."""

    label = a_text(attribute="name")
    category = a_text()
    started = a_number()
    ended = a_number(allow_none=True)
    host_states = codes()
    retired = a_truth(RETIRED)


class InitiativeSchema(CodedValueSchema):
    """A resolution, policy, programme or project that a case implements."""

    label = a_text(attribute="name")
    year = a_number(allow_none=True)
    kind = a_text()
    themes = codes()
    retired = a_truth(RETIRED)


class PlaceSchema(CodedValueSchema):
    """A State, an area, a region, or the code for a host State that is not named."""

    id = a_text(attribute="code")
    label = a_text(attribute="name")
    kind = one_of(PlaceKind)


class DelegationSchema(CodedValueSchema):
    """A delegation: a State or an organization. `standing` is null unless its membership of the Group is public."""

    id = a_text(attribute="code")
    label = a_text(attribute="name")
    kind = one_of(DelegationKind)
    standing = one_of(Standing, or_none=True, attribute="public_standing")
    contributions = fields.List(one_of(Contribution), required=True, attribute="contribution_kinds")
