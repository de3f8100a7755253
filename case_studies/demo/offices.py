"""The offices of the demonstration, which can sign in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Account, Delegation, ReviewerProfile
from case_studies.models.account import DEMONSTRATION
from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.taxonomy.loader import delegation
from case_studies.vocabulary import Role, Standing

WRITING = ("GHA", "DEU", "BGD", "URY", "IDN", "RWA")
REVIEWING = ("BRA", "CHN", "FRA", "KEN", "JPN", "SEN")
CONFIRMING = ("JPN",)  # a co-submitter whose clearance officer is asked
EDITING = ("IDN", "BRA", "RWA", "CHN")  # one for each co-chair

# Themes, languages and largest load of each reviewer.
PROFILES: dict[str, tuple[tuple[str, ...], tuple[str, ...], int]] = {
    "BRA": (("MOV-PATROL", "LED-MIND", "AWR-SHARE", "COM"), ("en", "es", "fr"), 4),
    "CHN": (("EXP-SEARCH", "EXP-EOD", "MED-HOSP", "FPR-DESIGN"), ("en", "zh"), 4),
    "FRA": (("MOV-CONVOY", "AWR-PKI", "TEC-UAS", "EXP-ECM"), ("en", "fr"), 3),
    "KEN": (("EXP", "TRN-PDT", "TRN-CENTRE"), ("en",), 2),
    "JPN": (("MED-FIRST", "MED-CASEVAC", "TRN-PART", "OSH-ENV"), ("en",), 3),
    "SEN": (("COM-ENG", "DUT-WOM", "HST-LIAIS", "HLT-MAL"), ("en", "fr", "ar"), 3),
}


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the demonstration."""

    name: str
    delegation: str
    role: Role

    @property
    def email(self) -> str:
        """The e-mail address of the account."""
        return self.name + DEMONSTRATION


def focal_point(code: str) -> Office:
    """Return the focal point of a delegation."""
    return Office(f"focal-point.{code.lower()}", code, Role.FOCAL_POINT)


def clearance(code: str) -> Office:
    """Return the clearance officer of a delegation."""
    return Office(f"clearance.{code.lower()}", code, Role.CLEARANCE_OFFICER)


def reviewer(code: str) -> Office:
    """Return the reviewer of a delegation."""
    return Office(f"reviewer.{code.lower()}", code, Role.REVIEWER)


def editor(code: str) -> Office:
    """Return the editor of a co-chair."""
    return Office(f"editor.{code.lower()}", code, Role.EDITOR)


def shown_offices() -> list[Office]:
    """Return the offices that the sign-in page shows, in the order of a case's journey."""
    return [
        *(office for code in WRITING for office in (focal_point(code), clearance(code))),
        *(clearance(code) for code in CONFIRMING),
        *(reviewer(code) for code in REVIEWING),
        *(editor(code) for code in EDITING),
        Office("practitioner", "ITA", Role.PRACTITIONER),
        Office("admin", "CHN", Role.ADMINISTRATOR),
    ]


def open_offices(session: Session, submitters: list[str], password: str, *, confirming: Sequence[str] = ()) -> None:
    """Add the accounts that the demonstration needs and that are missing.

    A delegation that is not in the records of the Group takes part as an observer.
    """
    wanted = [*shown_offices(), *(office for code in submitters for office in (focal_point(code), clearance(code)))]
    wanted += [clearance(code) for code in (*REVIEWING, *EDITING, *confirming)]  # they can be co-submitters
    known = set(session.scalars(select(Account.email)))
    password_hash = hash_password(session, password)
    for office in {office.email: office for office in wanted}.values():
        ensure_delegation(session, office.delegation)
        if office.email not in known:
            words = office.role.value.replace("_", " ").capitalize()
            add_account(
                session, office.email, office.delegation, [office.role], office=words, password_hash=password_hash
            )
    _keep_profiles(session)


def _keep_profiles(session: Session) -> None:
    """Save profiles of the reviewers who have none."""
    accounts = {account.email: account.id for account in session.scalars(select(Account))}
    said = set(session.scalars(select(ReviewerProfile.account_id)))
    for code, (themes, languages, load) in PROFILES.items():
        number = accounts[reviewer(code).email]
        if number not in said:
            profile = ReviewerProfile(account_id=number, themes=[*themes], languages=[*languages], largest_load=load)
            session.add(profile)
    session.flush()


def ensure_delegation(session: Session, code: str) -> None:
    """Add a delegation as an observer, unless it exists."""
    if session.get(Delegation, code) is None:
        session.add(delegation(code, Standing.OBSERVER, is_public=True))
        session.flush()
