"""The names of the kinds of things that search finds: of one, and of several."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from case_studies.vocabulary import FoundKind

KINDS: dict[str, LazyString] = {
    FoundKind.CASE: _l("Case"),
    FoundKind.ISSUE: _l("Difficult issue"),
    FoundKind.PRACTICE: _l("Good practice"),
    FoundKind.THREAD: _l("Discussion"),
    FoundKind.EVENT: _l("Event"),
    FoundKind.STUDY: _l("Study"),
    FoundKind.PROPOSAL: _l("Study proposal"),
    FoundKind.TEXT: _l("Joint text"),
    FoundKind.OFFER: _l("Offer"),
    FoundKind.REQUEST: _l("Request"),
    FoundKind.COLLECTION: _l("Collection"),
}
FOUND_KINDS: dict[str, LazyString] = {
    FoundKind.CASE: _l("Cases"),
    FoundKind.ISSUE: _l("Difficult issues"),
    FoundKind.PRACTICE: _l("Good practices"),
    FoundKind.THREAD: _l("Discussions"),
    FoundKind.EVENT: _l("Events"),
    FoundKind.STUDY: _l("Studies"),
    FoundKind.PROPOSAL: _l("Study proposals"),
    FoundKind.TEXT: _l("Joint texts"),
    FoundKind.OFFER: _l("Offers"),
    FoundKind.REQUEST: _l("Requests"),
    FoundKind.COLLECTION: _l("Collections"),
}
