"""How commands report an error that a person can correct: one line and exit code 1, without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from case_studies.errors import Incomplete, Refusal
from case_studies.search.errors import SearchError


@contextmanager
def plain_errors() -> Iterator[None]:
    """Report refusals and errors of search and database in one line."""
    try:
        yield
    except Incomplete as error:
        lines = [f"{field}: {' '.join(messages)}" for field, messages in error.fields.items()]
        raise click.ClickException("; ".join(lines)) from error
    except (Refusal, SearchError) as error:
        raise click.ClickException(str(error)) from error
    except (OperationalError, ProgrammingError) as error:
        message = "The database does not answer, or is not up to date. Run: casebook database upgrade"
        raise click.ClickException(message) from error
