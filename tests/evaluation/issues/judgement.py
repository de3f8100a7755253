"""How good suggestions for difficult issues are: whether what answers an issue is among the first three."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.demo.issue_journeys import KEY
from case_studies.models import Case, Issue, Practice, Theme
from case_studies.operations.search.answer_suggestions import may_answer
from case_studies.policy.actor import Actor
from case_studies.search.engine import SearchEngine
from case_studies.vocabulary import Language

JUDGED = Path(__file__).parent / "judged.yaml"
FIRST = 3
"""How many suggestions a person is expected to look at."""


@dataclass(frozen=True, slots=True)
class JudgedIssue:
    """An issue, what answers it by the names of files, and the same question asked by somebody else."""

    name: str
    answers: tuple[str, ...]
    other_words: str
    theme: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """What was suggested for one wording of an issue: names of files, the best first."""

    issue: JudgedIssue
    names: tuple[str, ...]

    @property
    def place(self) -> int | None:
        """The place of the first right one, from 1; None if none is among them."""
        return next((place for place, name in enumerate(self.names, 1) if name in self.issue.answers), None)

    @property
    def is_right(self) -> bool:
        """Whether a right one is among the first."""
        return self.place is not None and self.place <= FIRST


def judged_issues() -> list[JudgedIssue]:
    """Return the judged list."""
    rows = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))
    return [
        JudgedIssue(row["issue"], tuple(row.get("answers", ())), row.get("other_words", ""), row.get("theme", ""))
        for row in rows
    ]


def with_an_answer(judged: Iterable[JudgedIssue]) -> list[JudgedIssue]:
    """Return the issues that something in the demonstration answers."""
    return [one for one in judged if one.answers]


def as_posted(session: Session, engine: SearchEngine, actor: Actor, judged: Sequence[JudgedIssue]) -> list[Suggested]:
    """Return what is suggested for the issues as the demonstration posts them."""
    issues = {issue.form_key: issue for issue in session.scalars(select(Issue))}
    return [_suggested(session, engine, actor, one, issues[KEY + one.name]) for one in judged]


def in_other_words(
    session: Session, engine: SearchEngine, actor: Actor, judged: Sequence[JudgedIssue]
) -> list[Suggested]:
    """Return what is suggested for the same questions in other words, with one theme and nothing else."""
    return [_suggested(session, engine, actor, one, _reworded(session, one)) for one in judged]


def _reworded(session: Session, judged: JudgedIssue) -> Issue:
    return Issue(
        reference="",
        language=Language.ENGLISH,
        question=judged.other_words,
        setting="",
        already_tried="",
        themes=[session.get_one(Theme, judged.theme)],
    )


def _suggested(session: Session, engine: SearchEngine, actor: Actor, judged: JudgedIssue, issue: Issue) -> Suggested:
    names = _names(session)
    found = (one.reference for one in may_answer(session, engine, actor, issue))
    return Suggested(judged, tuple(names[reference] for reference in found))


def _names(session: Session) -> dict[str, str]:
    """Return reference → the name of the file: `demo:` + name of a case, `demo:practice:` + name of a practice."""
    pairs = (
        pair for kind in (Case, Issue, Practice) for pair in session.execute(select(kind.reference, kind.form_key))
    )
    return {reference: (key or "").removeprefix("demo:") for reference, key in pairs}
