"""The figures of cases: a sentence of the results that has one, as its author wrote it."""

import re
from dataclasses import dataclass

from case_studies.markdown.sentences import sentences_of
from case_studies.policy.release import ReleasedRevision
from case_studies.vocabulary import Evidence, Section

LONGEST = 320
"""Letters of a sentence that a speaker can read out."""
NO_FIGURE = re.compile(r"\b(?:19|20)\d\d\b|\b(?:resolution|résolution|resolución|резолюци\w+)\s+\d+", re.IGNORECASE)
"""Years and resolutions are numbers, and no figures."""
FIGURE = re.compile(r"\d")
WHOLE = re.compile(r"[.!?؟。！？][”»\")\]]*$")
"""How a sentence ends. An item of a list that ends otherwise, or begins with a small letter, is a part of one."""
STRENGTHS = {Evidence.INDEPENDENT: 2, Evidence.CONFIRMED_BY_OPERATION: 1}


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence with a figure, and the case that says it."""

    sentence: str
    case: ReleasedRevision


def first_figure(revision: ReleasedRevision) -> Fact | None:
    """Return the first sentence of a case's results with a figure; None if the reader gets no such sentence."""
    sentences = sentences_of(revision.sections.get(Section.RESULTS, ""))
    sentence = next(filter(_can_be_quoted, sentences), None)
    return Fact(sentence, revision) if sentence is not None else None


def _can_be_quoted(sentence: str) -> bool:
    """Whether a sentence has a figure, and can be read out as it is."""
    is_whole = WHOLE.search(sentence) is not None and not sentence[0].islower()
    return is_whole and len(sentence) <= LONGEST and FIGURE.search(NO_FIGURE.sub("", sentence)) is not None


def strength(revision: ReleasedRevision) -> tuple[int, bool, bool]:
    """Return how much a case helps a speaker: how well it is confirmed, if it has a figure, if it says what failed."""
    confirmed = STRENGTHS.get(revision.evidence, 0)
    return confirmed, first_figure(revision) is not None, bool(revision.sections.get(Section.SHORTCOMINGS))
