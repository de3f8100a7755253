"""A brief as it leaves: one function makes it for the page, its files and the API."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app.current import reading
from app.exports.citation import PUBLISHER, Citation, Part, Source
from app.exports.formats import FORMATS
from app.identity import actor
from app.phrases.briefs import BriefPart, parts_of
from app.phrases.markings import MARKS
from case_studies.operations.briefs.brief import make_brief
from case_studies.operations.briefs.subject import find_subject
from case_studies.reference import kind_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience, Kind

BRIEF_FORMATS = {suffix: FORMATS[suffix] for suffix in ("pdf", "docx", "md")}
BRIEF_SUFFIX = ".<any({}):suffix>".format(", ".join(f'"{suffix}"' for suffix in BRIEF_FORMATS))


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
    kind, _colon, code = values["subject"].partition(":")
    with reading() as session:
        brief = make_brief(session, reader, find_subject(session, actor(), reader, kind, code))
        made_on = now(session).date()
        return WrittenBrief(values["subject"], brief.subject.title, audience, made_on, brief.total, parts_of(brief))
