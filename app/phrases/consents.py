"""The words for consent to be named in a case."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from case_studies.policy.consents import ConsentState
from case_studies.vocabulary import PartnerAnswer

PARTNER_ANSWERS: dict[str, LazyString] = {
    PartnerAnswer.AGREED: _l("Agreed"),
    PartnerAnswer.NOT_ASKED: _l("Not asked"),
    PartnerAnswer.REFUSED: _l("Refused"),
}

CONSENT_STATES: dict[str, LazyString] = {
    ConsentState.AWAITED: _l("Not answered yet"),
    ConsentState.CONFIRMED: _l("Confirmed"),
    ConsentState.REFUSED: _l("Refused"),
    ConsentState.WITHDRAWN: _l("Withdrawn"),
}
