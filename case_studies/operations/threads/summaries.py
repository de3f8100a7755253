"""The summary of a discussion, and the objections of those who spoke."""

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Thread, ThreadObjection
from case_studies.policy.actor import Actor
from case_studies.policy.threads import THREAD_POLICY
from case_studies.unit_of_work import now
from case_studies.vocabulary import ThreadAction
from case_studies.workflow.text_check import check_texts
from case_studies.workflow.threads import THREADS


def summarize(session: Session, thread: Thread, actor: Actor, summary: str, *, version: int) -> None:
    """Sum the discussion up, or change the summary. It takes no posts any more, and who spoke may object."""
    THREAD_POLICY.check_usable(actor, thread, ThreadAction.SUMMARIZE)
    if not summary:
        raise Incomplete({"summary": [N_("Sum the discussion up, in at most 200 words.")]})
    check_texts(session, {"summary": summary}, thread.language)
    THREADS.perform(session, thread, ThreadAction.SUMMARIZE, actor, version=version)
    thread.summary = summary


def object_to_summary(session: Session, thread: Thread, actor: Actor, text: str, *, version: int) -> None:
    """Object to the summary. Its author reads the text, which is not recorded in the history."""
    THREAD_POLICY.check_usable(actor, thread, ThreadAction.OBJECT)
    if not text:
        raise Incomplete({"note": [N_("Say what is wrong with the summary.")]})
    check_texts(session, {"note": text}, thread.language)
    objection = ThreadObjection(account_id=actor.account, text=text, made_at=now(session))
    THREADS.perform(session, thread, ThreadAction.OBJECT, actor, version=version)
    thread.objections.append(objection)


def keep_summary(session: Session, thread: Thread, actor: Actor, reason: str, *, version: int) -> None:
    """Keep the summary despite objections, with a reason that those who objected read."""
    THREAD_POLICY.check_usable(actor, thread, ThreadAction.KEEP_SUMMARY)
    if not reason:
        raise Incomplete({"note": [N_("Say why the summary stays. Those who objected read it.")]})
    check_texts(session, {"note": reason}, thread.language)
    answered = thread.open_objections
    for objection in answered:
        objection.answer = reason
    THREADS.perform(session, thread, ThreadAction.KEEP_SUMMARY, actor, version=version)
