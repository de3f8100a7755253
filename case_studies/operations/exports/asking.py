"""Asking for a long export. The worker makes it (`making.py`)."""

import secrets
from dataclasses import asdict, dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotVisible, WrongState
from case_studies.export_vocabulary import IN_PROGRESS, ExportForm, ExportSource, ExportState
from case_studies.models import Account, Export
from case_studies.operations.exports.queries import of_account
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now

MOST_IN_PROGRESS = 3
"""Exports of one account that wait or are under way."""
MOST_KEPT = 10
"""Exports of one account, with those that ended and did not expire yet."""
LONGEST_ABOUT = 4000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document that an account asks for; `about` and `name` are those of the model."""

    source: ExportSource
    about: str
    name: str
    form: ExportForm
    language: str
    things: int


def ask_export(session: Session, actor: Actor, wanted: Wanted) -> Export:
    """Let the worker make a document, and return its export. One that is asked for already is returned.

    Raises NotVisible if there is nothing to make it of, and WrongState if the account has too many.
    """
    if wanted.things < 1:
        raise NotVisible()
    if len(wanted.about) > LONGEST_ABOUT:
        raise Incomplete({"about": [N_("This search is too long for a file. Use fewer words or filters.")]})
    # one at a time for each account, so that two clicks neither ask twice nor exceed the limit
    session.execute(select(Account.id).where(Account.id == actor.account).with_for_update())
    same = (Export.source == wanted.source, Export.about == wanted.about, Export.form == wanted.form)
    asked = session.scalar(of_account(session, actor).where(*same, Export.state.in_(IN_PROGRESS)))
    if asked is not None:
        return asked
    _check_room(session, actor)
    export = Export(
        account_id=actor.account,
        token=secrets.token_hex(16),
        state=ExportState.WAITING,
        asked_at=now(session),
        **asdict(wanted),
    )
    session.add(export)
    session.flush()
    return export


def _check_room(session: Session, actor: Actor) -> None:
    own = select(func.count(Export.id)).where(Export.account_id == actor.account)
    if session.scalars(own.where(Export.state.in_(IN_PROGRESS))).one() >= MOST_IN_PROGRESS:
        message = N_("At most %(most)s exports can wait or be under way. Stop one, or wait until one is ready.")
        raise WrongState(message, most=MOST_IN_PROGRESS)
    if session.scalars(own).one() >= MOST_KEPT:
        raise WrongState(N_("You have %(most)s exports, which is the limit. Remove one first."), most=MOST_KEPT)
