"""Statements compiled once a process, though each test has a database of its own."""

from typing import Any

from sqlalchemy import Dialect, Engine

_DIALECTS: dict[str, Dialect] = {}
_COMPILED: dict[Any, Any] = {}


def share_compiled_statements(engine: Engine) -> None:
    """Let an engine use what other engines of its kind have compiled. Their dialect is a part of the cache's keys."""
    if engine.dialect.name not in _DIALECTS:
        with engine.connect():  # the dialect learns about the server at the first connection
            _DIALECTS[engine.dialect.name] = engine.dialect
    engine.dialect = _DIALECTS[engine.dialect.name]
    engine.update_execution_options(compiled_cache=_COMPILED)
