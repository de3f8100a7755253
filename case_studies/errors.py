"""The refusals of the domain. `app/errors.py` gives each its HTTP status; this module does not know HTTP.

Messages are plain English with named parameters, marked for translation with `N_`; the delivery translates them
and fills the parameters in.
"""

from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Mark a message for translation without translating it here."""
    return message


class Message(str):
    """A message for one field, with parameters. It is the English text, and keeps its parts for translation."""

    template: str
    parameters: Mapping[str, object]

    def __new__(cls, template: str, **parameters: object) -> "Message":
        """Fill in the template."""
        message = super().__new__(cls, template % parameters)
        message.template = template
        message.parameters = parameters
        return message


class Refusal(Exception):
    """A request that is understood and refused. Its message says what the user can do."""

    message = N_("This can't be done.")

    def __init__(self, message: str | None = None, **parameters: object) -> None:
        self.message = message or self.message
        self.parameters = parameters
        super().__init__(self.message % parameters if parameters else self.message)


class NotSignedIn(Refusal):
    """The request needs somebody who is signed in."""

    message = N_("Sign in to do this.")


class NotVisible(Refusal):
    """The object does not exist, or the reader may not know that it does."""

    message = N_("There is nothing here that you may read.")


class NotAllowed(Refusal):
    """The reader may see the object, but may not do this."""

    message = N_("Your office may not do this.")


class WrongState(Refusal):
    """The object is not in a state in which this can be done."""

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
    """A part of the platform is not available at the moment."""

    message = N_("The search index does not answer. An administrator has to run: flask --app app search rebuild")
