"""The refusals of the domain. `app/errors.py` knows which status each gets; nothing here knows of HTTP.

Messages are plain English with named parameters, marked for translation with `N_`; the delivery translates them
and fills the parameters in.
"""

from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Mark a message for translation without translating it here."""
    return message


class Message(str):
    """A message for one field with values in it. Reads as English; keeps its parts, so that it can be translated."""

    template: str
    parameters: Mapping[str, object]

    def __new__(cls, template: str, **parameters: object) -> "Message":
        """Fill the template in."""
        message = super().__new__(cls, template % parameters)
        message.template = template
        message.parameters = parameters
        return message


class Refusal(Exception):
    """The request is understood and will not be done. Carries a message a person can act on."""

    message = N_("This can't be done.")

    def __init__(self, message: str | None = None, **parameters: object) -> None:
        self.message = message or self.message
        self.parameters = parameters
        super().__init__(self.message % parameters if parameters else self.message)


class NotSignedIn(Refusal):
    """Nobody is signed in, and the request needs somebody."""

    message = N_("Sign in to do this.")


class NotVisible(Refusal):
    """For this reader the thing does not exist."""

    message = N_("There is nothing here that you may read.")


class NotAllowed(Refusal):
    """The reader may see it but may not do this with it."""

    message = N_("Your office may not do this.")


class WrongState(Refusal):
    """The thing is not, or no longer, in a state in which this can be done."""

    message = N_("The case is not in a state in which this can be done.")


class StaleVersion(WrongState):
    """Somebody else changed the case since the page was opened."""

    message = N_("Somebody changed this case since you opened it. Nothing was saved. Compare, then save again.")


class Incomplete(Refusal):
    """Something is missing or malformed. `fields` maps a field to its messages."""

    message = N_("Something is missing or not valid.")

    def __init__(self, fields: Mapping[str, list[str]], message: str | None = None) -> None:
        super().__init__(message)
        self.fields = {field: list(messages) for field, messages in fields.items()}


class Unavailable(Refusal):
    """A part of the platform does not answer for now."""

    message = N_("The search index does not answer. An administrator has to run: flask --app app search rebuild")
