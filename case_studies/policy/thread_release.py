"""What a member may read of a discussion: the posts, and who speaks.

Pages, mails and the API take discussions from here and from nowhere else. Nobody learns who spoke as a member: neither
the other members nor the editors.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from case_studies.models import Delegation, Thread, ThreadObjection, ThreadPost
from case_studies.policy.actor import Actor
from case_studies.policy.readers import Submitter, as_named
from case_studies.policy.threads import THREAD_POLICY, ThreadPermission, is_editor
from case_studies.vocabulary import Attribution, FoundKind, PostState, SpeaksAs, ThreadState


@dataclass(frozen=True, slots=True)
class ReleasedPost:
    """A post as one reader may read it. Of one that was taken back nothing is left, also not the day.

    `said_by` is empty if its writer spoke as a member. `hidden_because` is for everybody; the text of a hidden post is
    for its author and for editors, who may show it again.
    """

    id: int
    state: PostState
    text: str
    said_by: Submitter
    speaks_as: SpeaksAs | None
    posted_at: datetime | None
    hidden_because: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class ReleasedObjection:
    """An objection to the summary, for its author and those who may answer it. It never says who made it."""

    text: str
    made_at: datetime
    answer: str
    is_answered: bool
    is_own: bool


class ReleasedThread:
    """A discussion as one member may read it."""

    kind = FoundKind.THREAD

    def __init__(self, thread: Thread, actor: Actor) -> None:
        self._thread = thread
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every member may know."""
        if name not in OPEN_TO_MEMBERS:
            raise AttributeError(name)
        return getattr(self._thread, name)

    @property
    def convened_by(self) -> Submitter:
        """The delegation that convened it; empty if its convener speaks as a member."""
        thread = self._thread
        return speaker(thread.owner if thread.attribution != Attribution.UNNAMED else None)

    @property
    def is_own(self) -> bool:
        """Whether the reader convened it."""
        return self._thread.author_id is not None and self._thread.author_id == self._actor.account_id

    def takes_posts(self, today: date) -> bool:
        """Whether members can still speak in it."""
        return self._thread.state == ThreadState.OPEN and self._thread.closes_on >= today

    def waits_for_summary(self, today: date) -> bool:
        """Whether its last day has passed: it takes no posts any more, only a summary."""
        return self._thread.state == ThreadState.OPEN and self._thread.closes_on < today

    @property
    def is_followed(self) -> bool:
        """Whether the reader is notified of new posts."""
        return any(one.follows for one in self._thread.follows if one.account_id == self._actor.account_id)

    @property
    def posts(self) -> list[ReleasedPost]:
        """The posts, the oldest first."""
        return [self._post(post) for post in self._thread.posts]

    @property
    def last_post_at(self) -> datetime | None:
        """When somebody last said what can be read now."""
        return max((post.posted_at for post in self._thread.posts if not post.taken_back), default=None)

    @property
    def objections(self) -> list[ReleasedObjection]:
        """The objections that the reader made or may answer, the oldest first."""
        reads_all = ThreadPermission.READ_OBJECTIONS in THREAD_POLICY.usable(self._actor, self._thread)
        mine = self._actor.account_id
        return [self._objection(one) for one in self._thread.objections if reads_all or one.account_id == mine]

    @property
    def posts_deleted_on(self) -> date | None:
        """The day on which the posts of a closed discussion are deleted."""
        closed_at = self._thread.closed_at
        return (closed_at + timedelta(days=self._thread.kept_days)).date() if closed_at is not None else None

    def _post(self, post: ThreadPost) -> ReleasedPost:
        is_own = post.account_id is not None and post.account_id == self._actor.account_id
        if post.taken_back:
            return ReleasedPost(post.id, PostState.TAKEN_BACK, "", Submitter(), None, None, "", is_own=False)
        is_hidden = post.hidden_because is not None
        is_readable = not is_hidden or is_own or is_editor(self._actor, self._thread)
        return ReleasedPost(
            id=post.id,
            state=PostState.HIDDEN if is_hidden else PostState.SHOWN,
            text=post.text if is_readable else "",
            said_by=speaker(post.delegation),
            speaks_as=post.speaks_as,
            posted_at=post.posted_at,
            hidden_because=post.hidden_because or "",
            is_own=is_own,
        )

    def _objection(self, objection: ThreadObjection) -> ReleasedObjection:
        return ReleasedObjection(
            text=objection.text,
            made_at=objection.made_at,
            answer=objection.answer,
            is_answered=objection.answered_at is not None,
            is_own=objection.account_id == self._actor.account_id,
        )


OPEN_TO_MEMBERS = frozenset(
    "id reference state version register audience attribution demonstration language title anchor closes_on extended "
    "kept_days summary summarized_at objections_until disputed created_at closed_at moved_at".split()
)
"""What every member may know of a discussion. Everything else of it is for nobody."""


def speaker(delegation: Delegation | None) -> Submitter:
    """Return a delegation that speaks for itself, or nobody in particular."""
    return Submitter() if delegation is None else as_named(delegation, is_named=True)


def release_threads(threads: Iterable[Thread], actor: Actor) -> list[ReleasedThread]:
    """Return discussions, which the actor may see, as they may read them."""
    return [ReleasedThread(thread, actor) for thread in threads]
