"""A brief in lines: each with the thing that says it, its number, its mark and its address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.phrases import issues, practices
from app.phrases.labels import EVIDENCE, Labels
from app.phrases.markings import MARKS, marked_audience
from app.phrases.submitters import authors_of
from app.thing_urls import thing_url
from case_studies.markdown.sentences import sentences_of
from case_studies.operations.briefs.brief import Brief
from case_studies.operations.briefs.subject import SEARCH, THINGS
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision
from case_studies.search.contract import Query
from case_studies.search.query.query_string import query_string
from case_studies.vocabulary import Audience, Section

FOR: Labels = {
    Audience.PUBLIC: _l("Everybody: it can be quoted in an open meeting"),
    Audience.MEMBERS: _l("Members of the Group only"),
}
SENTENCES_OF_A_CASE = 2


def about_things(references: Iterable[str]) -> str:
    """Return what is asked for a brief from things; empty without any."""
    joined = ",".join(references)
    return f"{THINGS}:{joined}" if joined else ""


def about_search(query: Query) -> str:
    """Return what is asked for a brief from a search; empty if it searches for nothing."""
    searched = query_string(query)
    return f"{SEARCH}:{searched}" if searched else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """One thing that a brief says. A line about what is missing has no source."""

    text: str
    title: str = ""
    about: str = ""
    language: str = ""
    reference: str = ""
    number: str = ""
    mark: str = ""
    url: str = ""

    @property
    def source(self) -> str:
        """The number and the mark of its source; empty if it has none."""
        return f"{self.number}, {self.mark}" if self.number else ""

    @property
    def whole(self) -> str:
        """The line as plain text, with its source in brackets."""
        said = f"{self.title.rstrip('.')}. {self.text}" if self.title else self.text
        after = "; ".join(part for part in (self.about, self.source) if part)
        return f"{said} ({after})" if after else said


@dataclass(frozen=True, slots=True)
class BriefPart:
    """A part of a brief under its heading."""

    name: str
    heading: str
    lines: tuple[BriefLine, ...]


def parts_of(brief: Brief) -> list[BriefPart]:
    """Return the parts of a brief that have something to say, in their order."""
    parts = (
        BriefPart("facts", _("Figures to quote"), tuple(_facts(brief))),
        BriefPart("cases", _("Cases"), tuple(map(_case, brief.cases))),
        BriefPart("practices", _("Good practices"), tuple(map(_practice, brief.practices))),
        BriefPart("issues", _("Difficult issues"), tuple(map(_issue, brief.issues))),
        BriefPart("said", _("What came of earlier events"), tuple(_said(brief))),
        BriefPart("not_known", _("What is not known"), tuple(_not_known(brief))),
    )
    return [part for part in parts if part.lines]


def _facts(brief: Brief) -> Iterator[BriefLine]:
    for fact in brief.facts:
        sure = [str(EVIDENCE[fact.case.evidence])] if fact.case.evidence else []
        yield _line_of(fact.case, text=fact.sentence, about=", ".join([*_hosts(fact.case), *sure]))


def _case(revision: ReleasedRevision) -> BriefLine:
    sentences = sentences_of(revision.sections.get(Section.SUMMARY, ""))[:SENTENCES_OF_A_CASE]
    about = ", ".join([authors_of(revision)[0], *_hosts(revision)])
    return _line_of(revision, title=revision.title, text=" ".join(sentences), about=about)


def _hosts(revision: ReleasedRevision) -> list[str]:
    return [place.name for place in revision.host_states]


def _line_of(revision: ReleasedRevision, *, text: str, about: str, title: str = "") -> BriefLine:
    reference, number = revision.case.reference, revision.number
    return BriefLine(
        text=text,
        title=title,
        about=about,
        language=revision.language,
        reference=reference,
        number=_("%(reference)s, revision %(number)s", reference=reference, number=number),
        mark=MARKS[marked_audience([revision])],
        url=url_for("revisions.revision", reference=reference, number=number, _external=True),
    )


def _practice(practice: ReleasedPractice) -> BriefLine:
    level = practices.LEVELS[practice.assessment.level] if practice.assessment is not None else ""
    return _line_of_practice(practice, title=practice.title, text=practice.statement, about=str(level))


def _line_of_practice(practice: ReleasedPractice, *, text: str, about: str = "", title: str = "") -> BriefLine:
    reference, number = practice.reference, practice.number
    return BriefLine(
        text=text,
        title=title,
        about=about,
        language=practice.language,
        reference=reference,
        number=_("%(reference)s, edition %(number)s", reference=reference, number=number),
        mark=MARKS[practice.audience],
        url=url_for("practices.edition", reference=reference, number=number, _external=True),
    )


def _issue(issue: ReleasedIssue) -> BriefLine:
    return _line_of_item(issue, text=issue.question, about=str(issues.STATES[issue.state]))


def _said(brief: Brief) -> Iterator[BriefLine]:
    for event in brief.said:
        when = format_date(event.first_day, "MMMM y" if event.day_open else "d MMMM y")
        yield _line_of_item(event, title=event.title, text=event.came_of_it, about=when)


def _line_of_item(item: ReleasedIssue | ReleasedEvent, *, text: str, about: str, title: str = "") -> BriefLine:
    """Return a line of what has no revisions: its reference is its number."""
    return BriefLine(
        text=text,
        title=title,
        about=about,
        language=item.language,
        reference=item.reference,
        number=item.reference,
        mark=MARKS[item.audience],
        url=thing_url(item.reference, external=True),
    )


def _not_known(brief: Brief) -> Iterator[BriefLine]:
    """Yield what is missing in the library, then what the practices say they do not know."""
    yield from (BriefLine(text=text) for text in _missing(brief))
    for practice in brief.practices:
        for sentence in sentences_of(practice.not_known)[:1]:
            yield _line_of_practice(practice, text=sentence)


def _missing(brief: Brief) -> Iterator[str]:
    is_chosen = brief.subject.things is not None
    if not brief.total:
        none = _("There is no published case on this subject yet.")
        yield _("There is no published case among its sources.") if is_chosen else none
    if brief.gaps.themes:
        yield _("There is no case on: %(themes)s.", themes=", ".join(theme.label for theme in brief.gaps.themes))
    if brief.gaps.unconfirmed:
        yield _("All results are self-reported. Nobody else has confirmed any of them.")
    if brief.is_one_sided:
        yield _("No case says what did not work.")
    if brief.total and not brief.practices and not is_chosen:
        yield _("No good practice on this subject is adopted.")
