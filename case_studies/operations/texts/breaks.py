"""Asking to break silence: it stays within the delegation until its clearance officer clears it.

It changes neither the version nor the history of the text: both would reveal that a delegation hesitates.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NobodyThere, NotVisible
from case_studies.models import Delegation, JointText, SilenceBreak
from case_studies.notifications.notify_of_texts import end_asked_break, notify_of_asked_break
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import Actor
from case_studies.policy.texts import TEXT_POLICY, waiting_break
from case_studies.text_vocabulary import TextAction
from case_studies.unit_of_work import now
from case_studies.vocabulary import Role
from case_studies.workflow.guards import administrators
from case_studies.workflow.text_check import check_texts
from case_studies.workflow.texts import its_hour_has_not_come


def ask_to_break(session: Session, text: JointText, actor: Actor, values: Mapping[str, Any]) -> None:
    """Record which paragraph the actor's delegation cannot accept, and why. Its clearance officers are notified."""
    TEXT_POLICY.check_usable(actor, text, TextAction.ASK_TO_BREAK)
    its_hour_has_not_come(session, text, "")
    _somebody_can_clear_it(session, actor)
    if not values.get("reason"):
        raise Incomplete({"reason": [N_("Say why your delegation cannot accept this paragraph. Members read it.")]})
    check_texts(session, {"reason": values["reason"]}, text.language)
    asked = SilenceBreak(
        text_id=text.id,
        version_number=text.current.number,
        paragraph=present_paragraph(text, values.get("paragraph")),
        reason=values["reason"],
        delegation_code=actor.delegation,
        author_id=actor.account,
        asked_at=now(session),
    )
    session.add(asked)
    session.flush()
    session.expire(text, ["breaks"])
    notify_of_asked_break(session, text, actor, asked.id)


def _somebody_can_clear_it(session: Session, actor: Actor) -> None:
    """Check that an account may clear what the actor asks: otherwise the text would be agreed at the hour."""
    delegation = session.get_one(Delegation, actor.delegation)
    officers = offices_of(session, delegation.code, Role.CLEARANCE_OFFICER)
    if not any(delegation.clears_itself or officer.id != actor.account_id for officer in officers):
        raise NobodyThere(
            N_(
                "Nobody in your delegation can clear this: it has no other account with the role clearance officer. "
                "Silence would not be broken. Ask an administrator at once to add one: %(administrators)s."
            ),
            administrators=administrators(session),
        )


def drop_break(session: Session, text: JointText, actor: Actor) -> None:
    """Delete what the actor's delegation asked for."""
    TEXT_POLICY.check_usable(actor, text, TextAction.DROP_BREAK)
    its_hour_has_not_come(session, text, "")
    asked = waiting_break(actor, text)
    if asked is None:
        raise NotVisible()
    session.delete(asked)
    session.flush()
    session.expire(text, ["breaks"])
    end_asked_break(session, text, actor)


def present_paragraph(text: JointText, paragraph: int | None) -> int:
    """Return the id of a paragraph. Raises Incomplete if the newest version does not have it."""
    if paragraph is None or paragraph not in {one["id"] for one in text.current.paragraphs}:
        raise Incomplete({"paragraph": [N_("Choose a paragraph of the newest version.")]})
    return paragraph
