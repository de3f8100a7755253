"""What a delegation says about a case after its publication."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema

from app.schemas.input_fields import Line, OneOf, Truth, about
from case_studies.case_template import CONFIRMATION_LENGTH
from case_studies.vocabulary import SaidLife


class ConfirmationSchema(Schema):
    """What became of a published case, in one of four values and a sentence."""

    class Meta:
        unknown = RAISE

    life = OneOf(
        SaidLife,
        required=True,
        refusal=_l("Choose one of the four: still in use, changed, stopped, harmful."),
        **about("What became of the practice."),
    )
    note = Line(
        longest=CONFIRMATION_LENGTH,
        load_default="",
        **about("One sentence, required unless the practice is still in use. It passes the check."),
    )
    members_only = Truth(load_default=False, **about("Whether only members read the sentence of a public case."))
