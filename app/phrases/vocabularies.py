"""The words of the pages on which administrators edit the vocabularies."""

from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from case_studies.models.taxonomy import InitiativeKind, OperationCategory
from case_studies.operations.vocabularies.list import EntryFilter

NAMES: Labels = {"themes": _l("Themes"), "operations": _l("Operations"), "initiatives": _l("Initiatives")}
ADD: Labels = {
    "themes": _l("Add a theme"),
    "operations": _l("Add an operation"),
    "initiatives": _l("Add an initiative"),
}
FILTERS: Labels = {
    EntryFilter.IN_USE: _l("In use"),
    EntryFilter.RETIRED: _l("Retired"),
    EntryFilter.MERGED: _l("Merged"),
    EntryFilter.CHANGED: _l("Changed by hand"),
}
CATEGORIES: Labels = {
    OperationCategory.UN_PEACEKEEPING: _l("United Nations peacekeeping operation"),
    OperationCategory.UN_POLITICAL: _l("United Nations special political mission"),
    OperationCategory.UN_SUPPORT: _l("United Nations support office"),
    OperationCategory.AFRICAN_UNION: _l("African Union operation"),
    OperationCategory.AFRICAN_UNION_SUPPORTED: _l("African Union operation, supported by the United Nations"),
    OperationCategory.REGIONAL_SUPPORTED: _l("Regional operation, supported by the United Nations"),
    OperationCategory.REGIONAL: _l("Regional operation"),
    OperationCategory.AUTHORIZED: _l("Operation authorized by the Security Council"),
}
KINDS: Labels = {
    InitiativeKind.RESOLUTION: _l("Resolution of the Security Council"),
    InitiativeKind.PRESIDENTIAL_STATEMENT: _l("Statement by the President of the Security Council"),
    InitiativeKind.CONVENTION: _l("Convention"),
    InitiativeKind.DECLARATION: _l("Declaration"),
    InitiativeKind.POLICY: _l("Policy"),
    InitiativeKind.STRATEGY: _l("Strategy"),
    InitiativeKind.GUIDELINE: _l("Guideline"),
    InitiativeKind.ACTION_PLAN: _l("Action plan"),
    InitiativeKind.REPORT: _l("Report"),
    InitiativeKind.GROUP: _l("Group of States"),
    InitiativeKind.PARTNERSHIP: _l("Partnership"),
    InitiativeKind.FUND: _l("Fund"),
    InitiativeKind.PROJECT: _l("Project"),
    InitiativeKind.TRAINING_COURSE: _l("Training course"),
    InitiativeKind.TRAINING_CENTRE: _l("Training centre"),
    InitiativeKind.EXERCISE: _l("Exercise"),
    InitiativeKind.DEPLOYMENT: _l("Deployment"),
    InitiativeKind.DONATION: _l("Donation"),
    InitiativeKind.TECHNOLOGY: _l("Technology"),
    InitiativeKind.DATABASE: _l("Database"),
}
