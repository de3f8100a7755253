"""The workflow of cases: what a step of a case records, whom it notifies, and what it indexes."""

from sqlalchemy.orm import Session

from case_studies.models import Case, HistoryEntry, Revision
from case_studies.notifications.notify import notify_of_action
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import CASE_POLICY
from case_studies.rendered_texts import store_rendered_texts
from case_studies.vocabulary import WITH_AUTHOR, Action, HistoryAction, State
from case_studies.workflow.engine import Step, Workflow
from case_studies.workflow.history import record_case_event
from case_studies.workflow.index_tasks import queue_case
from case_studies.workflow.transitions import TRANSITIONS


class CaseWorkflow(Workflow[Case]):
    """The engine with the table of cases. A revision has the state, not the case itself."""

    transitions = TRANSITIONS
    policy = CASE_POLICY

    def holder(self, case: Case) -> Revision:
        """Return the current revision."""
        return case.current

    def prepare(self, _case: Case, step: Step) -> None:
        """Store the text as it is shown, once it leaves its author."""
        if step.before in WITH_AUTHOR and step.after not in WITH_AUTHOR:
            store_rendered_texts(step.result)

    def record(self, session: Session, case: Case, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history of the case."""
        # only its own delegation knows of a draft, so only entries about the draft have its number
        about = step.result if step.after == State.DRAFT else step.done_to
        return record_case_event(
            session,
            case,
            actor,
            HistoryAction(step.action),
            note=step.note,
            revision_number=about.number,
            before=step.before,
            after=step.after,
        )

    def notify(self, session: Session, case: Case, action: Action, actor: Actor, entry: HistoryEntry) -> None:
        """Notify those who take part in the case."""
        notify_of_action(session, case, action, actor, entry.number)

    def index(self, session: Session, case: Case) -> None:
        """Put the update of the case in the index into the outbox. A later revision may have fewer readers."""
        has_earlier = sum(revision.published_at is not None for revision in case.revisions) > 1
        queue_case(session, case, narrows=has_earlier)


CASES = CaseWorkflow()
