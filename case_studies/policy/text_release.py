"""What a reader may read of a joint text: everybody the delivered text and who aligned, members the way to it.

Pages, files, mails, search and the API take joint texts from here and from nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from case_studies.models import JointText, SilenceBreak, TextComment, TextVersion
from case_studies.policy import events
from case_studies.policy.actor import Actor
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.items import is_editor
from case_studies.policy.readers import Submitter, as_named
from case_studies.policy.texts import waits_for_clearance
from case_studies.text_vocabulary import Alignment, CommentKind, TextState
from case_studies.vocabulary import FoundKind


@dataclass(frozen=True, slots=True)
class ReleasedComment:
    """What a delegation says about a paragraph."""

    id: int
    version_number: int
    paragraph: int
    kind: CommentKind
    language: str
    text: str
    delegation: Submitter
    made_at: datetime
    taken_up_in: int | None


@dataclass(frozen=True, slots=True)
class ReleasedParagraph:
    """A paragraph by its number. Members also get its id, which stays in later versions, and what is said about it."""

    number: int
    id: int | None
    text: str
    comments: Sequence[ReleasedComment]


@dataclass(frozen=True, slots=True)
class ReleasedBreak:
    """Who broke silence, or asked to; `waits` is for the delegation itself."""

    version_number: int
    paragraph: int
    paragraph_number: int
    reason: str
    delegation: Submitter
    asked_at: datetime
    cleared_at: datetime | None
    waits: bool


class ReleasedText:
    """A joint text as one reader may read it."""

    kind = FoundKind.TEXT

    def __init__(self, text: JointText, actor: Actor) -> None:
        self._text = text
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader may know, or what members may; for others None."""
        if name in FOR_MEMBERS:
            return getattr(self._text, name) if self.is_for_member else None
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._text, name)

    @property
    def is_for_member(self) -> bool:
        """Whether the reader is a member."""
        return self._actor.signed_in

    @property
    def is_delivered(self) -> bool:
        """Whether it was delivered."""
        return self._text.state == TextState.DELIVERED

    @property
    def event(self) -> ReleasedEvent | None:
        """The event that it is for, if the reader may read it."""
        event = self._text.event
        return ReleasedEvent(event, self._actor) if event is not None and events.sees(self._actor, event) else None

    @property
    def since(self) -> datetime:
        """When readers of the same audience could read it first."""
        first = self._text.circulated_at if self.is_for_member else self._text.delivered_at
        return first or self._text.created_at

    @property
    def number(self) -> int | None:
        """The number of the newest version, which says how often the text changed."""
        return self._text.current.number if self.is_for_member else None

    @property
    def versions(self) -> list[TextVersion]:
        """The versions that the reader may read, the oldest first: editors also those before the circulation."""
        if not self.is_for_member:
            return []
        first = 1 if is_editor(self._actor, self._text) else self._text.shown_from or 1
        return [version for version in self._text.versions if version.number >= first]

    @property
    def paragraphs(self) -> list[ReleasedParagraph]:
        """The paragraphs of the newest version."""
        return self.paragraphs_of(self._text.current)

    def paragraphs_of(self, version: TextVersion) -> list[ReleasedParagraph]:
        """Return the paragraphs of a version that the reader may read, with what is said about them."""
        said: dict[int, list[ReleasedComment]] = {}
        for comment in self.comments:
            said.setdefault(comment.paragraph, []).append(comment)
        return [
            ReleasedParagraph(
                number,
                one["id"] if self.is_for_member else None,
                one["text"],
                said.get(one["id"], []),
            )
            for number, one in enumerate(version.paragraphs, 1)
        ]

    @property
    def comments(self) -> list[ReleasedComment]:
        """What delegations say about paragraphs, the oldest first, for members."""
        return [_released(one) for one in self._text.comments] if self.is_for_member else []

    @property
    def orphans(self) -> list[ReleasedComment]:
        """Comments on paragraphs that the newest version does not have any more."""
        present = {one["id"] for one in self._text.current.paragraphs}
        return [comment for comment in self.comments if comment.paragraph not in present]

    @property
    def breaks(self) -> list[ReleasedBreak]:
        """Who broke silence, the first one first, for members; and what the reader's own delegation asked for."""
        if not self.is_for_member:
            return []
        own = self._actor.delegation
        known = [one for one in self._text.breaks if one.cleared_at is not None or one.delegation_code == own]
        return [self._break(one) for one in known]

    def has_ended(self, moment: datetime) -> bool:
        """Whether silence has ended and the platform has not noted it yet."""
        until = self._text.silence_until
        return self._text.state == TextState.UNDER_SILENCE and until is not None and moment >= until

    @property
    def own_answer(self) -> Alignment | None:
        """What the reader's delegation answered."""
        own = self._actor.delegation
        return next((one.answer for one in self._text.alignments if one.delegation_code == own), None)

    @property
    def aligned(self) -> list[Submitter] | None:
        """Who aligned, for everybody once it was delivered; before for editors; None for others."""
        is_shown = self.is_delivered or is_editor(self._actor, self._text)
        return self._who(Alignment.ALIGNED) if is_shown else None

    @property
    def stood_aside(self) -> list[Submitter] | None:
        """Who stood aside, for members once it was delivered; before for editors; None for others."""
        is_shown = self.is_for_member and self.aligned is not None
        return self._who(Alignment.STOOD_ASIDE) if is_shown else None

    def _who(self, answer: Alignment) -> list[Submitter]:
        found = [as_named(one.delegation, is_named=True) for one in self._text.alignments if one.answer == answer]
        return sorted(found, key=lambda one: one.name)

    def _break(self, one: SilenceBreak) -> ReleasedBreak:
        version = next(version for version in self._text.versions if version.number == one.version_number)
        numbers = {paragraph["id"]: number for number, paragraph in enumerate(version.paragraphs, 1)}
        return ReleasedBreak(
            one.version_number,
            one.paragraph,
            numbers[one.paragraph],
            one.reason,
            as_named(one.delegation, is_named=True),
            one.asked_at,
            one.cleared_at,
            waits_for_clearance(one, self._text, self._actor.delegation)
            and self._text.state == TextState.UNDER_SILENCE,
        )


def _released(one: TextComment) -> ReleasedComment:
    return ReleasedComment(
        one.id,
        one.version_number,
        one.paragraph,
        one.kind,
        one.language,
        one.text,
        as_named(one.delegation, is_named=True),
        one.made_at,
        one.taken_up_in,
    )


OPEN_TO_READERS = frozenset(
    "id reference state register audience attribution demonstration language title text_kind speaker symbol link "
    "delivered_at moved_at".split()
)
"""What everybody who reads a joint text may know."""
FOR_MEMBERS = frozenset(
    "version languages comments_until circulated_at silence_until silence_zone reason created_at".split()
)


def release_texts(texts: Iterable[JointText], actor: Actor) -> list[ReleasedText]:
    """Return joint texts, which the actor may see, as they may read them."""
    return [ReleasedText(text, actor) for text in texts]
