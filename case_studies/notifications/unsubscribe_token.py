"""The signed token in an unsubscribe link. It holds the account and the kind of mail, and permits nothing else."""

from itsdangerous import BadData

from case_studies.errors import NotVisible
from case_studies.signing import serializer
from case_studies.vocabulary import NotificationEvent

SALT = "unsubscribe"
DIGEST = "digest"  # instead of an event: the daily mail


def make_token(secret: str, account_id: int, kind: str) -> str:
    """Return the token for an account and a kind of mail: an event, or `DIGEST`."""
    return str(serializer(secret, SALT).dumps([account_id, kind]))


def read_token(secret: str, token: str) -> tuple[int, NotificationEvent | None]:
    """Return account and event of a token; the event is None for the daily mail. Raises NotVisible."""
    try:
        account_id, kind = serializer(secret, SALT).loads(token)
        return account_id, None if kind == DIGEST else NotificationEvent(kind)
    except (BadData, ValueError) as error:
        raise NotVisible() from error
