"""What is written in a part of a case, short: for the list in which the author checks it."""

from flask_babel import gettext as _

from app.phrases.labels import FIELDS, choice_labels
from case_studies.case_fields import CaseField, FieldKind, VocabularyName, period
from case_studies.markdown import to_plain
from case_studies.models import Revision
from case_studies.models.vocabularies import coded_values

LONGEST = 160  # characters of a text


def answers(revision: Revision, fields: list[CaseField]) -> list[tuple[str, str]]:
    """Return label and value of the fields that are filled; both years as one value."""
    found = []
    for field in fields:
        text = _period(revision, field) if field.kind is FieldKind.YEAR else _answer(revision, field)
        if text:
            label = _("Period") if field.kind is FieldKind.YEAR else str(FIELDS[field.name])
            found.append((label, text))
    return found


def _period(revision: Revision, field: CaseField) -> str:
    return period(revision) if field.name == "started" else ""


def _answer(revision: Revision, field: CaseField) -> str:
    if field.kind is FieldKind.SECTION:
        return _shorten(" ".join(to_plain(field.value(revision)).split()))
    labels = choice_labels(field.name)
    by_code = field.vocabulary is VocabularyName.OPERATIONS
    values = [code if by_code else str(labels.get(code, name)) for code, name in coded_values(field, revision)]
    return _shorten(" · ".join(values))


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
