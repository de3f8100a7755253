"""Every search as an Atom feed with the same parameters: the fifty cases that were published last for this reader.

The reader is identified by a browser session or an API token.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from urllib.parse import urlsplit

from flask import Blueprint, Response, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.http import http_date

from app.access import open_to_all
from app.atom import MIMETYPE, DeletedEntry, Entry, Feed, feed_xml
from app.current import current_config, current_platform, reading
from app.identity import FEED, actor
from app.phrases.found import KINDS, facts_of, state_of
from app.phrases.lives import shown_life
from app.phrases.markings import MARKS, marked_audience, marking
from app.phrases.saved_searches import feed_url, proposed_name, search_url
from app.phrases.submitters import authors_of, name_of
from app.schemas.search import SearchSchema, parameters_from, query_from
from app.thing_urls import thing_url
from case_studies.operations.cases.removals import publication_times, removed_cases
from case_studies.operations.search.found import FoundItem
from case_studies.operations.search.search import check_filters, search
from case_studies.policy.delegations import known_vocabularies
from case_studies.policy.release import ReleasedRevision
from case_studies.rendered_texts import load_rendered_texts, plain_of
from case_studies.search.contract import Query, Sort
from case_studies.search.query.query_string import query_string
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.unit_of_work import now
from case_studies.vocabulary import Register, Section

pages = Blueprint("feed", __name__)

MOST = 50
A_SECOND = timedelta(seconds=1)
SINCE = 2026  # the year in the ids of feeds (RFC 4151)


@pages.get(FEED)
@open_to_all
def feed() -> Response:
    """Return the feed."""
    query = query_from(SearchSchema().load(parameters_from(request.args)))
    with reading() as session:
        vocabularies = known_vocabularies(session, actor())
        query = check_filters(query, vocabularies)
        page = search(session, current_platform().search, actor(), _newest(query))
        revisions = [item.revision for item in page.cases]
        load_rendered_texts(session, revisions)
        times = publication_times(session, actor(), [revision.case_id for revision in revisions])
        entries = [_entry(revision, times[revision.case_id]) for revision in revisions]
        entries += [_item_entry(item, now(session).date()) for item in page.items if isinstance(item, FoundItem)]
        gone = [DeletedEntry(_id(reference), at) for reference, at in removed_cases(session, actor(), MOST)]
        content = _feed(query, vocabularies, entries, gone)
    answer = Response(feed_xml(content), mimetype=MIMETYPE)
    answer.headers["Last-Modified"] = http_date(content.updated)
    return answer


def _newest(query: Query) -> Query:
    return Query(query.text, query.filters, query.year_from, query.year_to, Sort.NEWEST, per_page=MOST)


def _feed(query: Query, vocabularies: Vocabularies, entries: list[Entry], deleted: list[DeletedEntry]) -> Feed:
    address = query_string(query)
    return Feed(
        id=_tag(SINCE, f"search?{address}"),
        url=feed_url(address, external=True),
        page=search_url(address, external=True),
        title=f"Casebook: {proposed_name(query, vocabularies)}",
        rights=_(
            "The content of a case is the responsibility of the delegation that submitted it. "
            "Casebook holds unclassified material only."
        ),
        language=str(get_locale() or "en"),
        entries=sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True),
        deleted=deleted,
    )


def _entry(revision: ReleasedRevision, times: list[datetime]) -> Entry:
    """Return the entry of a case. Its date is that of the first revision that this reader could read.

    A later revision has a later date, even if the clock was set back: readers of feeds notice an update by its date.
    So has a case that its delegation said was stopped or harmful.
    """
    case, life = revision.case, shown_life(revision)
    first, *later = times
    if life is not None and life.is_ended:
        later.append(datetime.combine(life.day, time(), UTC))
    summary = plain_of(revision, revision.sections.get(Section.SUMMARY, ""))
    return Entry(
        id=_id(case.reference),
        url=url_for("case.case", reference=case.reference, _external=True),
        title=revision.title,
        summary=f"{life.text}\n\n{summary}" if life is not None and life.is_ended else summary,
        language=revision.language,
        author=authors_of(revision)[0],
        published=first,
        updated=reduce(lambda last, moment: max(moment, last + A_SECOND), later, first),
        life=(life.life, life.line) if life is not None else None,
        mark=(MARKS[marked_audience([revision])], marking([revision])),
    )


def _item_entry(found: FoundItem, today: date) -> Entry:
    """Return the entry of something that is no case. What is informal stays on the platform, apart from its title."""
    item, owner = found.item, found.owner
    line = " · ".join((state_of(item, today), *facts_of(item, today)))
    return Entry(
        id=_id(found.reference),
        url=thing_url(found.reference, external=True),
        title=found.title,
        summary="" if item.register == Register.INFORMAL else "\n\n".join(filter(None, (line, found.summary))),
        language=found.language,
        author=name_of(owner) if owner is not None else str(KINDS[found.kind]),
        published=found.since,
        updated=max(found.since, found.changed),
        mark=(MARKS[item.audience], MARKS[item.audience]),
        kind=(found.kind, str(KINDS[found.kind])),
    )


def _id(reference: str) -> str:
    return _tag(int(reference.split("-")[1]), reference)


def _tag(year: int, name: str) -> str:
    """Return an id that is the same wherever the feed is read (RFC 4151)."""
    return f"tag:{urlsplit(current_config().address).hostname},{year}:{name}"
