"""Assessing the confidence in a practice: four questions and a level, with the reason. No formula computes it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message, StaleVersion, WrongState
from case_studies.models import Practice, PracticeAssessment
from case_studies.operations.practices.editing import touch
from case_studies.policy.actor import Actor
from case_studies.policy.practice_release import READER_OF, released_rows, unmoved_ids
from case_studies.policy.practices import PRACTICE_POLICY, PracticePermission
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience, HistoryAction, PracticeState
from case_studies.word_count import count_words
from case_studies.workflow.history import record_item_event
from case_studies.workflow.practices import STALE

LEAST_WORDS = 30


def assess(session: Session, practice: Practice, actor: Actor, values: Mapping[str, Any], *, version: int) -> None:
    """Assess the confidence for all members or for the public, on the rows that they read now.

    That of the public can be assessed again after the adoption: its rows can become fewer.
    """
    PRACTICE_POLICY.check_usable(actor, practice, PracticePermission.ASSESS)
    if practice.version != version:
        raise StaleVersion(STALE)
    edition, audience = practice.current, values["audience"]
    if edition.state == PracticeState.ADOPTED and audience == Audience.MEMBERS:
        raise WrongState(N_("The confidence of an adopted edition is assessed again in the next edition."))
    if count_words(values["reason"]) < LEAST_WORDS:
        raise Incomplete({"reason": [Message(N_("Give the reason in at least %(least)s words."), least=LEAST_WORDS)]})
    rows = unmoved_ids(released_rows(READER_OF[audience], edition))
    if not rows:
        raise Incomplete({"audience": [N_("These readers read no evidence of this practice.")]})
    for earlier in [one for one in edition.assessments if one.audience == audience]:
        edition.assessments.remove(earlier)
    session.flush()
    edition.assessments.append(
        PracticeAssessment(**values, evidence_ids=sorted(rows), assessed_by_id=actor.account, assessed_at=now(session))
    )
    touch(session, practice)
    record_item_event(session, practice, actor, HistoryAction.ASSESS, after=values["level"], edition=edition.number)
