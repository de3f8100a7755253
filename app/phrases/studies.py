"""The labels of studies."""

from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from case_studies.study_vocabulary import StudyAction, StudyCertainty, StudyKind, StudyState

STATES: Labels = {
    StudyState.LISTED: _l("Not checked yet"),
    StudyState.CHECKED: _l("Checked"),
    StudyState.SUPERSEDED: _l("Superseded"),
    StudyState.WITHDRAWN: _l("Withdrawn"),
}
KINDS: Labels = {
    StudyKind.REPORT: _l("Report"),
    StudyKind.POLICY_BRIEF: _l("Policy brief"),
    StudyKind.ARTICLE: _l("Article"),
    StudyKind.BOOK_CHAPTER: _l("Chapter of a book"),
    StudyKind.THESIS: _l("Thesis"),
    StudyKind.AUDIT: _l("Audit"),
    StudyKind.PREPRINT: _l("Preprint, not reviewed by peers"),
}
FIELDS: Labels = {
    "method": _l("How"),
    "authors": _l("Authors"),
    "publisher": _l("Publisher"),
}
"""The texts that search finds, besides the finding."""
CERTAINTIES: Labels = {
    StudyCertainty.WHOLE: _l("The whole study was read"),
    StudyCertainty.PART: _l("Parts of the study were read"),
    StudyCertainty.SUMMARY: _l("Only a summary was read"),
}
ACTIONS: Labels = {
    StudyAction.CHECK: _l("The entry is right"),
    StudyAction.SUPERSEDE: _l("A later study replaces it"),
    StudyAction.WITHDRAW: _l("Take it off the list"),
}
CONSEQUENCES: Labels = {
    StudyAction.SUPERSEDE: _l("It stays on the list. Readers see which study replaces it."),
    StudyAction.WITHDRAW: _l("The study disappears from the list for everybody at once. This can’t be undone."),
}
