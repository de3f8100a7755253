"""A published case in an answer that is about several: what it is, its marks, and what became of it."""

from app.schemas.case_link import CaseLinkSchema
from app.schemas.output_fields import a_day, a_text, one_of
from case_studies.vocabulary import Audience, Language, Life


class PublishedCaseSchema(CaseLinkSchema):
    """A published case as the caller may read it."""

    language = one_of(Language)
    audience = one_of(Audience)
    life = one_of(Life, or_none=True)
    confirmed_on = a_day("When the delegation last said what became of it.", allow_none=True)
    confirm_by = a_day("Until when the delegation has to confirm it again.", allow_none=True)
    confirmation_note = a_text("The sentence of the delegation, as far as the caller may read it.")
    marking = a_text("The marks of the case as the caller may read it.")
