"""A brief as it leaves: one function makes it for the page, its files and the API."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.current import current_platform, reading
from app.exports.citation import PUBLISHER, Citation, Part, Source
from app.identity import actor
from app.phrases.briefs import BriefPart, parts_of
from app.phrases.markings import MARKS
from app.phrases.saved_searches import proposed_name
from app.schemas.search import QuerySchema, parameters_from, query_from
from case_studies.operations.briefs.brief import make_brief
from case_studies.operations.briefs.subject import SEARCH, Subject, find_subject, search_subject
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import known_vocabularies
from case_studies.reference import kind_of
from case_studies.unit_of_work import Session, now
from case_studies.vocabulary import Audience, Kind


@dataclass(frozen=True, slots=True)
class WrittenBrief:
    """A brief in words."""

    about: str
    title: str
    audience: Audience
    made_on: date
    total: int
    parts: list[BriefPart]

    @property
    def mark(self) -> str:
        """The mark of its audience."""
        return MARKS[self.audience]

    @property
    def asked_for(self) -> dict[str, str]:
        """What was asked for, as parameters of its address."""
        return {"about": self.about, "audience": self.audience.value}

    def as_citation(self) -> Citation:
        """Return it as its files are written from it. It is made for the day, and is no publication."""
        responsibility = _("The content of a case is the responsibility of the delegation that submitted it.")
        return Citation(
            kind=None,
            reference=_("Brief"),
            revision=0,
            number=_("Brief"),
            genre=_("Brief"),
            title=self.title,
            authors=(PUBLISHER,),
            language=str(get_locale() or "en"),
            published=self.made_on,
            address=url_for("briefs.briefs", **self.asked_for, _external=True),
            mark=self.mark,
            marking=self.mark,
            responsibility=responsibility,
            notes=(ngettext("Made from %(num)s published case.", "Made from %(num)s published cases.", self.total),),
            parts=tuple(Part(part.heading, rows=tuple(line.whole for line in part.lines)) for part in self.parts),
            sources=tuple(self._sources()),
        )

    def _sources(self) -> Iterator[Source]:
        for line in (line for part in self.parts for line in part.lines if line.title and line.number):
            author = line.about if kind_of(line.reference) is Kind.CASE else PUBLISHER
            yield Source(line.number, line.title, author, line.language, line.url)


def write_brief(values: dict[str, Any]) -> WrittenBrief:
    """Return a brief as it was asked for. Raises NotSignedIn, NotVisible, NotAllowed or Incomplete."""
    audience = Audience(values["audience"])
    reader = actor().as_any_reader(audience)
    with reading() as session:
        brief = make_brief(session, reader, _subject(session, reader, values["subject"]))
        made_on, title = now(session).date(), brief.subject.title or _("Chosen things")
        return WrittenBrief(values["subject"], title, audience, made_on, brief.total, parts_of(brief))


def _subject(session: Session, reader: Actor, about: str) -> Subject:
    """Return what a brief is asked about. The words of a search are read as its page reads them."""
    kind, _colon, code = about.partition(":")
    if kind != SEARCH:
        return find_subject(session, actor(), reader, kind, code)
    query = query_from(QuerySchema().load(parameters_from(MultiDict(parse_qsl(code)))))
    title = _("Search: %(words)s", words=proposed_name(query, known_vocabularies(session, reader)))
    return search_subject(session, current_platform().search, reader, query, title)
