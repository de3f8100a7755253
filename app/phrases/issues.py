"""The labels of difficult issues."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.phrases.choices import choices as choices
from app.phrases.days import day
from app.phrases.labels import Labels
from case_studies.operations.issues.invitations import SuggestedDelegation
from case_studies.vocabulary import (
    AnswerKind,
    Attribution,
    Audience,
    IssueAction,
    IssueState,
    Obstacle,
    OutcomeAdvice,
    OutcomeResult,
    Register,
)

FIELDS: Labels = {
    "question": _l("The question, in one sentence"),
    "setting": _l("Where it comes up"),
    "already_tried": _l("What was tried"),
    "who_could_change_it": _l("Who could change it"),
}

STATES: Labels = {
    IssueState.DRAFT: _l("Draft"),
    IssueState.IN_CLEARANCE: _l("In clearance"),
    IssueState.OPEN: _l("Open"),
    IssueState.ANSWERED: _l("Answered"),
    IssueState.TRYING: _l("An answer is tried"),
    IssueState.RESOLVED: _l("Resolved"),
    IssueState.NOT_RESOLVED: _l("Not resolved"),
    IssueState.NO_ANSWER: _l("No answer yet"),
    IssueState.OVERTAKEN: _l("Overtaken by events"),
    IssueState.WITHDRAWN: _l("Withdrawn"),
}

ACTIONS: Labels = {
    IssueAction.POST: _l("Post the issue"),
    IssueAction.TAKE_BACK: _l("Take back"),
    IssueAction.CLEAR: _l("Clear and post"),
    IssueAction.SEND_BACK: _l("Send back"),
    IssueAction.SYNTHESIZE: _l("Publish the synthesis"),
    IssueAction.TAKE_UP: _l("Take up the chosen answers"),
    IssueAction.REPORT_OUTCOME: _l("Report the outcome"),
    IssueAction.STILL_SO: _l("It is as before"),
    IssueAction.OVERTAKE: _l("Close as overtaken"),
    IssueAction.REOPEN: _l("Open again"),
    IssueAction.TURN_INTO_CASE: _l("Make it a case"),
    IssueAction.WITHDRAW: _l("Withdraw the issue"),
}

CONSEQUENCES: Labels = {
    IssueAction.TAKE_BACK: _l("The issue becomes a draft again."),
    IssueAction.SEND_BACK: _l("The issue becomes a draft again. The focal point reads the reason."),
    IssueAction.OVERTAKE: _l("The issue needs no answer any more. It stays readable with the reason."),
    IssueAction.REOPEN: _l("The issue takes answers again."),
    IssueAction.WITHDRAW: _l("The issue and its answers disappear for everybody else at once. This can't be undone."),
}

STILL_SO: Labels = {
    IssueState.RESOLVED: _l("It still works"),
    IssueState.NO_ANSWER: _l("We still need an answer"),
    IssueState.TRYING: _l("We are still trying it"),
}

OBSTACLES: Labels = {
    Obstacle.AUTHORITY: _l("Authority: who may decide"),
    Obstacle.PERMISSION: _l("Permission by others"),
    Obstacle.MONEY: _l("Money"),
    Obstacle.EQUIPMENT: _l("Equipment"),
    Obstacle.SKILL: _l("Skill"),
    Obstacle.LANGUAGE: _l("Language"),
    Obstacle.LAW: _l("Law"),
    Obstacle.TRUST: _l("Trust"),
}

REGISTERS: Labels = {
    Register.INFORMAL: _l("Informal"),
    Register.ON_RECORD: _l("On record"),
}
REGISTER_HINTS: Labels = {
    Register.INFORMAL: _l("For members only, not for citation. It needs no clearance."),
    Register.ON_RECORD: _l("A clearance officer of your delegation clears it. It can be cited."),
}

AUDIENCES: Labels = {
    Audience.MEMBERS: _l("Members only (TLP:GREEN)"),
    Audience.PUBLIC: _l("Everybody (TLP:CLEAR). Only for an issue on record."),
}

ATTRIBUTIONS: Labels = {
    Attribution.UNNAMED: _l("Not named"),
    Attribution.REGION: _l("Region only"),
    Attribution.NAMED_TO_MEMBERS: _l("Named to members only"),
    Attribution.NAMED: _l("Named"),
}

ANSWER_KINDS: Labels = {
    AnswerKind.CASE: _l("A published case"),
    AnswerKind.ADVICE: _l("Advice"),
    AnswerKind.CONTACT: _l("A contact"),
    AnswerKind.OFFER: _l("An offer of help"),
    AnswerKind.SAME_ISSUE: _l("We have this issue too"),
}

RESULTS: Labels = {
    OutcomeResult.BETTER: _l("Better"),
    OutcomeResult.SAME: _l("The same"),
    OutcomeResult.WORSE: _l("Worse"),
    OutcomeResult.TOO_EARLY: _l("Too early to say"),
}

ADVICE: Labels = {
    OutcomeAdvice.REPEAT: _l("Repeat it"),
    OutcomeAdvice.AVOID: _l("Avoid it"),
}


def why_suggested(one: SuggestedDelegation) -> str:
    """Return why an editor may ask a delegation."""
    reasons = []
    if one.on_themes:
        reasons.append(ngettext("%(num)s case on its themes", "%(num)s cases on its themes", one.on_themes))
    if one.in_operation:
        reasons.append(ngettext("%(num)s case in the operation", "%(num)s cases in the operation", one.in_operation))
    reasons.append(
        str(_("last asked on %(day)s", day=day(one.last_asked)) if one.last_asked else _("not asked before"))
    )
    return ", ".join(reasons)
