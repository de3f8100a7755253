"""What may be part of an address. Anything else is not found, before the database is asked."""

import re

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, IntegerConverter, Map, RequestRedirect

from case_studies.db import LARGEST_ID
from case_studies.reference import REFERENCE_PATTERN, reference_pattern
from case_studies.vocabulary import Kind

UNTIDY_END = re.compile(r"(?<=.)[/.,;:)\]»”’\s]+$")
UNTIDY_REFERENCE = re.compile(f"(?<=/){REFERENCE_PATTERN}(?=[/.]|$)", re.IGNORECASE)
HYPHENS = re.compile("[\u2010-\u2015\u2212]")


class CaseReference(BaseConverter):
    """The reference of a case, such as CS-2026-0007."""

    regex = REFERENCE_PATTERN


class IssueReference(BaseConverter):
    """The reference of a difficult issue, such as DI-2026-0007."""

    regex = reference_pattern(Kind.ISSUE)


class AdoptionReference(BaseConverter):
    """The reference of an adoption, such as AD-2026-0007."""

    regex = reference_pattern(Kind.ADOPTION)


class ThreadReference(BaseConverter):
    """The reference of a discussion, such as TH-2026-0007."""

    regex = reference_pattern(Kind.THREAD)


class PracticeReference(BaseConverter):
    """The reference of a good practice, such as GP-2026-0007."""

    regex = reference_pattern(Kind.PRACTICE)


class EventReference(BaseConverter):
    """The reference of an event, such as EV-2026-0007."""

    regex = reference_pattern(Kind.EVENT)


class StudyReference(BaseConverter):
    """The reference of a study, such as ST-2026-0007."""

    regex = reference_pattern(Kind.STUDY)


class ProposalReference(BaseConverter):
    """The reference of a study proposal, such as SP-2026-0007."""

    regex = reference_pattern(Kind.PROPOSAL)


class TextReference(BaseConverter):
    """The reference of a joint text, such as JT-2026-0007."""

    regex = reference_pattern(Kind.TEXT)


class OfferReference(BaseConverter):
    """The reference of an offer of capacity, such as OF-2026-0007."""

    regex = reference_pattern(Kind.OFFER)


class RequestReference(BaseConverter):
    """The reference of a request for capacity, such as RQ-2026-0007."""

    regex = reference_pattern(Kind.REQUEST)


class MatchReference(BaseConverter):
    """The reference of a match of both, such as MT-2026-0007."""

    regex = reference_pattern(Kind.MATCH)


class CollectionReference(BaseConverter):
    """The reference of a collection, such as CO-2026-0007."""

    regex = reference_pattern(Kind.COLLECTION)


REFERENCES = (
    *(CaseReference, IssueReference, AdoptionReference, ThreadReference, PracticeReference),
    *(EventReference, StudyReference, ProposalReference, TextReference, CollectionReference),
    *(OfferReference, RequestReference, MatchReference),
)
"""The references of every kind of thing."""


class AttachmentId(BaseConverter):
    """The id of a file of a case."""

    regex = "[0-9a-f]{20}"


class UploadToken(BaseConverter):
    """The token of a file that is arriving."""

    regex = "[0-9a-f]{32}"


class DatabaseId(IntegerConverter):
    """A number that the database gives to rows or revisions. None is larger than `LARGEST_ID`."""

    # A number that is too long must not match at all: Werkzeug answers a match beyond `max` with 405, not with 404,
    # if another method has the same address.
    regex = rf"[0-9]{{1,{len(str(LARGEST_ID))}}}"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


def tidy_address(path: str) -> str | None:
    """Return the address that one with a small mistake means; None if no page has it.

    Mistakes are a slash or a full stop at the end, a reference in small letters, and the hyphens of a word processor.
    """
    tidy = UNTIDY_END.sub("", HYPHENS.sub("-", path))
    tidy = UNTIDY_REFERENCE.sub(lambda found: found.group().upper(), tidy)
    try:
        current_app.create_url_adapter(request).match(tidy, method="GET")  # type: ignore[union-attr]
    except (HTTPException, RequestRedirect):
        return None
    return tidy if tidy != path else None


def start(app: Flask) -> None:
    """Let routes use `<reference:…>`, one for each kind of thing, `<attachment:…>`, `<upload:…>` and `<id:…>`."""
    app.url_map.converters.update(
        reference=CaseReference,
        issue=IssueReference,
        adoption=AdoptionReference,
        thread=ThreadReference,
        practice=PracticeReference,
        event=EventReference,
        study=StudyReference,
        proposal=ProposalReference,
        text=TextReference,
        offer=OfferReference,
        request=RequestReference,
        match=MatchReference,
        collection=CollectionReference,
        attachment=AttachmentId,
        upload=UploadToken,
        id=DatabaseId,
    )
