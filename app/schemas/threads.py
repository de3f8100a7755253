"""Discussions, as programs and forms send them."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields, post_load

from app.schemas.delegations import a_day
from app.schemas.input_fields import Line, OneOf, Text, Truth, Version, about, between
from case_studies.case_template import NOTE_LENGTH
from case_studies.policy.threads import BY_PLATFORM
from case_studies.vocabulary import Language, SpeaksAs, ThreadAction, ThreadState

TITLE_LENGTH = 120
POST_LENGTH = 3000
SUMMARY_WORDS = 200
SUMMARY_LENGTH = 3000
WITH_A_WORD = {"pattern": r"\w"}

BY_TRANSITION = tuple(action for action in ThreadAction if action not in (ThreadAction.POST, *BY_PLATFORM))
SPEAKER = about("`delegation`, or `member`: then nobody learns who speaks, also not the editors.")


class ThreadChangeSchema(Schema):
    """What its convener may change while nobody else has spoken."""

    class Meta:
        unknown = RAISE

    title = Line(longest=TITLE_LENGTH, metadata=WITH_A_WORD)
    anchor = Line(
        longest=20,
        allow_none=True,
        **about("The reference of a case, an issue or a practice that it is about; null for none."),
    )
    language = OneOf(Language)
    version = Version()


class ThreadSchema(Schema):
    """A new discussion, with its first post."""

    class Meta:
        unknown = RAISE

    title = Line(longest=TITLE_LENGTH, required=True, metadata=WITH_A_WORD)
    anchor = Line(
        longest=20,
        load_default=None,
        allow_none=True,
        **about("The reference of a case, an issue or a practice that it is about; null for none."),
    )
    language = OneOf(Language, load_default=Language.ENGLISH)
    closes_on = a_day(
        load_default=None,
        allow_none=True,
        metadata={"description": "The last day for posts, at most 60 days from now; without it, in 30 days."},
    )
    speaks_as = OneOf(SpeaksAs, load_default=SpeaksAs.DELEGATION, **SPEAKER)
    text = Text(longest=POST_LENGTH, load_default="", **about("The first post."))


class PostSchema(Schema):
    """A post."""

    class Meta:
        unknown = RAISE

    text = Text(longest=POST_LENGTH, required=True, metadata=WITH_A_WORD)
    speaks_as = OneOf(SpeaksAs, load_default=SpeaksAs.DELEGATION, **SPEAKER)


class FollowSchema(Schema):
    """Whether the caller is notified of new posts."""

    class Meta:
        unknown = RAISE

    follows = Truth(required=True)


class ThreadTransitionSchema(Schema):
    """An action on a discussion, with the version that the actor saw, and what the action needs."""

    class Meta:
        unknown = RAISE

    action = OneOf(BY_TRANSITION, required=True)
    note = Text(
        longest=NOTE_LENGTH,
        load_default="",
        **about(
            "For `object`, what is wrong with the summary; for `keep_summary`, why it stays; for `hide_post`, the "
            "reason, which stays in the history."
        ),
    )
    version = Version()
    summary = Text(longest=SUMMARY_LENGTH, most_words=SUMMARY_WORDS, load_default="", **about("For `summarize`."))
    closes_on = a_day(load_default=None, allow_none=True, metadata={"description": "For `extend`: the new last day."})
    post = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        **about("For `take_back`, `hide_post` and `show_post`: the id of the post."),
    )


class ThreadListSchema(Schema):
    """Which discussions are listed."""

    class Meta:
        unknown = EXCLUDE

    state = OneOf(ThreadState, load_default=None)
    anchor = Line(longest=20, load_default="")
    page = fields.Integer(load_default=1, validate=between(1, 100_000))

    @post_load
    def use_states(self, values: dict[str, Any], **_rest: Any) -> dict[str, Any]:
        """Return the states to list: the one that was asked for, or all."""
        state = values.pop("state")
        return {**values, "states": (state,) if state else tuple(ThreadState)}
