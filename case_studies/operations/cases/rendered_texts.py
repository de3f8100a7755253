"""Keeps the texts of frozen revisions as they are shown, where that was not done when they were frozen."""

from sqlalchemy import select

from case_studies.markdown import DIALECT
from case_studies.models import RenderedText, Revision
from case_studies.rendered_texts import store_rendered_texts
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import WITH_AUTHOR

BATCH = 20


def store_missing_texts(work: UnitOfWork) -> int:
    """Render the frozen revisions that lack it in batches, and return their number."""
    count = last = 0
    while True:
        with work.writing(quietly=True) as session:
            batch = session.scalars(
                select(Revision)
                .where(
                    Revision.id > last,
                    Revision.state.not_in(WITH_AUTHOR),
                    ~select(RenderedText)
                    .where(RenderedText.revision_id == Revision.id, RenderedText.dialect == DIALECT)
                    .exists(),
                )
                .order_by(Revision.id)
                .limit(BATCH)
            ).all()
            for revision in batch:
                store_rendered_texts(revision)
        if not batch:
            return count
        last, count = batch[-1].id, count + len(batch)
