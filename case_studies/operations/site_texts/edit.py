"""Administrators write the texts of pages. Every text stays, and can be restored; each change is in the history."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, NotVisible, StaleVersion, WrongState
from case_studies.models import SiteText
from case_studies.operations.site_texts.delivered import PageText, delivered_text
from case_studies.operations.site_texts.reading import current_texts, last_text, text_now
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, Language, SitePage
from case_studies.workflow.history import record_platform_event

PER_PAGE = 10
LONGEST_TITLE = 150
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class TextState:
    """A page in a language: what an administrator saved last, and whether Casebook brings a text."""

    page: SitePage
    language: Language
    last: SiteText | None
    is_delivered: bool

    @property
    def is_own(self) -> bool:
        """Whether readers get what an administrator wrote."""
        return self.last is not None and bool(self.last.text)

    @property
    def edition(self) -> int:
        """The number of the last text, by which a page knows whether it is stale."""
        return self.last.number if self.last is not None else 0


@dataclass(frozen=True, slots=True)
class EarlierTexts:
    """One page of the texts that were saved before, the newest first."""

    items: Sequence[SiteText]
    page: int
    pages: int


def list_texts(session: Session, actor: Actor) -> list[TextState]:
    """Return the state of each page in each language."""
    check_administrator(actor)
    last = {(one.page, one.language): one for one in current_texts(session)}
    return [
        TextState(page, language, last.get((page, language)), delivered_text(page, language) is not None)
        for page in SitePage
        for language in Language
    ]


def text_state(session: Session, actor: Actor, page: SitePage, language: Language) -> TextState:
    """Return the state of a page in a language."""
    check_administrator(actor)
    return TextState(page, language, last_text(session, page, language), delivered_text(page, language) is not None)


def earlier_texts(session: Session, actor: Actor, page: SitePage, language: Language, place: int) -> EarlierTexts:
    """Return one page of the earlier texts."""
    check_administrator(actor)
    last = text_state(session, actor, page, language).edition
    earlier = (SiteText.page == page) & (SiteText.language == language) & (SiteText.number < last)
    total = session.scalar(select(func.count(SiteText.id)).where(earlier)) or 0
    pages = max(1, -(-total // PER_PAGE))
    place = min(place, pages)
    query = select(SiteText).where(earlier).order_by(SiteText.number.desc())
    return EarlierTexts(session.scalars(query.limit(PER_PAGE).offset((place - 1) * PER_PAGE)).all(), place, pages)


def save_text(
    session: Session, actor: Actor, page: SitePage, language: Language, text: PageText, *, edition: int
) -> bool:
    """Save a text, and return whether it differs from the one that counts. Raises StaleVersion."""
    state = text_state(session, actor, page, language)
    if state.edition != edition:
        raise StaleVersion()
    if text == text_now(session, page, language):
        return False
    number = state.edition + 1
    session.add(
        SiteText(
            page=page,
            language=language,
            number=number,
            title=text.title,
            text=text.text,
            written_at=now(session),
            account_id=actor.account,
        )
    )
    record_platform_event(
        session,
        actor,
        HistoryAction.CHANGE_SITE_TEXT,
        note=f"{page} {language}",
        before=str(state.edition),
        after=str(number),
    )
    return True


def restore_text(
    session: Session, actor: Actor, page: SitePage, language: Language, number: int, *, edition: int
) -> None:
    """Save an earlier text again; number 0 is the one that Casebook brings, or none."""
    check_administrator(actor)
    query = select(SiteText).where(SiteText.page == page, SiteText.language == language, SiteText.number == number)
    earlier = session.scalar(query)
    if number and earlier is None:
        raise NotVisible()
    text = PageText(earlier.title, earlier.text) if earlier is not None else PageText("", "")
    if not text.text and not text_state(session, actor, page, language).is_own:
        raise WrongState(N_("No text of an administrator is shown, so nothing can be taken back."))
    save_text(session, actor, page, language, text, edition=edition)
