"""Texts as they are shown: kept with a frozen revision, so that no reader waits for a text that is slow to parse.

They are stored when the text leaves its author's desk, and by the worker for revisions from before and after a change
of the renderer. Reading a page stores nothing: where no row fits, the text is rendered for this page.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.case_template import RIGHT_TO_LEFT
from case_studies.markdown import DIALECT, to_html, to_plain
from case_studies.markdown.directions import Direction
from case_studies.models import RenderedText, Revision

if TYPE_CHECKING:
    from case_studies.policy.release import AnyRevision, ReleasedRevision


def html_of(revision: "AnyRevision", text: str) -> str:
    """Return a text of a revision as sanitized HTML."""
    stored = _stored(revision, text)
    return to_html(text, _direction(revision)) if stored is None else stored.html


def plain_of(revision: "AnyRevision", text: str) -> str:
    """Return a text of a revision as plain text."""
    stored = _stored(revision, text)
    return to_plain(text) if stored is None else stored.plain


def store_rendered_texts(revision: Revision) -> None:
    """Keep the texts of a revision as they are shown. What was kept of other texts or by another renderer goes."""
    texts = {
        _digest(revision, text): text for text in (*revision.sections.values(), *revision.public_sections.values())
    }
    revision.rendered = {
        digest: revision.rendered.get(digest) or _render(revision, digest, text) for digest, text in texts.items()
    }


def load_rendered_texts(session: Session, revisions: Iterable["ReleasedRevision"]) -> None:
    """Read what is kept of several revisions in one query."""
    by_id = {revision.id: revision for revision in revisions}
    found: dict[int, list[RenderedText]] = {number: [] for number in by_id}
    for row in session.scalars(select(RenderedText).where(RenderedText.revision_id.in_(by_id))):
        found[row.revision_id].append(row)
    for number, rows in found.items():
        by_id[number].set_rendered(rows)


def _render(revision: Revision, digest: str, text: str) -> RenderedText:
    html = to_html(text, _direction(revision))
    return RenderedText(digest=digest, dialect=DIALECT, html=html, plain=to_plain(text))


def _stored(revision: "AnyRevision", text: str) -> RenderedText | None:
    return revision.rendered.get(_digest(revision, text)) if text else None


def _digest(revision: "AnyRevision", text: str) -> str:
    return sha256("\0".join((DIALECT, _direction(revision), text)).encode()).hexdigest()


def _direction(revision: "AnyRevision") -> Direction:
    return "rtl" if revision.language in RIGHT_TO_LEFT else "ltr"
