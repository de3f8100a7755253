"""The check of a text that members read at once, without a clearance."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from case_studies.check.finder import find
from case_studies.errors import N_, Incomplete, Message
from case_studies.unit_of_work import now


def check_texts(session: Session, texts: Mapping[str, str], language: str) -> None:
    """Refuse texts with something that must not leave. Nobody reads a justification first, so none is taken."""
    refused = N_("“%(text)s” should not be in a text that leaves. Take it out.")
    fields: dict[str, list[str]] = {}
    for finding in find(texts, language=language, today=now(session).date()):
        fields.setdefault(finding.section, []).append(Message(refused, text=finding.text))
    if fields:
        raise Incomplete(fields)
