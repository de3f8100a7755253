"""Writing a joint text: starting it, and saving a version of it from what delegations said."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Delegation, Event, JointText, TextVersion
from case_studies.operations.items import first_values, lock_owner, started_before
from case_studies.operations.texts.paragraphs import number_paragraphs
from case_studies.policy.actor import Actor
from case_studies.policy.events import SHOWN, event_visible_to
from case_studies.policy.texts import TEXT_POLICY, TextPermission, may_draft_texts
from case_studies.text_vocabulary import TextKind, TextState
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, Audience, HistoryAction, Kind, Language, Register
from case_studies.workflow.history import record_item_event
from case_studies.workflow.texts import STALE, it_has_words, nothing_dangerous_is_in_it

DETAILS = ("title", "text_kind", "language")
NOTHING_NEW = N_("The paragraphs did not change, so there is no new version. Change one, or leave this empty.")


def start_text(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> JointText:
    """Start a joint text as a draft. A second call with the same form key returns the first text."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_draft_texts(actor):
        raise NotAllowed(N_("Only editors draft a joint text."))
    owner = lock_owner(session, actor)
    earlier = started_before(session, JointText, owner, form_key)
    if earlier is not None:
        return earlier
    text = _new_text(session, actor, owner, form_key=form_key, demonstration=demonstration)
    with session.no_autoflush:
        session.add(text)
        _write_details(session, text, actor, values)
        text.versions.append(_version(session, text, actor, values, number=1))
    session.flush()
    record_item_event(session, text, actor, HistoryAction.START, after=TextState.DRAFT, edition=1)
    return text


def _new_text(session: Session, actor: Actor, owner: Delegation, **rest: Any) -> JointText:
    return JointText(
        **first_values(session, Kind.TEXT, actor),
        owner=owner,
        state=TextState.DRAFT,
        register=Register.ON_RECORD,
        audience=Audience.MEMBERS,
        attribution=Attribution.NAMED_TO_MEMBERS,
        text_kind=TextKind.STATEMENT,
        language=Language.ENGLISH,
        languages=[],
        **rest,
    )


def save_version(
    session: Session, text: JointText, actor: Actor, values: Mapping[str, Any], *, base: int, version: int
) -> None:
    """Save what was written on the version `base`. Comments that are taken up say so from now on.

    Other words make a new version. What members read has to be fit to leave at once. `version` is that of the entry,
    which also grows with the title, the kind, the language and the event.
    """
    TEXT_POLICY.check_usable(actor, text, TextPermission.EDIT)
    if text.current.number != base or text.version != version:
        raise StaleVersion(STALE)
    _write_details(session, text, actor, values)
    written = _version(session, text, actor, values, number=base + 1)
    if written.paragraphs != text.current.paragraphs:
        text.versions.append(written)
    elif written.note:
        raise Incomplete({"note": [NOTHING_NEW]})
    _take_up(text, values.get("taken_up", ()))
    if text.circulated_at is not None:
        it_has_words(session, text, "")
        nothing_dangerous_is_in_it(session, text, written.note)
    session.flush()
    record_item_event(session, text, actor, HistoryAction.SAVE_VERSION, edition=text.current.number)


def event_for(session: Session, actor: Actor, reference: str) -> Event | None:
    """Return the event that a text is for, or None without a reference. Raises Incomplete if it is not announced."""
    if not reference:
        return None
    shown = (Event.reference == reference, event_visible_to(actor), Event.state.in_(SHOWN))
    event = session.scalar(select(Event).where(*shown))
    if event is None:
        raise Incomplete({"event": [N_("Name an announced event that you may read, such as EV-2026-0001.")]})
    return event


def _write_details(session: Session, text: JointText, actor: Actor, values: Mapping[str, Any]) -> None:
    for name in DETAILS:
        if name in values:
            setattr(text, name, values[name])
    if "event" in values:
        text.event = event_for(session, actor, values["event"])
    if not text.title:
        raise Incomplete({"title": [N_("Give the text a title.")]})


def _version(session: Session, text: JointText, actor: Actor, values: Mapping[str, Any], *, number: int) -> TextVersion:
    sent = values.get("paragraphs")
    present = text.current.paragraphs if text.versions else []
    return TextVersion(
        number=number,
        paragraphs=present if sent is None else number_paragraphs(text, sent),
        note=values.get("note", ""),
        saved_by_id=actor.account,
        saved_at=now(session),
    )


def _take_up(text: JointText, numbers: Collection[int]) -> None:
    """Note which comments the newest version takes up."""
    open_comments = {one.id: one for one in text.comments if one.taken_up_in is None}
    if set(numbers) - open_comments.keys():
        raise Incomplete({"taken_up": [N_("Name comments on this text that no version has taken up yet.")]})
    for number in numbers:
        open_comments[number].taken_up_in = text.current.number
