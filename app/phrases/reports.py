"""Why a reader reports a part of a case."""

from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from case_studies.vocabulary import ReportKind

REPORT_KINDS: Labels = {
    ReportKind.DANGER: _l("It could help somebody to attack"),
    ReportKind.PERSON: _l("It names or shows a person"),
    ReportKind.NOT_AGREED: _l("Somebody who is named has not agreed"),
    ReportKind.WRONG: _l("It is wrong"),
}
