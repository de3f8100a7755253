"""What is written of a case, as the API sends it out with the case and with each of its revisions."""

from typing import Any

from marshmallow import Schema, fields

from app.schemas.output_fields import a_number, a_text, codes, one_of
from case_studies.vocabulary import Audience, Evidence, Language, Section, Stage

WrittenSectionsSchema = Schema.from_dict({section.value: a_text() for section in Section}, name="WrittenSections")

WRITTEN: dict[str, fields.Field[Any]] = {
    "title": a_text(),
    "language": one_of(Language),
    "themes": codes(),
    "host_states": codes(),
    "operations": codes(),
    "initiatives": codes(),
    "implemented_by": codes(),
    "co_submitters": codes(),
    "started": a_number(allow_none=True),
    "ended": a_number(allow_none=True),
    "stage": one_of(Stage, or_none=True),
    "evidence": one_of(Evidence, or_none=True),
    "audience": one_of(Audience),
    "contact": a_text(),
    "sources": codes(),
    "sections": fields.Nested(WrittenSectionsSchema, required=True),
}
