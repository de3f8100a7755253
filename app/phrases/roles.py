"""The help for each role: what the office does, and its steps, made from the tables of the policy and the workflow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.phrases.labels import ACTIONS, CONSEQUENCES, STATES, Labels
from case_studies.policy.permissions import ANY_STATE, Permission, Right, rights_of, states_of
from case_studies.vocabulary import Action, Role, State
from case_studies.workflow import guards
from case_studies.workflow.transitions import TRANSITIONS

WHAT_THEY_DO: Labels = {
    Role.PRACTITIONER: _l(
        "You search the cases, read what members may read, and use it where you plan, train or deploy."
    ),
    Role.FOCAL_POINT: _l(
        "You write the cases of your delegation, answer the remarks of reviewers, and keep cases up to date. "
        "You post difficult issues, and answer those of others. You comment on joint texts, and say whether your "
        "delegation aligns with them."
    ),
    Role.CLEARANCE_OFFICER: _l(
        "You decide for your capital whether a text leaves the delegation. You don’t change it. If your delegation "
        "breaks silence on a joint text, it counts once you have cleared it, before the hour."
    ),
    Role.REVIEWER: _l(
        "You review cases of other delegations: four ratings, remarks on sections, and a recommendation. "
        "The delegation doesn’t learn your name, unless this Casebook is set to open review."
    ),
    Role.EDITOR: _l(
        "You organize the review and decide. You never rewrite a case. You ask delegations to answer difficult issues, "
        "and sum the answers up."
    ),
    Role.ADMINISTRATOR: _l("You look after accounts and the thesaurus. You read no unpublished case."),
}

# What an office does well, beyond the steps: three lines at most.
ADVICE: dict[Role, tuple[LazyString, ...]] = {
    Role.PRACTITIONER: (
        _l(
            "Describe your situation, or type the words that you would use. Other names and languages are searched too."
        ),
        _l("Save a search, and you are notified of new cases in it."),
        _l("Compare two to four cases side by side before you decide what to try."),
    ),
    Role.FOCAL_POINT: (
        _l("Start with one thing that your people did. The eight sections can be short."),
        _l("“Not measured” and “not published” are good answers."),
        _l("Ask every State that the text names whether it agrees."),
    ),
    Role.CLEARANCE_OFFICER: (
        _l("Read the list of what must not be in a case first, then the warnings, then the text."),
        _l("If something must change, send the case back and say what. The focal point changes it."),
        _l("Another person than you wrote the text, unless your delegation is set to clear its own cases."),
    ),
    Role.REVIEWER: (
        _l("Decline early if you have no time. The editors then ask somebody else."),
        _l("A “must” prevents publication while it is open. Everything else is a suggestion."),
        _l("Declare a conflict as soon as you see one. You can always do so."),
    ),
    Role.EDITOR: (
        _l("The suggested reviewers are ranked by theme, language and load. The reasons are shown."),
        _l("A decline, a return and a request for a revision need a reason that the delegation can act on."),
        _l("Cases of your own delegation, or that name your State, are not yours to handle."),
    ),
    Role.ADMINISTRATOR: (
        _l("Accounts belong to offices. When a person leaves, the office gets a new password and keeps its work."),
        _l("A new name in the thesaurus works at once: searches for it find the cases that use the other names."),
        _l("Each delegation needs an office with the role of clearance officer. Without one, its cases wait."),
    ),
}

PERMISSIONS: dict[Permission, tuple[LazyString, LazyString]] = {
    Permission.EDIT: (
        _l("Write"),
        _l("In any order of the sections. Only your delegation sees the text."),
    ),
    Permission.DELETE: (_l("Delete a draft"), _l("Only a draft that was never submitted. This can’t be undone.")),
    Permission.CONFIRM: (
        _l("Confirm a published case"),
        _l("Once a year: still in use, changed, stopped or harmful. A clearance officer releases the sentence."),
    ),
    Permission.READ_OPEN_REMARKS: (_l("Read the remarks"), _l("Each remark is shown beside its section.")),
    Permission.RESPOND_TO_REMARKS: (
        _l("Answer the remarks"),
        _l("Say what you changed, or why you changed nothing. Every remark needs an answer."),
    ),
    Permission.ASSIGN: (
        _l("Ask reviewers"),
        _l("They get the case when they accept. You can take an invitation back and ask somebody else."),
    ),
    Permission.READ_ASSIGNMENTS: (_l("See who reviews"), _l("With due dates, and who is silent.")),
    Permission.ANSWER_INVITATION: (
        _l("Accept or decline"),
        _l("Both are fine. Without an answer, the editors wait for you."),
    ),
    Permission.REVIEW: (
        _l("Write the review"),
        _l("It is saved while you type. After you hand it in you can still change it, until the decision."),
    ),
    Permission.READ_ALL_REVIEWS: (_l("Read the reviews"), _l("With names, and with the notes to the editors.")),
    Permission.READ_REVIEWS_UNNAMED: (_l("Read the reviews"), _l("After the decision.")),
    Permission.DECLARE_CONFLICT: (_l("Declare a conflict"), _l("You then take no part in this case.")),
    Permission.OVERRIDE_CONFLICT: (
        _l("Agree to an exception from a conflict"),
        _l("Two editors without an interest in the case have to agree."),
    ),
    Permission.NARROW: (
        _l("Narrow the readers of a published case"),
        _l("At once, for the whole case or a part. More readers need a new revision, and its clearance."),
    ),
    Permission.DECIDE_REPORTS: (
        _l("Decide on reports of readers"),
        _l("If you agree that a part should not be there, it is hidden until the delegation answers."),
    ),
    Permission.ANSWER_REPORTS: (
        _l("Answer a report of a reader"),
        _l("The part may stay, gets fewer readers, or is mended by a new revision."),
    ),
}

NEEDS: dict[Callable[..., None], LazyString] = {
    guards.somebody_can_clear: _l("Your delegation has somebody who can clear."),
    guards.every_co_submitter_can_answer: _l("Each co-submitter has somebody who can confirm."),
    guards.every_co_submitter_has_confirmed: _l("Each co-submitter has confirmed the text."),
    guards.the_text_is_complete: _l("Nothing is missing, and no text is too long."),
    guards.every_finding_is_settled: _l("Every entry that the check found is taken out or has a reason."),
    guards.every_remark_is_answered: _l("Every remark is answered."),
    guards.no_editor_has_acted: _l("No editor has asked a reviewer yet."),
    guards.enough_reviewers_are_assigned: _l("Enough reviewers are asked."),
    guards.a_review_is_in: _l("At least one review is in."),
    guards.enough_reviewers_approve: _l("Enough reviewers approve this revision."),
    guards.a_decline_is_answered: _l("A reason, if a reviewer recommends to decline."),
    guards.an_open_must_is_answered: _l("A reason, if a “must” is still open."),
}


FEW = 3  # states


@dataclass(frozen=True, slots=True)
class RoleStep:
    """One thing that a role may do: when, what it needs, what it does."""

    label: LazyString
    when: list[LazyString]
    needs: list[Any]
    consequence: LazyString


def role_slug(role: Role) -> str:
    """Return a role as it is in the address of its help: `focal-point`."""
    return role.value.replace("_", "-")


def steps_of(role: Role) -> list[RoleStep]:
    """Return the steps of a role in the order of a case's life. What is possible at many times comes last."""
    return [_step(right) for right in sorted(rights_of(role), key=_place)]


def _place(right: Right) -> tuple[bool, int]:
    states = states_of(right)
    return len(states) > FEW, min(list(State).index(state) for state in states)


def _step(right: Right) -> RoleStep:
    states = states_of(right)
    when = [] if states == ANY_STATE else [STATES[state] for state in State if state in states]
    if isinstance(right, Action):
        row = TRANSITIONS[right]
        reason = [_("A reason.")] if row.reason else []
        return RoleStep(ACTIONS[right], when, [*(NEEDS[guard] for guard in row.needs), *reason], CONSEQUENCES[right])
    label, consequence = PERMISSIONS[right]
    return RoleStep(label, when, [], consequence)
