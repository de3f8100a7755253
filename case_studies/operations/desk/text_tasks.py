"""The tasks of a person in joint texts: one query for the texts that are under way, which are few."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from case_studies.models import JointText
from case_studies.operations.desk.item_task import MOST_SHOWN, ItemGroup, ItemTask
from case_studies.policy.actor import Actor
from case_studies.policy.items import owner_as_named_to
from case_studies.policy.texts import OPEN_STATES, TEXT_POLICY, TextPermission, text_visible_to
from case_studies.text_vocabulary import TextAction, TextState
from case_studies.unit_of_work import now
from case_studies.vocabulary import Kind

A = TextAction
Waits = Callable[[JointText, Actor, datetime], bool]


def _is_to_comment(text: JointText, actor: Actor, moment: datetime) -> bool:
    """Whether the days for comments are not over, and the delegation has not commented yet."""
    said = any(one.delegation_code == actor.delegation for one in text.comments)
    return not said and text.comments_until is not None and text.comments_until >= moment.date()


def _runs(text: JointText, _actor: Actor, moment: datetime) -> bool:
    """Whether silence has not ended."""
    return text.silence_until is not None and moment < text.silence_until


def _is_unanswered(text: JointText, actor: Actor, _moment: datetime) -> bool:
    return all(one.delegation_code != actor.delegation for one in text.alignments)


def _goes_on(text: JointText, _actor: Actor, moment: datetime) -> bool:
    """Whether it waits for the editors: a draft, comments whose day has passed, a broken silence."""
    is_commented = text.comments_until is not None and text.comments_until < moment.date()
    return text.state != TextState.UNDER_COMMENT or is_commented


def _always(_text: JointText, _actor: Actor, _moment: datetime) -> bool:
    return True


TASKS: tuple[tuple[TextAction | TextPermission, ItemGroup, str, Waits], ...] = (
    (A.BREAK_SILENCE, ItemGroup.BREAKS_TO_CLEAR, "clear_break", _runs),
    (A.ASK_TO_BREAK, ItemGroup.TEXTS_UNDER_SILENCE, "read_silence", _runs),
    (A.ALIGN, ItemGroup.TEXTS_TO_ALIGN, "answer_text", _is_unanswered),
    (A.COMMENT, ItemGroup.TEXTS_TO_COMMENT, "comment_text", _is_to_comment),
    (A.DELIVER, ItemGroup.TEXTS_TO_DELIVER, "deliver_text", _always),
    (TextPermission.EDIT, ItemGroup.TEXTS_TO_WRITE, "write_text", _goes_on),
)
"""A right, and the group and next step of a text that waits for those who have it. The first that fits counts."""


def text_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the tasks of the actor in joint texts, those that wait longest first."""
    query = select(JointText).where(text_visible_to(actor), JointText.state.in_(OPEN_STATES))
    many = (JointText.versions, JointText.comments, JointText.breaks, JointText.alignments)
    query = query.options(*(selectinload(one) for one in many)).order_by(JointText.moved_at, JointText.id)
    for text in session.scalars(query.limit(MOST_SHOWN * len(TASKS))):
        task = _task_in(text, actor, now(session))
        if task is not None:
            yield task


def _task_in(text: JointText, actor: Actor, moment: datetime) -> ItemTask | None:
    usable = TEXT_POLICY.usable(actor, text)
    fitting = ((group, step) for right, group, step, waits in TASKS if right in usable and waits(text, actor, moment))
    found = next(fitting, None)
    if found is None:
        return None
    group, step = found
    return ItemTask(
        group=group,
        kind=Kind.TEXT,
        reference=text.reference,
        title=text.title,
        language=text.language,
        owner=owner_as_named_to(actor, text),
        state=text.state,
        since=text.moved_at,
        step=step,
        due=_due(text),
    )


def _due(text: JointText) -> date | None:
    """Return the day on which comments or silence end."""
    if text.state == TextState.UNDER_SILENCE and text.silence_until is not None:
        return text.silence_until.date()
    return text.comments_until if text.state == TextState.UNDER_COMMENT else None
