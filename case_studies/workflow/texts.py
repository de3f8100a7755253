"""The workflow of joint texts: one row for each action, and what a step records and whom it notifies."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, WrongState
from case_studies.models import HistoryEntry, JointText
from case_studies.notifications.notify_of_texts import notify_of_text
from case_studies.policy.actor import Actor
from case_studies.policy.texts import STATES, TEXT_POLICY, waiting_break
from case_studies.text_vocabulary import Alignment, TextAction, TextState
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience, HistoryAction
from case_studies.workflow.engine import Effect, Guard, Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event
from case_studies.workflow.silence import LONGEST, check_hour
from case_studies.workflow.text_check import check_texts

S = TextState
STALE = N_("The text was changed after you opened this page. Nothing was saved. Open it again to see the change.")
ENDED = N_("The hour has passed, and silence has ended. Nobody can break it any more.")


def it_has_words(_session: Session, text: JointText, _note: str) -> None:
    """Check that there is something to comment on."""
    if not text.current.paragraphs:
        raise Incomplete({"paragraphs": [N_("Write at least one paragraph.")]})


def nothing_dangerous_is_in_it(session: Session, text: JointText, note: str) -> None:
    """Check that nothing in the text should not leave."""
    words = "\n\n".join(one["text"] for one in text.current.paragraphs)
    check_texts(session, {"title": text.title, "paragraphs": words, "note": note}, text.language)


def the_deadline_is_ahead(session: Session, text: JointText, _note: str) -> None:
    """Check the day until which comments are taken, if one is set. Silence can begin only after it."""
    if text.comments_until is None:
        return
    today = now(session).date()
    if text.comments_until <= today:
        raise Incomplete({"comments_until": [N_("Give a day that is still to come.")]})
    if text.comments_until - today > LONGEST:
        raise Incomplete({"comments_until": [N_("Give a day within the next 90 days.")]})


def the_day_for_comments_has_passed(session: Session, text: JointText, _note: str) -> None:
    """Check that delegations had all the time that they were given to comment."""
    day = text.comments_until
    if text.state == S.UNDER_COMMENT and day is not None and day >= now(session).date():
        raise WrongState(N_("Comments are taken until %(day)s. Silence can begin after that day."), day=day.isoformat())


def it_is_not_what_was_broken(_session: Session, text: JointText, _note: str) -> None:
    """Check that the text is another one than that on which silence was broken."""
    if text.broken is not None and text.broken.version_number == text.current.number:
        raise WrongState(N_("Silence was broken on this version. Save a new version first."))


def its_hour_is_far_enough(session: Session, text: JointText, _note: str) -> None:
    """Check that the hour, if it is set already, leaves 24 hours of working days."""
    if text.silence_until is not None and text.silence_zone is not None:
        check_hour(now(session), text.silence_until, ZoneInfo(text.silence_zone))


def its_hour_has_not_come(session: Session, text: JointText, _note: str) -> None:
    """Check that silence still runs, by the clock: the platform may be late to note that it ended."""
    if text.silence_until is None or now(session) >= text.silence_until:
        raise WrongState(ENDED)


def its_hour_has_come(session: Session, text: JointText, _note: str) -> None:
    """Check that silence has ended."""
    if text.silence_until is None or now(session) < text.silence_until:
        raise WrongState()


def somebody_aligned(_session: Session, text: JointText, _note: str) -> None:
    """Check that there is somebody on whose behalf the text is delivered."""
    if all(one.answer != Alignment.ALIGNED for one in text.alignments):
        raise WrongState(N_("No delegation has aligned yet. A text is delivered on behalf of those that did."))


def circulate(session: Session, text: JointText, _actor: Actor) -> JointText:
    """Let members read it from this version on."""
    text.circulated_at, text.shown_from = now(session), text.current.number
    return text


def break_silence(session: Session, text: JointText, actor: Actor) -> JointText:
    """Record who cleared the break. The hour no longer counts."""
    asked = waiting_break(actor, text)
    if asked is not None:
        asked.cleared_by_id, asked.cleared_at = actor.account, now(session)
    text.silence_until = text.silence_zone = None
    return text


def deliver(session: Session, text: JointText, _actor: Actor) -> JointText:
    """Let everybody read it."""
    text.audience, text.delivered_at = Audience.PUBLIC, now(session)
    return text


def _row(
    action: TextAction,
    *,
    to: TextState | Callable[[JointText], TextState] = lambda text: text.state,
    effect: Effect[JointText] = no_effect,
    needs: tuple[Guard[JointText], ...] = (),
    **rest: bool,
) -> Transition[JointText]:
    return Transition(action, STATES[action], to, effect, needs, **rest)


A = TextAction
MAY_LEAVE = (it_has_words, nothing_dangerous_is_in_it)
IN_TIME = (its_hour_has_not_come,)
TEXT_TRANSITIONS: dict[TextAction, Transition[JointText]] = {
    row.action: row
    for row in (
        _row(A.CIRCULATE, to=S.UNDER_COMMENT, effect=circulate, needs=(*MAY_LEAVE, the_deadline_is_ahead)),
        _row(A.COMMENT, at_once=True),
        _row(
            A.PUT_UNDER_SILENCE,
            to=S.UNDER_SILENCE,
            needs=(the_day_for_comments_has_passed, *MAY_LEAVE, it_is_not_what_was_broken, its_hour_is_far_enough),
        ),
        _row(A.ASK_TO_BREAK, needs=IN_TIME, at_once=True),
        _row(A.BREAK_SILENCE, to=S.SILENCE_BROKEN, effect=break_silence, needs=IN_TIME, at_once=True),
        _row(A.DROP_BREAK, needs=IN_TIME, at_once=True),
        _row(A.AGREE, to=S.AGREED, needs=(its_hour_has_come,)),
        _row(A.ALIGN, at_once=True, quiet=True),
        _row(A.STAND_ASIDE, at_once=True, quiet=True),
        _row(A.DELIVER, to=S.DELIVERED, effect=deliver, needs=(somebody_aligned,)),
        _row(A.DROP, to=S.DROPPED, reason=True),
    )
}


class TextWorkflow(Workflow[JointText]):
    """The engine with the table of joint texts."""

    transitions = TEXT_TRANSITIONS
    policy = TEXT_POLICY
    stale = STALE

    def prepare(self, text: JointText, step: Step) -> None:
        """Keep the reason for which a text was dropped."""
        if step.action == TextAction.DROP:
            text.reason = step.note

    def record(self, session: Session, text: JointText, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history. Before the delivery, members notice no answer, nor how many there are."""
        return record_item_event(
            session,
            text,
            actor,
            HistoryAction(step.action),
            note=step.note,
            before=step.before,
            after=step.after,
            is_noticed=not self.transitions[step.action].quiet,
            edition=text.current.number,
        )

    def notify(self, session: Session, text: JointText, action: TextAction, actor: Actor, entry: HistoryEntry) -> None:
        """Notify the offices that the step concerns."""
        notify_of_text(session, text, action, actor, entry.number)


TEXTS = TextWorkflow()
