"""Adoptions, as programs and forms send them."""

from marshmallow import EXCLUDE, RAISE, Schema, fields

from app.schemas.input_fields import Line, OneOf, Text, Truth, Version, Year, about, between
from case_studies.case_template import NOTE_LENGTH
from case_studies.vocabulary import AdoptionAction, AdoptionUse, Attribution, Audience, Language

TEXT_LENGTH = 3000
WRITTEN_USES = (AdoptionUse.CONSIDERING, AdoptionUse.IN_USE)


class AdoptionChangeableSchema(Schema):
    """What a delegation writes. A draft may be incomplete."""

    class Meta:
        unknown = RAISE

    language = OneOf(Language)
    audience = OneOf(Audience)
    attribution = OneOf(Attribution)
    use = OneOf(WRITTEN_USES, **about("An end of use is an action: `stop_using`."))
    operation = Line(longest=60, allow_none=True, **about("The code of an operation; null if it is withheld."))
    since = Year(allow_none=True)
    what_changed = Text(longest=TEXT_LENGTH, **about("What the delegation changed."))
    what_happened = Text(longest=TEXT_LENGTH, **about("What happened, with a figure if there is one."))
    not_measured = Truth(**about("Whether nobody measured what happened."))


class AdoptionSchema(AdoptionChangeableSchema):
    """An adoption of one case or of one practice."""

    case = Line(longest=20, **about("The reference of a published case of another delegation."))
    practice = Line(longest=20, **about("The reference of an adopted practice, instead of a case."))


class AdoptionChangeSchema(AdoptionChangeableSchema):
    """A change, with the version that the writer saw."""

    version = Version()


class AdoptionTransitionSchema(Schema):
    """An action on an adoption, with the version that the actor saw."""

    class Meta:
        unknown = RAISE

    action = OneOf(AdoptionAction, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    version = Version()


class AdoptionSeenSchema(Schema):
    """The version of an adoption that the caller saw."""

    class Meta:
        unknown = RAISE

    version = Version()


class AdoptionListSchema(Schema):
    """Which adoptions are listed."""

    class Meta:
        unknown = EXCLUDE

    adopts = Line(longest=20, load_default="", **about("The reference of what is adopted."))
    page = fields.Integer(load_default=1, validate=between(1, 100_000))
