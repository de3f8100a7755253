"""The page of each thing that has a reference."""

from collections.abc import Mapping

from flask import url_for

from case_studies.reference import kind_of
from case_studies.vocabulary import Kind

PAGES: Mapping[Kind | None, str] = {
    Kind.CASE: "case.case",
    Kind.ISSUE: "issues.issue",
    Kind.ADOPTION: "adoptions.adoption",
    Kind.PRACTICE: "practices.practice",
    Kind.THREAD: "threads.thread",
    Kind.EVENT: "event.event",
    Kind.STUDY: "studies.study",
    Kind.PROPOSAL: "proposals.proposal",
    Kind.TEXT: "joint_text.text",
    Kind.OFFER: "capacity.offer",
    Kind.REQUEST: "capacity.request",
    Kind.MATCH: "matches.match",
    Kind.COLLECTION: "collections.collection",
}


def thing_url(reference: str, *, external: bool = False) -> str:
    """Return the address of the page of a thing."""
    return url_for(PAGES[kind_of(reference)], reference=reference, _external=external)
