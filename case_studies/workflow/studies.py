"""The workflow of studies: one row for each action, and what a step records."""

from sqlalchemy.orm import Session

from case_studies.errors import N_
from case_studies.models import HistoryEntry, Study
from case_studies.policy.actor import Actor
from case_studies.policy.studies import STATES, STUDY_POLICY
from case_studies.study_vocabulary import StudyAction, StudyState
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.engine import Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event

A, S = StudyAction, StudyState
STALE = N_("The study was changed after you opened this page. Nothing was saved. Open it again to see the change.")
STUDY_TRANSITIONS: dict[StudyAction, Transition[Study]] = {
    A.CHECK: Transition(A.CHECK, STATES[A.CHECK], S.CHECKED, no_effect),
    A.SUPERSEDE: Transition(A.SUPERSEDE, STATES[A.SUPERSEDE], S.SUPERSEDED, no_effect, reason=True),
    A.WITHDRAW: Transition(A.WITHDRAW, STATES[A.WITHDRAW], S.WITHDRAWN, no_effect, at_once=True),
}


class StudyWorkflow(Workflow[Study]):
    """The engine with the table of studies."""

    transitions = STUDY_TRANSITIONS
    policy = STUDY_POLICY
    stale = STALE

    def record(self, session: Session, study: Study, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history."""
        action = HistoryAction(step.action)
        return record_item_event(session, study, actor, action, note=step.note, before=step.before, after=step.after)

    def notify(self, session: Session, study: Study, action: StudyAction, actor: Actor, entry: HistoryEntry) -> None:
        """Notify nobody: the list is read, and nothing in it waits for one person."""


STUDIES = StudyWorkflow()
