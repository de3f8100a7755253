"""The signed token in an unsubscribe link. It holds account, kind of mail and last day, and permits nothing else."""

from datetime import date, timedelta

from itsdangerous import BadData

from case_studies.errors import NotVisible
from case_studies.signing import Keys, serializer
from case_studies.vocabulary import NotificationEvent

SALT = "unsubscribe"
VALID = timedelta(days=180)  # since the mail was queued
DIGEST = "digest"  # instead of an event: the daily mail


def make_token(secret: str, account_id: int, kind: str, *, sent_on: date) -> str:
    """Return the token for an account and a kind of mail: an event, or `DIGEST`."""
    return str(serializer(secret, SALT).dumps([account_id, kind, (sent_on + VALID).isoformat()]))


def read_token(keys: Keys, token: str, *, today: date) -> tuple[int, NotificationEvent | None]:
    """Return account and event of a token, None for the daily mail. Raises NotVisible, also after its time."""
    try:
        account_id, kind, last_day = serializer(keys, SALT).loads(token)
        if today > date.fromisoformat(last_day):
            raise NotVisible()
        return account_id, None if kind == DIGEST else NotificationEvent(kind)
    except (BadData, TypeError, ValueError) as error:
        raise NotVisible() from error
