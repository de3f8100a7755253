"""The demonstration's offices: who can sign in. Roles are offices, not persons."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Account, Delegation, ReviewerProfile
from case_studies.operations.accounts import DEMONSTRATION, add_account, hash_password
from case_studies.taxonomy.loader import delegation
from case_studies.vocabulary import Role, Standing

WRITING = ("GHA", "DEU", "BGD", "URY", "IDN", "RWA")
REVIEWING = ("BRA", "CHN", "FRA", "KEN", "JPN", "SEN")
EDITING = ("IDN", "BRA", "RWA", "CHN")  # one of each co-chair

# What each reviewer knows, reads, and takes on at once.
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
    """A sign-in of the demonstration."""

    name: str
    delegation: str
    role: Role

    @property
    def email(self) -> str:
        """The address it signs in with."""
        return self.name + DEMONSTRATION


def focal_point(code: str) -> Office:
    """Return the office that writes for a delegation."""
    return Office(f"focal-point.{code.lower()}", code, Role.FOCAL_POINT)


def clearance(code: str) -> Office:
    """Return the office that releases for a delegation."""
    return Office(f"clearance.{code.lower()}", code, Role.CLEARANCE_OFFICER)


def reviewer(code: str) -> Office:
    """Return the reviewer of a delegation."""
    return Office(f"reviewer.{code.lower()}", code, Role.REVIEWER)


def editor(code: str) -> Office:
    """Return the editor of a co-chair."""
    return Office(f"editor.{code.lower()}", code, Role.EDITOR)


def shown_offices() -> list[Office]:
    """Return the accounts that the sign-in page offers, in the order of a case's way."""
    return [
        *(office for code in WRITING for office in (focal_point(code), clearance(code))),
        *(reviewer(code) for code in REVIEWING),
        *(editor(code) for code in EDITING),
        Office("practitioner", "ITA", Role.PRACTITIONER),
        Office("admin", "CHN", Role.ADMINISTRATOR),
    ]


def open_offices(session: Session, submitters: list[str], password: str) -> None:
    """Open every office that the demonstration needs and that isn't there yet.

    A delegation that the Group's records don't name takes part as an observer.
    """
    wanted = [*shown_offices(), *(office for code in submitters for office in (focal_point(code), clearance(code)))]
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
    """Let the demonstration's reviewers say what they know; what they say by now stays."""
    accounts = {account.email: account.id for account in session.scalars(select(Account))}
    said = set(session.scalars(select(ReviewerProfile.account_id)))
    for code, (themes, languages, load) in PROFILES.items():
        number = accounts[reviewer(code).email]
        if number not in said:
            profile = ReviewerProfile(account_id=number, themes=[*themes], languages=[*languages], largest_load=load)
            session.add(profile)
    session.flush()


def ensure_delegation(session: Session, code: str) -> None:
    """Add a delegation as an observer unless it takes part already."""
    if session.get(Delegation, code) is None:
        session.add(delegation(code, Standing.OBSERVER))
        session.flush()
