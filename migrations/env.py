"""Alembic's environment: the application hands in the connection; the models say what the schema should be."""

from alembic import context

from case_studies.db import Base
from case_studies.models import Case

assert Case.metadata is Base.metadata  # noqa: S101 - the import is what fills the metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
