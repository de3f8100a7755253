"""The text of a page as a reader gets it: in the first language that they read and that there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from case_studies.markdown.outline import Part, outline
from case_studies.models import SiteText
from case_studies.operations.site_texts.delivered import PageText, delivered_text
from case_studies.stored_settings import settings_of
from case_studies.vocabulary import Language, SitePage

APPROVALS = "{approvals}"
"""In a text: the number of approvals that a case needs."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """The text of a page in one language, and the languages that there are."""

    language: Language
    languages: tuple[Language, ...]
    title: str
    lead: str
    parts: tuple[Part, ...]


def read_site_text(session: Session, page: SitePage, wanted: Sequence[Language]) -> ShownText:
    """Return the text of a page in the first wanted language that there is, otherwise in English."""
    own = {(one.page, one.language): bool(one.text) for one in current_texts(session, page)}
    languages = tuple(
        language for language in Language if own.get((page, language)) or delivered_text(page, language) is not None
    )
    language = next((one for one in wanted if one in languages), Language.ENGLISH)
    return shown_text(session, language, languages, text_now(session, page, language))


def shown_text(session: Session, language: Language, languages: tuple[Language, ...], text: PageText) -> ShownText:
    """Return a text in parts, with its values filled in."""
    approvals = str(settings_of(session).reviews_required)
    lead, parts = outline(text.text.replace(APPROVALS, approvals))
    return ShownText(language, languages, text.title, lead, parts)


def current_texts(session: Session, page: SitePage | None = None) -> Sequence[SiteText]:
    """Return the texts that count, of one page or of all."""
    of_page = SiteText.page == page if page is not None else SiteText.id.is_not(None)
    return session.scalars(select(SiteText).where(of_page, _is_last())).all()


def last_text(session: Session, page: SitePage, language: Language) -> SiteText | None:
    """Return what administrators saved last for a page in a language."""
    return session.scalar(select(SiteText).where(SiteText.page == page, SiteText.language == language, _is_last()))


def text_now(session: Session, page: SitePage, language: Language) -> PageText:
    """Return the text that counts; empty if there is none in this language."""
    last = last_text(session, page, language)
    if last is not None and last.text:
        return PageText(last.title, last.text)
    return delivered_text(page, language) or PageText("", "")


def _is_last() -> ColumnElement[bool]:
    other = SiteText.__table__.alias()
    same = (other.c.page == SiteText.page) & (other.c.language == SiteText.language)
    return SiteText.number == select(func.max(other.c.number)).where(same).correlate(SiteText).scalar_subquery()
