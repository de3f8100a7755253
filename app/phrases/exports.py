"""The words of long exports."""

from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from case_studies.export_vocabulary import ExportFailure, ExportForm, ExportSource

SOURCES: Labels = {
    ExportSource.SEARCH: _l("Search"),
    ExportSource.BASKET: _l("Basket"),
    ExportSource.COLLECTION: _l("Collection"),
}
FORMS: Labels = {ExportForm.PDF: _l("PDF"), ExportForm.DOCX: _l("Word"), ExportForm.EPUB: _l("EPUB")}
FAILURES: Labels = {
    ExportFailure.NOTHING_LEFT: _l("Not made: there is nothing in it that you may read now."),
    ExportFailure.CHANGED: _l("What it contains has changed; make it again. The file is deleted."),
    ExportFailure.NOT_MADE: _l("Not made, because of a fault of the platform. The log of the server says why."),
}
