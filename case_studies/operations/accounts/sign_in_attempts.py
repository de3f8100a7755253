"""Slows down guessing of passwords: by account, known or not, and by network.

Each try is counted before the password is looked at, in the database, so that many web processes count together. After
some tries the next one has to wait, for longer each time, up to a minute. Somebody else who never stops trying keeps no
office out (OWASP ASVS 5.0, 6.3.1): a browser from which the account has signed in before is counted by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from case_studies.errors import TooManyTries
from case_studies.models import SignInAttempts
from case_studies.models.account import DEMONSTRATION, digest_of
from case_studies.operations.accounts.known_browsers import digest_of_known
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import UnitOfWork, now

FREE_TRIES = 5  # of an account
LONGEST_WAIT = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(hours=1)  # since the last try


@dataclass(frozen=True, slots=True)
class _Counter:
    """Tries that are counted together, and how many of them need not wait."""

    key: str
    free: int

    def wait_after(self, tries: int) -> timedelta:
        """Return how long the next try has to wait: 1, 2, 4 seconds, and so on."""
        doublings = tries - self.free
        return min(timedelta(seconds=2 ** min(doublings, 16)), LONGEST_WAIT) if doublings >= 0 else timedelta()


def count_attempt(session: Session, email: str, network: str, *, browser: str) -> None:
    """Count a try to sign in. Raises TooManyTries with the seconds to wait, and then does not count it.

    A network has more tries for which it need not wait: many offices may share one.
    """
    moment, network_tries = now(session), settings_of(session).network_tries
    known = digest_of_known(session, email, browser=browser, network=network)
    stored = [(counter, _stored(session, counter)) for counter in _counters(email, network, known, network_tries)]
    waits = [
        one.last_at + counter.wait_after(one.tries) - moment for counter, one in stored if not _is_over(one, moment)
    ]
    if waits and max(waits) > timedelta():
        raise TooManyTries(seconds=int(max(waits).total_seconds()) + 1)
    for _counter, one in stored:
        one.tries = 1 if _is_over(one, moment) else one.tries + 1
        one.last_at = moment


def forgive_attempts(session: Session, email: str, network: str, *, browser: str) -> None:
    """Start the count of an account again, after its password was right. For its network this try does not count."""
    known = digest_of_known(session, email, browser=browser, network=network)
    session.execute(delete(SignInAttempts).where(SignInAttempts.key == _key_of_account(email, known)))
    of_network = update(SignInAttempts).where(SignInAttempts.key == _key_of_network(network), SignInAttempts.tries > 0)
    session.execute(of_network.values(tries=SignInAttempts.tries - 1))


def delete_old_attempts(work: UnitOfWork) -> None:
    """Delete the counts that no longer matter."""
    with work.writing(quietly=True) as session:
        session.execute(delete(SignInAttempts).where(SignInAttempts.last_at <= now(session) - FORGOTTEN_AFTER))


def _counters(email: str, network: str, known: str, network_tries: int) -> Iterator[_Counter]:
    """Yield what a try counts for: the network, and the account, unless it is one that a demonstration shares."""
    yield _Counter(_key_of_network(network), network_tries)
    if not email.strip().lower().endswith(DEMONSTRATION):
        yield _Counter(_key_of_account(email, known), FREE_TRIES)


def _key_of_network(network: str) -> str:
    return digest_of(f"network {network}")


def _key_of_account(email: str, known: str) -> str:
    """Return the key of an account, for a browser that it knows or for all others together."""
    return digest_of(f"account {email.strip().lower()} {known}".rstrip())


def _is_over(stored: SignInAttempts, moment: datetime) -> bool:
    return moment - stored.last_at >= FORGOTTEN_AFTER


def _stored(session: Session, counter: _Counter) -> SignInAttempts:
    """Return the row of a counter, locked until the end of the transaction."""
    query = select(SignInAttempts).where(SignInAttempts.key == counter.key).with_for_update()
    found = session.scalar(query)
    if found is None:
        try:
            with session.begin_nested():
                found = SignInAttempts(key=counter.key, tries=0, last_at=now(session) - FORGOTTEN_AFTER)
                session.add(found)
        except IntegrityError:  # somebody counted first
            found = session.scalars(query).one()
    return found
