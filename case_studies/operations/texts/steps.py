"""Moving a joint text on: one function for every action of a person, with what the action needs."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, StaleVersion
from case_studies.models import JointText, TextAlignment, TextComment
from case_studies.operations.events.when import read_zone
from case_studies.operations.texts.breaks import ask_to_break, drop_break, present_paragraph
from case_studies.operations.texts.editing import event_for
from case_studies.policy.actor import Actor
from case_studies.policy.texts import TEXT_POLICY, waiting_break
from case_studies.text_vocabulary import Alignment, TextAction
from case_studies.unit_of_work import now
from case_studies.workflow.silence import check_day, check_hour, moment_of
from case_studies.workflow.text_check import check_texts
from case_studies.workflow.texts import STALE, TEXT_TRANSITIONS, TEXTS

A = TextAction
SILENCE = ("day", "hour", "time_zone")
ANSWERS = {A.ALIGN: Alignment.ALIGNED, A.STAND_ASIDE: Alignment.STOOD_ASIDE}


def move(
    session: Session,
    text: JointText,
    actor: Actor,
    *,
    action: TextAction,
    version: int,
    note: str = "",
    needs: Mapping[str, Any] | None = None,
) -> None:
    """Perform an action, or refuse and change nothing. `needs` is what the action needs besides a reason."""
    if action == A.ASK_TO_BREAK:
        ask_to_break(session, text, actor, needs or {})
        return
    if action == A.DROP_BREAK:
        drop_break(session, text, actor)
        return
    TEXT_POLICY.check_usable(actor, text, action)
    if text.version != version and not TEXT_TRANSITIONS[action].at_once:
        raise StaleVersion(STALE)
    with session.no_autoflush:
        if action in WRITERS:
            WRITERS[action](session, text, actor, needs or {})
        if action == A.BREAK_SILENCE and (asked := waiting_break(actor, text)) is not None:
            note = asked.reason
        check_texts(session, {"note": note}, text.language)
        TEXTS.perform(session, text, action, actor, note=note, version=text.version)


def _write_circulation(session: Session, text: JointText, _actor: Actor, values: Mapping[str, Any]) -> None:
    if not values.get("comments_until"):
        raise Incomplete({"comments_until": [N_("Give the day until which comments are taken.")]})
    text.comments_until = values["comments_until"]
    text.languages = list(values.get("languages") or [text.language])


def _write_comment(session: Session, text: JointText, actor: Actor, values: Mapping[str, Any]) -> None:
    if not values.get("text"):
        raise Incomplete({"text": [N_("Write other words for the paragraph, or a question.")]})
    language = values.get("language") or text.language
    if language not in text.languages:
        raise Incomplete({"language": [N_("Choose a language in which comments are taken.")]})
    check_texts(session, {"text": values["text"]}, language)
    text.comments.append(
        TextComment(
            version_number=text.current.number,
            paragraph=present_paragraph(text, values.get("paragraph")),
            kind=values["kind"],
            language=language,
            text=values["text"],
            delegation_code=actor.delegation,
            account_id=actor.account,
            made_at=now(session),
        )
    )


def read_hour(session: Session, values: Mapping[str, Any]) -> tuple[datetime, str]:
    """Return the moment at which silence is to end, and its zone. Raises Incomplete if it is too early."""
    missing = {name: [N_("Give the day, the hour and the time zone.")] for name in SILENCE if not values.get(name)}
    zone = read_zone(values.get("time_zone"))
    if missing or zone is None:
        raise Incomplete(missing)
    moment, there = now(session), ZoneInfo(zone)
    check_day(moment, values["day"], there)
    until = moment_of(values["day"], time.fromisoformat(values["hour"]), there)
    check_hour(moment, until, there)
    return until, zone


def _write_silence(session: Session, text: JointText, _actor: Actor, values: Mapping[str, Any]) -> None:
    text.silence_until, text.silence_zone = read_hour(session, values)


def _write_answer(answer: Alignment) -> Callable[[Session, JointText, Actor, Mapping[str, Any]], None]:
    def write(session: Session, text: JointText, actor: Actor, _values: Mapping[str, Any]) -> None:
        """Record the answer of the actor's delegation. A later one replaces it."""
        own = next((one for one in text.alignments if one.delegation_code == actor.delegation), None)
        if own is None:
            own = TextAlignment(delegation_code=actor.delegation)
            text.alignments.append(own)
        own.answer, own.account_id, own.answered_at = answer, actor.account, now(session)

    return write


def _write_delivery(session: Session, text: JointText, actor: Actor, values: Mapping[str, Any]) -> None:
    text.event = event_for(session, actor, values.get("event") or (text.event.reference if text.event else ""))
    for name in ("speaker", "symbol", "link"):
        setattr(text, name, values.get(name) or "")
    missing: dict[str, list[str]] = {}
    if text.event is None:
        missing["event"] = [N_("Name the event at which it was delivered.")]
    if not text.speaker:
        missing["speaker"] = [N_("Say who delivered it, by office.")]
    if not text.symbol and not text.link:
        missing["symbol"] = [N_("Give the symbol that the document got, or the address where it can be read.")]
    if missing:
        raise Incomplete(missing)
    check_texts(session, {"speaker": text.speaker}, text.language)


WRITERS: Mapping[TextAction, Callable[[Session, JointText, Actor, Mapping[str, Any]], None]] = {
    A.CIRCULATE: _write_circulation,
    A.COMMENT: _write_comment,
    A.PUT_UNDER_SILENCE: _write_silence,
    A.ALIGN: _write_answer(Alignment.ALIGNED),
    A.STAND_ASIDE: _write_answer(Alignment.STOOD_ASIDE),
    A.DELIVER: _write_delivery,
}
"""Action → what writes the values that it needs, before the engine checks and performs it."""
