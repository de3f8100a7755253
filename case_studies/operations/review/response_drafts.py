"""Answers to remarks as they are typed. They are no answers until the delegation saves them as such."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from case_studies.errors import N_, NotVisible, StaleVersion
from case_studies.models import Case, Revision
from case_studies.operations.cases.parts import PartSave, Saver, last_save, last_saver, record_save
from case_studies.operations.opened_page import OpenedPage
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import now
from case_studies.workflow.remarks import RemarkThread, open_threads

REPLACES_ANOTHER = N_("A colleague has just answered this: “%(answer)s” Save again to replace it with yours.")


@dataclass(frozen=True, slots=True)
class TypedResponse:
    """The choice and the text of an answer, complete or not."""

    done: bool | None = None
    text: str = ""

    @property
    def mark(self) -> str:
        """Return the mark of this answer; empty if nothing was typed."""
        if self == TypedResponse():
            return ""
        return sha256(json.dumps([self.done, self.text]).encode()).hexdigest()[:20]


def find_open_thread(case: Case, remark_id: int) -> RemarkThread:
    """Return an open remark. Raises NotVisible if the current revision does not have to answer it."""
    thread = next((thread for thread in open_threads(case) if thread.remark.id == remark_id), None)
    if thread is None:
        raise NotVisible()
    return thread


def typed_response(case: Case, thread: RemarkThread) -> TypedResponse:
    """Return the draft of an answer; without one, the answer itself."""
    draft = case.current.response_drafts.get(str(thread.remark.id))
    return TypedResponse(**draft) if draft is not None else _answer(case, thread)


def _answer(case: Case, thread: RemarkThread) -> TypedResponse:
    response = thread.response_in(case.current)
    return TypedResponse(response.done, response.text) if response is not None else TypedResponse()


def save_response_draft(
    session: Session, case: Case, actor: Actor, remark_id: int, typed: TypedResponse, page: OpenedPage
) -> bool:
    """Save what was typed as an answer to a remark. Returns whether this is what is stored now.

    It is not if nothing was typed on this page and another one has saved something since. Raises StaleVersion if both
    have typed. The case has to be locked for the transaction.
    """
    check_allowed_now(actor, case, Permission.RESPOND_TO_REMARKS)
    thread, revision = find_open_thread(case, remark_id), case.current
    stored, last = typed_response(case, thread), last_save(revision, _part(remark_id))
    if typed == stored:
        return True
    if not page.knows(stored.mark, last.page if last is not None else ""):
        if typed.mark == page.mark:
            return False
        raise StaleVersion(REPLACES_ANOTHER, answer=stored.text)
    drop_response_draft(revision, remark_id)
    if typed != _answer(case, thread):
        revision.response_drafts = {**revision.response_drafts, str(remark_id): asdict(typed)}
    record_save(revision, [_part(remark_id)], PartSave(actor.account, now(session), page.key))
    return True


def drop_response_draft(revision: Revision, remark_id: int) -> None:
    """Remove the draft of an answer, because it became one or is the same."""
    drafts = revision.response_drafts.items()
    revision.response_drafts = {number: draft for number, draft in drafts if number != str(remark_id)}


def last_draft_saver(session: Session, case: Case, remark_ids: Collection[int]) -> Saver | None:
    """Return who saved something typed to one of these remarks last, and when."""
    savers = (last_saver(session, case.current, _part(remark_id)) for remark_id in remark_ids)
    return max((saver for saver in savers if saver is not None), key=lambda saver: saver.at, default=None)


def _part(remark_id: int) -> str:
    return f"remark-{remark_id}"
