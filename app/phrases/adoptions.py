"""The labels of adoptions."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.phrases.choices import choices as choices
from app.phrases.labels import Labels
from case_studies.vocabulary import (
    AdoptedChange,
    AdoptionAction,
    AdoptionState,
    AdoptionUse,
    Attribution,
    Audience,
    Kind,
)

STATES: Labels = {
    AdoptionState.DRAFT: _l("Draft"),
    AdoptionState.IN_CLEARANCE: _l("In clearance"),
    AdoptionState.RECORDED: _l("Recorded"),
    AdoptionState.CHANGE_IN_CLEARANCE: _l("Recorded, a change is in clearance"),
    AdoptionState.WITHDRAWN: _l("Withdrawn"),
}

USES: Labels = {
    AdoptionUse.CONSIDERING: _l("Considered"),
    AdoptionUse.IN_USE: _l("In use"),
    AdoptionUse.STOPPED: _l("Stopped"),
}

CHANGES: Mapping[Kind, Labels] = {
    Kind.CASE: {
        AdoptedChange.SUPERSEDED: _l("The case has a newer revision than the one that they read."),
        AdoptedChange.ARCHIVED: _l("The case was archived since."),
        AdoptedChange.CLOSED: _l("You can no longer read the case."),
    },
    Kind.PRACTICE: {
        AdoptedChange.SUPERSEDED: _l("The practice has a newer edition than the one that they read."),
        AdoptedChange.RETIRED: _l("The practice was retired since."),
        AdoptedChange.CLOSED: _l("You can no longer read the practice."),
    },
}
"""What became of what is adopted."""

ACTIONS: Labels = {
    AdoptionAction.ADOPT_BY_US: _l("Send for clearance"),
    AdoptionAction.STOP_USING: _l("Say that you stopped"),
    AdoptionAction.TAKE_BACK: _l("Take back"),
    AdoptionAction.CLEAR: _l("Clear and record"),
    AdoptionAction.SEND_BACK: _l("Send back"),
    AdoptionAction.WITHDRAW: _l("Withdraw the adoption"),
}

CONSEQUENCES: Labels = {
    AdoptionAction.STOP_USING: _l("Readers see the reason once your clearance officer has cleared it."),
    AdoptionAction.SEND_BACK: _l("The focal point reads the reason."),
    AdoptionAction.WITHDRAW: _l("The adoption disappears for everybody else at once. This can't be undone."),
}

AUDIENCES: Labels = {
    Audience.MEMBERS: _l("Members only (TLP:GREEN)"),
    Audience.PUBLIC: _l("Everybody (TLP:CLEAR) who may read what you adopt"),
}

ATTRIBUTIONS: Labels = {
    Attribution.NAMED: _l("Named"),
    Attribution.NAMED_TO_MEMBERS: _l("Named to members only"),
    Attribution.REGION: _l("Region only"),
    Attribution.UNNAMED: _l("Not named"),
}
