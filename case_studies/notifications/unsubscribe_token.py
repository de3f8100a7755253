"""The signed word in the address that turns a kind of mail off. It names account and kind, and opens nothing else."""

from itsdangerous import BadData, URLSafeSerializer

from case_studies.errors import NotVisible
from case_studies.vocabulary import NotificationEvent

SALT = "unsubscribe"
DIGEST = "digest"  # in place of an event: all that comes in the daily mail


def make_token(secret: str, account_id: int, kind: str) -> str:
    """Return the word for an account and an event, or for its daily mail."""
    return str(URLSafeSerializer(secret, SALT).dumps([account_id, kind]))


def read_token(secret: str, word: str) -> tuple[int, NotificationEvent | None]:
    """Return the account and the event that a word names; None stands for the daily mail. Raises NotVisible."""
    try:
        account_id, kind = URLSafeSerializer(secret, SALT).loads(word)
        return account_id, None if kind == DIGEST else NotificationEvent(kind)
    except (BadData, ValueError) as error:
        raise NotVisible() from error
