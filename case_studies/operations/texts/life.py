"""What the platform does with joint texts when time has passed: it notes that silence ended and nobody broke it."""

import logging

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import JointText
from case_studies.text_vocabulary import TextAction, TextState
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.workflow.texts import TEXTS

log = logging.getLogger(__name__)


def run_texts(work: UnitOfWork) -> int:
    """Agree each text whose hour has come, each in a transaction of its own, and return how many there were."""
    with work.reading() as session:
        ended = (JointText.state == TextState.UNDER_SILENCE) & (JointText.silence_until <= now(session))
        numbers = session.scalars(select(JointText.id).where(ended).order_by(JointText.id)).all()
    return sum(_do(work, number) for number in numbers)


def _do(work: UnitOfWork, number: int) -> bool:
    """Agree one text. An error is logged and does not stop the others."""
    try:
        with work.writing() as session:
            text = session.get(JointText, number, with_for_update={"of": JointText})
            return text is not None and _agree(session, text)
    except Exception:
        log.exception("joint text %s failed; the next run tries again", number)
        return False


def _agree(session: Session, text: JointText) -> bool:
    """Agree a text, unless another worker was faster."""
    if text.state != TextState.UNDER_SILENCE:
        return False
    TEXTS.perform_by_platform(session, text, TextAction.AGREE)
    return True
