"""Long documents: made by the worker as the account that asked may read things, and checked again at each download."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from hashlib import sha256

from flask import Response, current_app, url_for
from flask_babel import force_locale, get_locale

from app.current import current_config, current_platform, reading
from app.exports.citation import Citation
from app.exports.cite import cite
from app.exports.sources import BINDERS, NAMES
from app.exports.volume import Volume
from app.exports.volume_formats import VOLUME_FORMATS, send_stored
from case_studies.attachments.store import FileMissing
from case_studies.errors import N_, NotVisible, WrongState
from case_studies.export_vocabulary import MOST_THINGS, ExportFailure, ExportForm, ExportSource
from case_studies.models import Export
from case_studies.operations.exports.asking import Wanted, ask_export
from case_studies.operations.exports.ending import void_export
from case_studies.operations.exports.making import MadeFile, Progress, make_next_export
from case_studies.operations.exports.queries import find_ready_export
from case_studies.operations.search.results_on_record import read_on_record
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import Session

NOTED_EVERY = 5  # things
REFUSED = {
    ExportFailure.CHANGED: N_("What it contains has changed; make it again. The file is deleted."),
    ExportFailure.NOT_MADE: N_("The file is not there any more; make it again."),
}


def count_things(session: Session, actor: Actor, source: ExportSource, about: str) -> int:
    """Return of how many things a document would be made. Raises NotVisible."""
    return len(BINDERS[source](session, actor, about, MOST_THINGS).things)


def ask(actor: Actor, *, source: ExportSource, about: str, form: ExportForm) -> Export:
    """Let the worker make a document, in the language of the page that asks. Raises NotVisible, and WrongState."""
    work = current_platform().work
    with work.reading() as session:
        name, things = NAMES[source](session, actor, about), count_things(session, actor, source, about)
    language = str(get_locale() or "en")
    with work.writing() as session:
        wanted = Wanted(source=source, about=about, name=name, form=form, language=language, things=things)
        return ask_export(session, actor, wanted)


def make_waiting_export() -> bool:
    """Make the export that waits longest. The worker calls it outside of a request."""
    platform = current_platform()
    with current_app.test_request_context(base_url=current_config().address):
        return make_next_export(platform.work, platform.exports, _make)


def _make(session: Session, actor: Actor, export: Export, progress: Progress) -> MadeFile:
    if not actor.signed_in:
        raise NotVisible()
    with force_locale(export.language):
        volume = BINDERS[export.source](session, actor, export.about, MOST_THINGS)
        if not volume.things:
            raise NotVisible()
        contents = _digests(_checked(export.source, volume))
        watched = replace(volume, watch=lambda things: _count(things, len(volume.things), progress))
        content = VOLUME_FORMATS[export.form].write(watched)
    return MadeFile(content, volume.cover.mark, contents)


def _count(things: Iterable[Citation], most: int, progress: Progress) -> Iterator[Citation]:
    for number, thing in enumerate(things):
        if number % NOTED_EVERY == 0:
            progress(number, most)
        yield thing
    progress(most, most)


def send_export(actor: Actor, token: str) -> Response:
    """Return a file to its account, if that reads now what is in it; else delete it. Raises NotVisible, WrongState."""
    platform = current_platform()
    with reading() as session:
        export = find_ready_export(session, actor, token)
        failure = None if _is_unchanged(session, actor, export) else ExportFailure.CHANGED
    if failure is None:
        with suppress(FileMissing):
            return send_stored(export)
    failure = failure or ExportFailure.NOT_MADE
    with platform.work.writing() as session:
        void_export(session, platform.exports, actor, token, failure)
    raise WrongState(REFUSED[failure])


def _is_unchanged(session: Session, actor: Actor, export: Export) -> bool:
    """Return whether the account reads now, word for word, what is in the file."""
    with force_locale(export.language):
        try:
            return _digests(_read_again(session, actor, export)) == export.contents
        except NotVisible:
            return False


def _read_again(session: Session, actor: Actor, export: Export) -> Sequence[Citation]:
    """Read what is in the file once more, without searching for it again."""
    if export.source is ExportSource.SEARCH:
        references = [reference for reference, _revision, _digest in export.contents or ()]
        return [cite(one) for one in read_on_record(session, actor, references)]
    return _checked(export.source, BINDERS[export.source](session, actor, export.about, MOST_THINGS))


def _checked(source: ExportSource, volume: Volume) -> Sequence[Citation]:
    """Return what is compared: the things, and a cover that says more than what was searched for."""
    return volume.things if source is ExportSource.SEARCH else (volume.cover, *volume.things)


def _digests(citations: Iterable[Citation]) -> list[list[str]]:
    """Return reference, revision and digest of each thing, wherever this Casebook is addressed from."""
    here = url_for("home.home", _external=True)
    return [[one.reference, str(one.revision), _digest(one, here)] for one in citations]


def _digest(citation: Citation, here: str) -> str:
    """Return the digest of all that a file has from a thing; of a basket without its day."""
    values = asdict(citation) | ({} if citation.kind else {"published": ""})
    return sha256(json.dumps(values, default=str).replace(here, "/").encode()).hexdigest()
