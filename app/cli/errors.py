"""How a command tells of an error: one line and exit code 1, never a traceback for what a person can mend."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from case_studies.errors import Incomplete, Refusal
from case_studies.search.errors import SearchError


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what went wrong into a plain line."""
    try:
        yield
    except Incomplete as error:
        lines = [f"{field}: {' '.join(messages)}" for field, messages in error.fields.items()]
        raise click.ClickException("; ".join(lines)) from error
    except (Refusal, SearchError) as error:
        raise click.ClickException(str(error)) from error
    except (OperationalError, ProgrammingError) as error:
        message = "The database does not answer, or is not up to date. Run: flask --app app database upgrade"
        raise click.ClickException(message) from error
