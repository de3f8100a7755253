"""A published collection as one document."""

from flask_babel import gettext as _

from app.exports.citation import Part
from app.exports.things import bind_things
from app.exports.volume import Volume
from app.phrases.markings import MARKS
from app.phrases.submitters import name_of
from app.thing_urls import thing_url
from case_studies.operations.collections.queries import find_published_collection, things_of
from case_studies.policy.actor import Actor
from case_studies.policy.collection_release import ReleasedCollection
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind


def bind_collection(session: Session, actor: Actor, reference: str, most: int) -> Volume:
    """Return what a reader may read of a published collection, as far as it fits. Raises NotVisible."""
    found = find_published_collection(session, actor, reference)
    rows = things_of(session, actor, found, whole=True)
    owner = name_of(ReleasedCollection(found, actor).collected_by)
    introduction = (Part(_("Introduction"), found.introduction),) if found.introduction else ()
    return bind_things(
        {row.reference: row.thing for row in rows},
        reasons={row.reference: row.reason for row in rows},
        least=MARKS[found.audience],
        most=most,
        notes=(_("An example. No delegation put it together."),) if found.demonstration else (),
        kind=Kind.COLLECTION,
        day=found.published_at.date() if found.published_at else found.changed_at.date(),
        reference=found.reference,
        number=found.reference,
        genre=_("Collection"),
        title=found.title,
        language=found.language,
        authors=(_("Example for %(delegation)s", delegation=owner) if found.demonstration else owner,),
        address=thing_url(found.reference, external=True),
        abstract=found.introduction,
        parts=introduction,
    )
