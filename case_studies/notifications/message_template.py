"""How an event is reported in words, on the inbox and by mail."""

from dataclasses import dataclass

from case_studies.notifications.links import LinkTarget
from case_studies.vocabulary import Role


@dataclass(frozen=True, slots=True)
class MessageText:
    """What happened, what the reader has to do, and the page on which to do it."""

    happened: str
    to_do: str
    target: LinkTarget


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """How an event is reported: its name, the roles that can be notified of it, and its text.

    `reviewer_text` is for reviewers where `text` is for the delegation. `overdue_text` is for a day that has passed.
    `several_text` is for several things: what is new is added to the notification that waits, so that there is one.
    `for_outsiders` allows the text for accounts that no longer take part in the case.
    `is_always_mailed` is for the security of the account: it is mailed at once, and nobody can turn that off.
    """

    name: str
    roles: tuple[Role, ...]
    text: MessageText
    reviewer_text: MessageText | None = None
    overdue_text: MessageText | None = None
    several_text: MessageText | None = None
    for_outsiders: bool = False
    is_always_mailed: bool = False
