"""The labels of collections."""

from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from case_studies.collection_vocabulary import CollectionAction, CollectionState
from case_studies.vocabulary import Audience

STATES: Labels = {
    CollectionState.DRAFT: _l("Draft"),
    CollectionState.IN_CLEARANCE: _l("In clearance"),
    CollectionState.PUBLISHED: _l("Published"),
    CollectionState.WITHDRAWN: _l("Withdrawn"),
}
ACTIONS: Labels = {
    CollectionAction.PUBLISH: _l("Publish the collection"),
    CollectionAction.CLEAR: _l("Clear and publish"),
    CollectionAction.SEND_BACK: _l("Send back"),
    CollectionAction.TAKE_BACK: _l("Take back to change it"),
    CollectionAction.WITHDRAW: _l("Withdraw the collection"),
}
CONSEQUENCES: Labels = {
    CollectionAction.SEND_BACK: _l("The collection becomes a draft again. Its writer reads the reason."),
    CollectionAction.WITHDRAW: _l(
        "It disappears for everybody else at once. What was in it stays. This can’t be undone."
    ),
}
AUDIENCES: Labels = {
    Audience.MEMBERS: _l("Members only (TLP:GREEN)"),
    Audience.PUBLIC: _l("Everybody (TLP:CLEAR)"),
}
