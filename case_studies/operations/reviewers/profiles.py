"""Profiles of reviewers: themes, languages, the number of cases at once, and absences.

Due dates depend on absences, so the past can't be changed: an absence starts today at the earliest, and one that has
started can only be ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message, NotAllowed, NotVisible, WrongState
from case_studies.models import Absence, Account, ReviewerProfile, Theme
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.reviewers.track_record import USUAL_LOAD
from case_studies.policy.actor import Actor
from case_studies.taxonomy.catalogue import merged_codes
from case_studies.unit_of_work import now
from case_studies.vocabulary import Language, Role

LARGEST_LOAD = 20
LATEST_DAY = timedelta(days=731)  # two years


@dataclass(frozen=True, slots=True)
class Profile:
    """A reviewer's profile. `absences` are the present and future ones."""

    themes: Sequence[str]
    languages: Sequence[str]
    largest_load: int
    absences: Sequence[Absence]


def profile_of(session: Session, actor: Actor) -> Profile:
    """Return the actor's own profile, or the default profile if they have not saved one."""
    _check_reviewer(actor)
    profile = session.get(ReviewerProfile, actor.account)
    today = now(session).date()
    absences = [a for a in absences_of(session, [actor.account])[actor.account] if a.last_day >= today]
    if profile is None:
        return Profile((), (), USUAL_LOAD, absences)
    return Profile(profile.themes, profile.languages, profile.largest_load, absences)


def save_profile(
    session: Session, actor: Actor, *, themes: Sequence[str], languages: Sequence[str], largest_load: int
) -> None:
    """Save the actor's themes, languages and number of cases at once. Raises Incomplete with messages by field."""
    _check_reviewer(actor)
    errors: dict[str, list[str]] = {}
    merged = merged_codes(session, Theme)
    themes = list(dict.fromkeys(merged.get(code, code) for code in themes))
    if unknown := set(themes) - set(session.scalars(select(Theme.id))):
        errors["themes"] = [Message(N_("Not a known code: %(codes)s."), codes=", ".join(sorted(unknown)))]
    if unknown := set(languages) - set(Language):
        errors["languages"] = [Message(N_("Not a known code: %(codes)s."), codes=", ".join(sorted(unknown)))]
    if not 1 <= largest_load <= LARGEST_LOAD:
        errors["largest_load"] = [Message(N_("Give a number from 1 to %(most)s."), most=LARGEST_LOAD)]
    if errors:
        raise Incomplete(errors)
    profile = session.get(ReviewerProfile, actor.account) or ReviewerProfile(account_id=actor.account)
    profile.themes = themes
    profile.languages = [language for language in Language if language in languages]
    profile.largest_load = largest_load
    session.add(profile)
    session.flush()


def add_absence(session: Session, actor: Actor, first_day: date, last_day: date) -> Absence:
    """Add an absence of the actor from the first to the last day. Raises Incomplete with messages by field."""
    _check_reviewer(actor)
    session.get_one(
        Account, actor.account, with_for_update=True
    )  # or two requests at once could add overlapping absences
    today = now(session).date()
    if first_day < today:
        raise Incomplete({"first_day": [N_("This date has passed. Give today or a later date.")]})
    if last_day < first_day:
        raise Incomplete({"last_day": [N_("This is before the first day. Give that date or a later one.")]})
    if last_day > today + LATEST_DAY:
        raise Incomplete({"last_day": [N_("Give a date within the next two years.")]})
    known = absences_of(session, [actor.account])[actor.account]
    if any(absence.first_day <= last_day and first_day <= absence.last_day for absence in known):
        raise Incomplete({"first_day": [N_("Some of these days are already in your list. Remove them first.")]})
    absence = Absence(account_id=actor.account, first_day=first_day, last_day=last_day)
    session.add(absence)
    session.flush()
    return absence


def end_absence(session: Session, actor: Actor, absence_id: int) -> None:
    """End an absence. One that begins today or later is removed; an earlier one ends yesterday."""
    _check_reviewer(actor)
    absence = session.get(Absence, absence_id, with_for_update=True)
    if absence is None or absence.account_id != actor.account_id:
        raise NotVisible()
    today = now(session).date()
    if absence.last_day < today:
        raise WrongState(N_("This absence is over. The due dates that it moved stay as they are."))
    if absence.first_day < today:
        absence.last_day = today - timedelta(days=1)
    else:
        session.delete(absence)
    session.flush()


def _check_reviewer(actor: Actor) -> None:
    if not actor.is_a(Role.REVIEWER):
        raise NotAllowed(N_("Only reviewers have such a profile."))
