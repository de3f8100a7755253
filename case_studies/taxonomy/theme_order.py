"""The order of the themes: each theme is followed by its sub-themes."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Theme


def order_themes(session: Session) -> None:
    """Number the themes, so that sub-themes follow the theme above them. The order within each level stays."""
    session.flush()
    rows = session.scalars(select(Theme).order_by(Theme.position, Theme.id)).all()
    number_themes(in_tree_order(rows))


def in_tree_order(rows: Iterable[Theme]) -> Iterator[Theme]:
    """Yield themes, each followed by its sub-themes. Both levels keep the order of the rows."""
    below: dict[str | None, list[Theme]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    for top in below.get(None, []):
        yield top
        yield from below.get(top.id, [])


def number_themes(rows: Iterable[Theme]) -> None:
    """Give the themes their positions in this order."""
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
