"""Who may see and do what with a joint text: as tables, as a value and as an SQL condition."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, true

from case_studies.errors import N_
from case_studies.models import JointText, SilenceBreak
from case_studies.policy.actor import Actor
from case_studies.policy.items import is_editor
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.table import Lines, PolicyTable
from case_studies.text_vocabulary import TextAction, TextState
from case_studies.vocabulary import Role


class TextPermission(StrEnum):
    """What may be done with a joint text besides the actions of its workflow."""

    EDIT = "edit"  # save a version


def is_focal_point(actor: Actor, _text: JointText) -> bool:
    """Whether the actor writes for a delegation."""
    return actor.is_a(Role.FOCAL_POINT)


def is_office(actor: Actor, _text: JointText) -> bool:
    """Whether the actor writes or clears for a delegation."""
    return actor.is_a(*OFFICE_ROLES)


def is_clearance_officer(actor: Actor, _text: JointText) -> bool:
    """Whether the actor clears for a delegation."""
    return actor.is_a(Role.CLEARANCE_OFFICER)


def has_asked_to_break(actor: Actor, text: JointText) -> bool:
    """Whether the actor's delegation asked to break silence, and has not cleared it yet."""
    return waiting_break(actor, text) is not None


def has_not_asked_to_break(actor: Actor, text: JointText) -> bool:
    """Whether the actor's delegation did not ask to break silence."""
    return waiting_break(actor, text) is None


def did_not_ask_for_it(actor: Actor, text: JointText) -> bool:
    """Whether somebody else asked to break silence, or the delegation is set to clear its own texts."""
    asked = waiting_break(actor, text)
    return asked is not None and (asked.delegation.clears_itself or asked.author_id != actor.account_id)


def waiting_break(actor: Actor, text: JointText) -> SilenceBreak | None:
    """Return what the actor's delegation asked to break the present silence with and has not cleared."""
    return next((one for one in text.breaks if waits_for_clearance(one, text, actor.delegation)), None)


def waits_for_clearance(one: SilenceBreak, text: JointText, delegation: str | None) -> bool:
    """Whether a break of a delegation in the present silence waits for clearance."""
    is_present = one.version_number == text.current.number
    return is_present and one.cleared_at is None and one.delegation_code == delegation


S = TextState
SHOWN = (S.UNDER_COMMENT, S.UNDER_SILENCE, S.SILENCE_BROKEN, S.AGREED, S.DELIVERED)
FINAL = (S.AGREED, S.DELIVERED)
OPEN_STATES = frozenset(S) - {S.DELIVERED, S.DROPPED}

TextRight = TextAction | TextPermission

RULES: Mapping[TextRight, Lines[JointText]] = {
    TextPermission.EDIT: ((is_editor,),),
    TextAction.CIRCULATE: ((is_editor,),),
    TextAction.COMMENT: ((is_focal_point,),),
    TextAction.PUT_UNDER_SILENCE: ((is_editor,),),
    TextAction.ASK_TO_BREAK: ((is_focal_point, has_not_asked_to_break),),
    TextAction.BREAK_SILENCE: ((is_clearance_officer, has_asked_to_break, did_not_ask_for_it),),
    TextAction.DROP_BREAK: ((is_office, has_asked_to_break),),
    TextAction.AGREE: (),
    TextAction.ALIGN: ((is_office,),),
    TextAction.STAND_ASIDE: ((is_office,),),
    TextAction.DELIVER: ((is_editor,),),
    TextAction.DROP: ((is_editor,),),
}

STATES: Mapping[TextRight, frozenset[TextState]] = {
    TextPermission.EDIT: frozenset({S.DRAFT, S.UNDER_COMMENT, S.SILENCE_BROKEN}),
    TextAction.CIRCULATE: frozenset({S.DRAFT}),
    TextAction.COMMENT: frozenset({S.UNDER_COMMENT}),
    TextAction.PUT_UNDER_SILENCE: frozenset({S.UNDER_COMMENT, S.SILENCE_BROKEN}),
    TextAction.ASK_TO_BREAK: frozenset({S.UNDER_SILENCE}),
    TextAction.BREAK_SILENCE: frozenset({S.UNDER_SILENCE}),
    TextAction.DROP_BREAK: frozenset({S.UNDER_SILENCE}),
    TextAction.AGREE: frozenset({S.UNDER_SILENCE}),
    TextAction.ALIGN: frozenset({S.AGREED}),
    TextAction.STAND_ASIDE: frozenset({S.AGREED}),
    TextAction.DELIVER: frozenset({S.AGREED}),
    TextAction.DROP: OPEN_STATES,
}

NOT_ALLOWED: Mapping[TextRight, str] = {
    TextAction.BREAK_SILENCE: N_(
        "Silence is broken by a clearance officer, after a focal point of the same delegation asked for it with "
        "paragraph and reason."
    ),
}

WRONG_STATE: Mapping[TextRight, str] = {
    TextPermission.EDIT: N_("A text under silence, an agreed and a delivered text do not change."),
    TextAction.COMMENT: N_("This text does not take comments now."),
    TextAction.ASK_TO_BREAK: N_("This text is not under silence."),
    TextAction.BREAK_SILENCE: N_("This text is not under silence."),
    TextAction.ALIGN: N_("Delegations align with a text once it is agreed, until it is delivered."),
    TextAction.STAND_ASIDE: N_("Delegations stand aside from a text once it is agreed, until it is delivered."),
}


def sees(actor: Actor, text: JointText) -> bool:
    """Whether the actor sees it: editors always, members once it was circulated, everybody once it was delivered."""
    if text.state == S.DELIVERED or actor.is_a(Role.EDITOR):
        return True
    return actor.signed_in and text.circulated_at is not None


def text_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on JointText that is the same as `sees`."""
    if actor.is_a(Role.EDITOR):
        return true()
    if actor.signed_in:
        return JointText.circulated_at.is_not(None)
    return JointText.state == S.DELIVERED


def may_draft_texts(actor: Actor) -> bool:
    """Whether the actor may start a joint text: the editors are the co-chairs'."""
    return actor.is_a(Role.EDITOR)


TEXT_POLICY: PolicyTable[JointText] = PolicyTable(
    rules=RULES, states=STATES, sees=sees, not_allowed=NOT_ALLOWED, wrong_state=WRONG_STATE
)
