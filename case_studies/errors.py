"""The refusals of the domain, without HTTP. The status of each is in `app/errors.py`.

Messages are in English with named parameters and marked for translation with `N_`. The delivery translates them and
fills in the parameters.
"""

from collections.abc import Mapping, Sequence


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Mark a message for translation without translating it here."""
    return message


class Message(str):
    """A message for one field, with values filled in. It keeps its template and parameters for translation."""

    template: str
    parameters: Mapping[str, object]

    def __new__(cls, template: str, **parameters: object) -> "Message":
        """Return the message with the parameters filled in."""
        message = super().__new__(cls, template % parameters)
        message.template = template
        message.parameters = parameters
        return message


class Term(str):
    """A word of ours among the parameters of a message: it is translated with the message."""


class Refusal(Exception):
    """The request is valid but refused. The message says what the reader can do."""

    message = N_("This is not possible.")

    def __init__(self, message: str | None = None, **parameters: object) -> None:
        self.message = message or self.message
        self.parameters = parameters
        super().__init__(self.message % parameters if parameters else self.message)


class NotSignedIn(Refusal):
    """The request needs an account, and nobody is signed in."""

    message = N_("Sign in to do this.")


class NotVisible(Refusal):
    """The object does not exist, or the reader may not know that it exists."""

    message = N_("There is nothing here that you may read.")


class Deleted(NotVisible):
    """The reader's own delegation deleted the object."""

    message = N_("Your delegation deleted this draft. Nothing of its text is left.")


class NotAllowed(Refusal):
    """The reader may see the object but may not do this with it."""

    message = N_("Your office is not allowed to do this.")


class FactorRequired(NotAllowed):
    """The account has to add a second factor before it can do anything else."""

    message = N_("Add a second factor first.")


class FreshSignInRequired(NotAllowed):
    """The office signed in too long ago for what it wants to change."""

    message = N_("Sign in again before you change this.")


class WrongState(Refusal):
    """The object is not in a state in which this is possible, or is no longer."""

    message = N_("This is not possible in the present state of the case.")


class StaleVersion(WrongState):
    """The case, or what is written in it, was changed on another page after this one was opened."""

    message = N_("The case was changed after you opened this page. Nothing was saved. Open it again to see the change.")


class NobodyThere(WrongState):
    """No account could take the step that would follow."""


class Incomplete(Refusal):
    """Input is missing or malformed. `fields` maps each field to its messages."""

    message = N_("Something is missing or not valid.")

    def __init__(self, fields: Mapping[str, list[str]], message: str | None = None) -> None:
        super().__init__(message)
        self.fields = {field: list(messages) for field, messages in fields.items()}


class Unsettled(Incomplete):
    """The check found what is neither taken out nor justified. `findings` are of `case_findings.py`."""

    def __init__(self, fields: Mapping[str, list[str]], message: str, *, findings: Sequence[object]) -> None:
        super().__init__(fields, message)
        self.findings = findings


class TooManyTries(Refusal):
    """Somebody tried to sign in too often. `seconds` is how long to wait."""

    message = N_("Too many attempts. Try again in %(seconds)s seconds.")

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


class TooManyRequests(TooManyTries):
    """One network asks for more than one server can give to everybody."""

    message = N_("Too many requests from your network. Try again in %(seconds)s seconds.")


class Unavailable(Refusal):
    """A part of the platform does not answer at present."""

    message = N_("The search index does not answer. The log of the server says why, for the administrator.")
