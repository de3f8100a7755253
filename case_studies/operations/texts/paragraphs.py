"""The paragraphs of a joint text: each keeps its id from version to version."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from case_studies.errors import N_, Incomplete, Message
from case_studies.models import JointText, TextVersion
from case_studies.text_diff import MOST_STEPS, DiffPiece, StepBudget, diff

MOST_PARAGRAPHS = 100
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
Paragraph = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph in two versions: its numbers, None where it is not there, and the pieces of its text."""

    id: int
    before: int | None
    after: int | None
    pieces: tuple[DiffPiece, ...]

    @property
    def is_same(self) -> bool:
        """Whether its words are the same."""
        return self.before is not None and self.after is not None and len(self.pieces) <= 1


def number_paragraphs(text: JointText | None, sent: Iterable[Mapping[str, Any]]) -> list[Paragraph]:
    """Return paragraphs with their ids. A paragraph without words goes; after an empty line, a new one begins.

    Raises Incomplete for an id that the newest version does not have, or that is named twice, and for too many
    paragraphs.
    """
    known = {one["id"] for one in text.current.paragraphs} if text is not None and text.versions else set()
    used = [one["id"] for version in text.versions for one in version.paragraphs] if text is not None else []
    named = [one["id"] for one in sent if one["id"] is not None]
    if set(named) - known or len(named) > len(set(named)):
        raise Incomplete({"paragraphs": [N_("Name each paragraph of the newest version by its id, and once.")]})
    following = max(used, default=0) + 1
    found: list[Paragraph] = []
    for one in sent:
        own = one["id"]
        for words in split_paragraphs(one["text"]):
            found.append({"id": own if own is not None else following, "text": words})
            following += own is None
            own = None
    if len(found) > MOST_PARAGRAPHS:
        refusal = N_("A text has at most %(most)s paragraphs, and this one would have %(count)s. Join some of them.")
        raise Incomplete({"paragraphs": [Message(refusal, most=MOST_PARAGRAPHS, count=len(found))]})
    return found


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which empty lines separate."""
    return [words for part in BLANK_LINES.split(text) if (words := part.strip())]


def compare_versions(before: TextVersion, after: TextVersion) -> list[ParagraphChange]:
    """Return each paragraph of two versions, in the order of the later one; what went is where it was."""
    old, new = _by_id(before.paragraphs), _by_id(after.paragraphs)
    steps = StepBudget(MOST_STEPS)
    return [_change(one, old, new, steps) for one in _order(list(old), list(new))]


def _by_id(paragraphs: Sequence[Paragraph]) -> dict[int, tuple[int, str]]:
    return {one["id"]: (number, one["text"]) for number, one in enumerate(paragraphs, 1)}


def _order(old: list[int], new: list[int]) -> list[int]:
    """Return the ids of both: a paragraph that went follows the one that it followed."""
    order = list(new)
    for position, one in enumerate(old):
        if one not in new:
            order.insert(order.index(old[position - 1]) + 1 if position else 0, one)
    return order


def _change(
    one: int, old: Mapping[int, tuple[int, str]], new: Mapping[int, tuple[int, str]], steps: StepBudget
) -> ParagraphChange:
    before, was = old.get(one, (None, ""))
    after, words = new.get(one, (None, ""))
    return ParagraphChange(one, before, after, diff(was, words, steps))
